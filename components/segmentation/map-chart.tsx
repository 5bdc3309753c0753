"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useRef, type ReactNode } from "react";
import { BiplotArrows } from "@/components/charts/biplot-arrows";
import { ChartFrame } from "@/components/charts/chart-frame";
import { type ScatterHandle, ScatterMap } from "@/components/charts/scatter-map";
import type { ChartTable } from "@/lib/charts/chart-table";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { prepareBiplotArrows } from "@/lib/charts/prepare-loadings";
import { paddedRange } from "@/lib/charts/prepare-scatter";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type Segmentation, type SegmentationMap, segmentationMapSchema } from "@/lib/schemas/segmentation";
import { MAP_HEIGHT } from "./chart-heights";
import { segmentLegend, segmentNameOf, sourceOf } from "./segment-legend";

interface MapChartProps {
  run: Segmentation;
  height?: number;
  /** Rows asked for; more are sampled, and the chart says so. */
  limit?: number;
  highlighted?: number;
  actions?: ReactNode;
  showsLegend?: boolean;
}

/** Rows in the plane of the first two principal components; for PCA with the features as arrows. */
export function MapChart({ run, height = MAP_HEIGHT, limit = 20_000, highlighted, actions, showsLegend = true }: MapChartProps) {
  const scatter = useRef<ScatterHandle>(null);
  const query = useQuery({
    queryKey: ["segmentation-map", run.id, limit, run.cut],
    queryFn: () => fetchJson(`/api/v1/segmentations/${run.id}/map?limit=${limit}${run.cut === undefined ? "" : `&cut=${run.cut}`}`, segmentationMapSchema),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
  const map = query.data;
  const nameOf = useMemo(() => segmentNameOf(run.segments), [run.segments]);
  const isPca = run.algorithm === "pca";
  const data = useMemo(() => (map ? { x: map.x, y: map.y, segments: isPca ? map.segments.map(() => 0) : map.segments } : undefined), [map, isPca]);
  const arrows = useMemo(
    () => (isPca && map && run.quality?.components ? prepareBiplotArrows(run.quality.components, run.details?.preparedFeatures ?? run.features, paddedRange(map.x), paddedRange(map.y)) : []),
    [isPca, map, run],
  );
  const [first = 0, second = 0] = run.details?.mapVarianceRatio ?? [];
  const labelOf = (i: number) => map?.labels?.[i] || `Row ${formatCount((map?.rowIds[i] ?? 0) + 1)}`;
  const failure = query.error ? problemText(query.error) : undefined;
  return (
    <ChartFrame
      title={isPca ? "How do rows and features lie?" : "Who is near whom?"}
      definition={`principal components 1 (${formatShare(first, 0)}) and 2 (${formatShare(second, 0)} of variance)${isPca ? "; arrows: features" : ""}`}
      height={height}
      state={failure ? { status: "error", message: failure.detail, reference: failure.requestId, onRetry: () => void query.refetch() } : !map ? { status: "loading" } : map.x.length === 0 ? { status: "empty", message: "No row took part in this run." } : { status: "ready" }}
      table={map ? tableOf(map, nameOf, labelOf) : undefined}
      legend={isPca ? [] : segmentLegend(run.segments)}
      showsLegend={showsLegend}
      note={map && map.total > map.x.length ? `A sample of ${formatCount(map.x.length)} of ${formatCount(map.total)} rows, the same each time.` : undefined}
      source={sourceOf(run)}
      draw={() => scatter.current?.draw()}
      actions={actions}
    >
      {map && data ? (
        <ScatterMap
          ref={scatter}
          data={data}
          height={height}
          highlighted={highlighted}
          label={`Map of ${formatCount(map.x.length)} rows${isPca ? "" : `, coloured by ${formatCount(run.segmentCount)} segments`}. The table view has the same figures.`}
          xLabel={`component 1 · ${formatShare(first, 0)} of variance`}
          yLabel={`component 2 · ${formatShare(second, 0)}`}
          include={arrows}
          overlay={arrows.length > 0 ? (scales) => <BiplotArrows arrows={arrows} scales={scales} /> : undefined}
          describePoint={(i) => (
            <>
              <p className="font-medium">{labelOf(i)}</p>
              {isPca ? null : <p className="text-muted">{nameOf(map.segments[i] ?? -1)}</p>}
              <p className="text-muted tabular">{formatFixed(map.x[i], 2)}, {formatFixed(map.y[i], 2)}</p>
            </>
          )}
        />
      ) : null}
    </ChartFrame>
  );
}

function tableOf(map: SegmentationMap, nameOf: (segment: number) => string, labelOf: (i: number) => string): ChartTable {
  return {
    columns: [{ label: "Row" }, { label: "Segment" }, { label: "Component 1", numeric: true }, { label: "Component 2", numeric: true }],
    rows: map.x.map((x, i) => [labelOf(i), nameOf(map.segments[i] ?? -1), x, map.y[i] ?? null]),
  };
}
