"use client";

import { Card } from "@/components/ui/card";
import { formatCount } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import type { Segment } from "@/lib/schemas/segmentation";

interface MapSegmentsProps {
  segments: Segment[];
  highlighted: number | undefined;
  onHighlight: (segment: number | undefined) => void;
}

/** The segments beside their map; one of them can be brought out. */
export function MapSegments({ segments, highlighted, onHighlight }: MapSegmentsProps) {
  return (
    <Card className="p-3">
      <h2 className="mb-1 px-1 text-xs text-muted">Bring out a segment</h2>
      <ul className="max-h-[36rem] overflow-y-auto">
        {segments.map((segment) => (
          <li key={segment.id}>
            <button
              type="button"
              aria-pressed={highlighted === segment.segment}
              onClick={() => onHighlight(highlighted === segment.segment ? undefined : segment.segment)}
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
  );
}
