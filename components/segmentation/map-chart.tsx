"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useRef, type ReactNode, type RefObject } from "react";
import { BiplotArrows } from "@/components/charts/biplot-arrows";
import { ChartFrame } from "@/components/charts/chart-frame";
import { PointNames } from "@/components/charts/point-names";
import { type ScatterHandle, ScatterMap } from "@/components/charts/scatter-map";
import type { ChartTable } from "@/lib/charts/chart-table";
import { formatCount, formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { prepareBiplotArrows } from "@/lib/charts/prepare-loadings";
import type { MapColors } from "@/lib/charts/prepare-map-colors";
import { paddedRange } from "@/lib/charts/prepare-scatter";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import type { MapArea, MapValues, Projection } from "@/lib/schemas/map";
import { type Segmentation, type SegmentationMap, segmentationMapSchema } from "@/lib/schemas/segmentation";
import { MAP_HEIGHT } from "./chart-heights";
import { segmentLegend, segmentNameOf, sourceOf } from "./segment-legend";

/** Up to that many rows have their names beside them. */
const namedRows = 60;

/** A column that the map is coloured by instead of the segments. */
export interface MapColoring {
  values: MapValues;
  colors: MapColors;
}

interface MapChartProps {
  run: Segmentation;
  height?: number;
  /** Rows asked for; more are sampled, and the chart says so. */
  limit?: number;
  projection?: Projection;
  highlighted?: number;
  coloring?: MapColoring;
  actions?: ReactNode;
  showsLegend?: boolean;
  /** Makes the pointer draw a line around rows. */
  onArea?: (points: [number, number][]) => void;
  area?: MapArea["points"];
  scatterRef?: RefObject<ScatterHandle | null>;
}

/** Rows in the plane of the first two principal components, or on the run's UMAP; for PCA with the features as arrows. */
export function MapChart({ run, height = MAP_HEIGHT, limit = 20_000, projection = "pca", highlighted, coloring, actions, showsLegend = true, onArea, area, scatterRef }: MapChartProps) {
  const own = useRef<ScatterHandle>(null);
  const handle = scatterRef ?? own;
  const isUmap = projection === "umap";
  const query = useQuery({
    queryKey: ["segmentation-map", run.id, limit, run.cut, projection],
    queryFn: () => fetchJson(`/api/v1/segmentations/${run.id}/map?limit=${limit}${run.cut === undefined ? "" : `&cut=${run.cut}`}${isUmap ? "&projection=umap" : ""}`, segmentationMapSchema),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
  const map = query.data;
  const nameOf = useMemo(() => segmentNameOf(run.segments), [run.segments]);
  const isPca = run.algorithm === "pca";
  // Values of another sample of rows than the one that is drawn belong to nobody here.
  const values = coloring && map && coloring.values.values.length === map.x.length ? coloring.values.values : undefined;
  const colors = values ? coloring?.colors : undefined;
  const data = useMemo(() => (map ? { x: map.x, y: map.y, segments: colors?.classes ?? (isPca ? map.segments.map(() => 0) : map.segments) } : undefined), [map, isPca, colors]);
  const arrows = useMemo(
    () => (isPca && !isUmap && map && run.quality?.components ? prepareBiplotArrows(run.quality.components, run.details?.preparedFeatures ?? run.features, paddedRange(map.x), paddedRange(map.y)) : []),
    [isPca, isUmap, map, run],
  );
  const [first = 0, second = 0] = run.details?.mapVarianceRatio ?? [];
  const labelOf = (i: number) => map?.labels?.[i] || `Row ${formatCount((map?.rowIds[i] ?? 0) + 1)}`;
  const names = map?.labels && map.x.length <= namedRows ? map.x.map((x, i) => ({ x, y: map.y[i] ?? 0, name: labelOf(i) })) : [];
  const failure = query.error ? problemText(query.error) : undefined;
  const axes = isUmap ? ["UMAP 1", "UMAP 2"] : [`component 1 · ${formatShare(first, 0)} of variance`, `component 2 · ${formatShare(second, 0)}`];
  return (
    <ChartFrame
      title={isPca ? "How do rows and features lie?" : "Who is near whom?"}
      definition={isUmap ? "UMAP: near rows stay near; far distances mean little" : `principal components 1 (${formatShare(first, 0)}) and 2 (${formatShare(second, 0)} of variance)${isPca ? "; arrows: features" : ""}`}
      height={height}
      state={failure ? { status: "error", message: failure.detail, reference: failure.requestId, onRetry: () => void query.refetch() } : !map ? { status: "loading" } : map.x.length === 0 ? { status: "empty", message: "No row took part in this run." } : { status: "ready" }}
      table={map ? tableOf(map, nameOf, labelOf, isUmap, values && coloring?.values) : undefined}
      legend={colors ? colors.legend : isPca ? [] : segmentLegend(run.segments)}
      showsLegend={showsLegend || colors !== undefined}
      note={map && map.total > map.x.length ? `A sample of ${formatCount(map.x.length)} of ${formatCount(map.total)} rows, the same each time.` : isUmap && map && map.total < run.rows - (run.details?.droppedRows ?? 0) ? `A sample of ${formatCount(map.total)} of ${formatCount(run.rows)} rows, with rows of every segment.` : undefined}
      source={sourceOf(run)}
      draw={() => handle.current?.draw()}
      actions={actions}
    >
      {map && data ? (
        <ScatterMap
          ref={handle}
          data={data}
          height={height}
          highlighted={colors ? undefined : highlighted}
          colorOf={colors?.colorOf}
          onArea={onArea}
          area={area}
          label={`Map of ${formatCount(map.x.length)} rows${colors ? `, coloured by ${coloring?.values.column}` : isPca ? "" : `, coloured by ${formatCount(run.segmentCount)} segments`}. The table view has the same figures.`}
          xLabel={axes[0] ?? ""}
          yLabel={axes[1] ?? ""}
          include={arrows}
          overlay={arrows.length + names.length > 0 ? (scales, size) => <><PointNames points={names} scales={scales} area={size} />{arrows.length > 0 ? <BiplotArrows arrows={arrows} scales={scales} width={size.width} /> : null}</> : undefined}
          describePoint={(i) => (
            <>
              <p className="font-medium">{labelOf(i)}</p>
              {isPca ? null : <p className="text-muted">{nameOf(map.segments[i] ?? -1)}</p>}
              {values ? <p className="text-muted tabular">{coloring?.values.column}: {valueText(values[i])}</p> : null}
              <p className="text-muted tabular">{formatFixed(map.x[i], 2)}, {formatFixed(map.y[i], 2)}</p>
            </>
          )}
        />
      ) : null}
    </ChartFrame>
  );
}

function valueText(value: string | number | null | undefined): string {
  return typeof value === "number" ? formatQuantity(value) : (value ?? "no value");
}

function tableOf(map: SegmentationMap, nameOf: (segment: number) => string, labelOf: (i: number) => string, isUmap: boolean, colored: MapValues | undefined): ChartTable {
  const axis = isUmap ? "UMAP" : "Component";
  return {
    columns: [{ label: "Row" }, { label: "Segment" }, { label: `${axis} 1`, numeric: true }, { label: `${axis} 2`, numeric: true }, ...(colored ? [{ label: colored.column, numeric: colored.kind === "numeric" }] : [])],
    rows: map.x.map((x, i) => [labelOf(i), nameOf(map.segments[i] ?? -1), x, map.y[i] ?? null, ...(colored ? [colored.values[i] ?? null] : [])]),
  };
}
