"use client";

import { useState } from "react";
import { Card } from "@/components/ui/card";
import { formatCount } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import { MapChart } from "./map-chart";
import type { ResultTabProps } from "./run-result";

const HEIGHT = 560;
const ROW_LIMIT = 120_000;

/** The map, large, with all rows up to 120,000; a chosen segment stands out. */
export function MapTab({ run }: ResultTabProps) {
  const [highlighted, setHighlighted] = useState<number>();
  return (
    <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_15rem]">
      <MapChart run={run} height={HEIGHT} limit={ROW_LIMIT} highlighted={highlighted} showsLegend={false} />
      {run.algorithm === "pca" ? null : (
        <Card className="p-3">
          <h2 className="mb-1 px-1 text-xs text-muted">Bring out a segment</h2>
          <ul className="max-h-[36rem] overflow-y-auto">
            {run.segments.map((segment) => (
              <li key={segment.id}>
                <button
                  type="button"
                  aria-pressed={highlighted === segment.segment}
                  onClick={() => setHighlighted(highlighted === segment.segment ? undefined : segment.segment)}
                  className="flex w-full items-center gap-2 rounded-control px-2 py-1.5 text-left hover:bg-soft focus-visible:-outline-offset-2 aria-pressed:bg-accent-soft"
                >
                  <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: segmentColor(segment.segment) }} />
                  <span className="line-clamp-2 min-w-0 grow break-words">{segment.name}</span>
                  <span className="text-xs text-muted tabular">{formatCount(segment.size)}</span>
                </button>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
