"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { SilhouetteBands } from "@/components/charts/silhouette-bands";
import { segmentLegend, segmentNameOf, sourceOf } from "@/components/segmentation/segment-legend";
import { formatCount } from "@/lib/charts/format-quantity";
import { prepareSilhouette } from "@/lib/charts/prepare-silhouette";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { silhouettePlotSchema } from "@/lib/schemas/trust";

interface SilhouetteChartProps {
  run: Segmentation;
  height: number;
  className?: string;
}

/** The silhouette of each row, grouped by segment: who fits, and who would fit elsewhere. */
export function SilhouetteChart({ run, height, className }: SilhouetteChartProps) {
  const router = useRouter();
  const cut = run.cut === undefined ? "" : `&cut=${run.cut}`;
  const query = useQuery({
    queryKey: ["segmentation-silhouette", run.id, run.cut],
    queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${run.id}/silhouette${cut.replace("&", "?")}`, silhouettePlotSchema, { signal }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
  const nameOf = useMemo(() => segmentNameOf(run.segments), [run.segments]);
  const model = useMemo(() => (query.data ? prepareSilhouette(query.data, nameOf) : undefined), [query.data, nameOf]);
  const negative = model?.bands.reduce((sum, band) => sum + band.negativeRows, 0) ?? 0;
  const failure = query.error ? problemText(query.error) : undefined;
  return (
    <ChartFrame
      title="How well does each row fit?"
      definition="silhouette per row: 1 in the middle of its segment, 0 between two, below 0 nearer to another"
      className={className}
      height={height}
      state={failure ? { status: "error", message: failure.detail, reference: failure.requestId, onRetry: () => void query.refetch() } : !model ? { status: "loading" } : model.bands.length === 0 ? { status: "empty", message: "A silhouette needs two segments at least." } : { status: "ready" }}
      legend={segmentLegend(run.segments.filter(({ segment }) => segment >= 0))}
      source={sourceOf(run)}
      note={model ? <>{model.note} {negative > 0 ? <Link className="underline underline-offset-2" href={`/segmentations/${run.id}?tab=rows&doubtful=true&sort=silhouette${cut}`}>See the {formatCount(negative)} rows that are nearer to another segment</Link> : null}</> : undefined}
      table={model ? { columns: [{ label: "Segment" }, { label: "Row", numeric: true }, { label: "Silhouette", numeric: true }], rows: model.bands.flatMap((band) => band.silhouettes.map((value, i) => [band.name, (band.rowIds[i] ?? 0) + 1, value])), ...(model.note && { capNote: model.note }) } : undefined}
    >
      {model ? <SilhouetteBands model={model} height={height} label={`Silhouette of each row in ${model.bands.length} segments. The table view has the figures.`} onSegmentClick={(segment) => router.push(`/segmentations/${run.id}?tab=rows&segment=${segment}&sort=silhouette${cut}`)} /> : null}
    </ChartFrame>
  );
}
