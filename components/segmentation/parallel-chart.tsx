"use client";

import { useMemo, type ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ParallelLines } from "@/components/charts/parallel-lines";
import { prepareParallel } from "@/lib/charts/prepare-parallel";
import { prepareSeparation } from "@/lib/charts/prepare-separation";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { segmentLegend, sourceOf } from "./segment-legend";

const HEIGHT = 400;

/** Every segment as a line over the features that separate most. */
export function ParallelChart({ run, actions }: { run: Segmentation; actions?: ReactNode }) {
  const model = useMemo(() => {
    const overall = run.details?.overall ?? {};
    const ranked = prepareSeparation(run.segments, overall, run.features).map(({ feature }) => feature);
    return prepareParallel(run.segments, overall, ranked.length > 0 ? ranked : run.features, run.features);
  }, [run]);
  const hasUnused = model.axes.some((axis) => !axis.used);
  return (
    <ChartFrame
      title="How do the segments run through the features?"
      definition="line: median; band: the middle half of the rows; axes from the lowest to the highest quartile of any segment, best separating first"
      height={HEIGHT}
      state={model.axes.length === 0 ? { status: "empty", message: "The dataset has no numeric column whose quartiles differ." } : { status: "ready" }}
      legend={segmentLegend(run.segments)}
      note={[model.capNote, hasUnused ? "* not used for the clustering" : undefined].filter(Boolean).join(" · ") || undefined}
      source={sourceOf(run)}
      actions={actions}
      table={{
        columns: [{ label: "Segment" }, { label: "Feature" }, { label: "Lower quartile", numeric: true }, { label: "Median", numeric: true }, { label: "Upper quartile", numeric: true }],
        rows: model.lines.flatMap((line) => line.points.map((point, axis) => [line.name, model.axes[axis]?.feature ?? "", point?.exact.q1 ?? null, point?.exact.median ?? null, point?.exact.q3 ?? null])),
      }}
    >
      <ParallelLines model={model} height={HEIGHT} label={`Medians and quartiles of ${model.lines.length} segments over ${model.axes.length} features. The table view has the figures.`} />
    </ChartFrame>
  );
}
