"use client";

import { useMemo } from "react";
import { ScatterMap } from "@/components/charts/scatter-map";
import { ChartLegend } from "@/components/charts/chart-legend";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDuration } from "@/lib/charts/format-duration";
import { formatCount } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { segmentColor } from "@/lib/charts/segment-color";
import type { SegmentationPreview } from "@/lib/preview/preview-segmentation";
import type { Algorithm } from "@/lib/schemas/segmentation";

interface PreviewCardProps {
  preview?: SegmentationPreview;
  problem?: string;
  algorithm: Algorithm;
  /** Rows of the dataset, and of the sample that was loaded. */
  rows: number;
  sampleRows: number;
  /** Text that names row i of the sample. */
  describeRow: (i: number) => string;
}

const HEIGHT = 380;

/** The sample on its map, clustered in the browser as the choices move. */
export function PreviewCard({ preview, problem, algorithm, rows, sampleRows, describeRow }: PreviewCardProps) {
  const data = useMemo(() => (preview ? { x: preview.x, y: preview.y, segments: preview.labels } : undefined), [preview]);
  const used = preview?.kept.length ?? 0;
  const what = used >= rows ? `all ${formatCount(rows)} rows` : `a sample of ${formatCount(used)} of ${formatCount(rows)} rows`;
  const segments = algorithm === "pca" || algorithm === "hdbscan" ? [] : (preview?.sizes ?? []);
  const [first = 0, second = 0] = preview?.varianceRatio ?? [];
  return (
    <Card aria-busy={!preview}>
      <CardHeader
        title="Live preview"
        definition={preview ? `${what}, ${algorithm === "pca" || algorithm === "hdbscan" ? "mapped" : "clustered"} in this browser as you move; the run itself is made on the server` : "clustered in this browser as you move"}
        actions={preview ? <Badge className="tabular">{formatDuration(Math.max(1, preview.durationMs))}</Badge> : null}
      />
      {data && data.x.length > 0 ? (
        <ScatterMap
          data={data}
          height={HEIGHT}
          label={`Preview map of ${used} rows${segments.length > 0 ? ` in ${segments.length} segments` : ""}`}
          xLabel={`component 1 · ${formatShare(first, 0)} of variance`}
          yLabel={`component 2 · ${formatShare(second, 0)}`}
          describePoint={(i) => (
            <>
              <p className="font-medium">{describeRow(preview?.kept[i] ?? 0)}</p>
              {segments.length > 0 ? <p className="text-muted">{(preview?.labels[i] ?? -1) < 0 ? "Noise" : `Segment ${(preview?.labels[i] ?? 0) + 1}`}</p> : null}
            </>
          )}
        />
      ) : preview || problem ? (
        <p className="flex items-center justify-center text-muted" style={{ height: HEIGHT }}>{problem ?? (sampleRows === 0 ? "There are no rows to show." : "Choose a feature to see the map.")}</p>
      ) : (
        <Skeleton style={{ height: HEIGHT }} />
      )}
      <ChartLegend
        className="mt-2 min-h-5"
        entries={[
          ...segments.slice(0, 20).map((size, segment) => ({ label: `Segment ${segment + 1}`, color: segmentColor(segment), aside: formatCount(size) })),
          ...(preview && preview.noise > 0 ? [{ label: "Noise", color: segmentColor(-1), aside: formatCount(preview.noise) }] : []),
        ]}
      />
      {segments.length > 20 ? <p className="mt-1 text-xs text-muted">and {segments.length - 20} smaller segments</p> : null}
      {algorithm === "dbscan" && used > 0 && used < rows ? <p className="mt-1 text-xs text-muted">A sample is thinner than the whole: at the same eps the run finds more neighbours and less noise.</p> : null}
      {algorithm === "hdbscan" ? <p className="mt-1 text-xs text-muted">HDBSCAN has no preview: the map shows the rows without segments.</p> : null}
    </Card>
  );
}
