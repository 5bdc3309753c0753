"use client";

import { useMemo, type ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { RadarShapes } from "@/components/charts/radar-shapes";
import { prepareProfile } from "@/lib/charts/prepare-profile";
import { mostSpokes, prepareRadar } from "@/lib/charts/prepare-radar";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { segmentLegend, sourceOf } from "./segment-legend";

const HEIGHT = 440;

/** Every segment as a shape on up to eight features, one scale for all of them. */
export function RadarChart({ run, actions }: { run: Segmentation; actions?: ReactNode }) {
  const profile = useMemo(() => prepareProfile(run.segments, run.details?.overall ?? {}, run.features, mostSpokes), [run]);
  const model = useMemo(() => prepareRadar(profile), [profile]);
  return (
    <ChartFrame
      title="What shape has each segment?"
      definition="distance of its mean from the mean of all rows, in their standard deviations σ; the same scale on every spoke"
      height={HEIGHT}
      state={model ? { status: "ready" } : { status: "empty", message: "A radar needs three numeric features at least. The heat map shows fewer." }}
      legend={segmentLegend(run.segments)}
      note={[profile.capNote, model?.spokes.some(({ used }) => !used) ? "* not used for the clustering" : undefined].filter(Boolean).join(" · ") || undefined}
      source={sourceOf(run)}
      actions={actions}
      table={model ? { columns: [{ label: "Segment" }, ...model.spokes.map(({ feature }) => ({ label: `${feature}, σ`, numeric: true }))], rows: model.shapes.map(({ name, points }) => [name, ...points.map(({ zScore }) => zScore)]) } : undefined}
    >
      {model ? <RadarShapes model={model} height={HEIGHT} label={`${model.shapes.length} segments on ${model.spokes.length} spokes. The table view has the figures.`} /> : null}
    </ChartFrame>
  );
}
