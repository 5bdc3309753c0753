"use client";

import { useMemo, type ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FeatureHeatTable } from "@/components/charts/feature-heat-table";
import { heatTableDrawing } from "@/lib/charts/heat-table-drawing";
import { type ProfileModel, prepareProfile } from "@/lib/charts/prepare-profile";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { sourceOf } from "./segment-legend";

interface ProfileChartProps {
  run: Segmentation;
  /** Features shown at most; those that differ most. */
  limit?: number;
  actions?: ReactNode;
}

/** Means of every feature per segment against the whole, shaded by the distance. */
export function ProfileChart({ run, limit = 12, actions }: ProfileChartProps) {
  const model = useMemo(() => prepareProfile(run.segments, run.details?.overall ?? {}, run.features, limit), [run, limit]);
  const hasUnused = model.features.some((feature) => !feature.used);
  const idOf = new Map(run.segments.flatMap((segment) => (segment.unsaved ? [] : [[segment.segment, segment.id] as const])));
  const totalRows = run.rows - (run.details?.droppedRows ?? 0);
  return (
    <ChartFrame
      title="What sets them apart?"
      definition="mean in the data's own units; shade = distance from the mean of all rows, in its standard deviations σ"
      height={Math.min(80, model.segments.length * 44)}
      isTable
      state={model.features.length === 0 ? { status: "empty", message: "The dataset has no numeric column to compare." } : { status: "ready" }}
      table={profileTable(model)}
      draw={() => heatTableDrawing(model)}
      source={sourceOf(run)}
      note={[model.capNote, hasUnused ? "* not used for the clustering" : undefined].filter(Boolean).join(" · ") || undefined}
      actions={actions}
    >
      <FeatureHeatTable model={model} label="Feature means per segment" totalRows={totalRows} hrefOf={(segment) => (idOf.has(segment) ? `/segments/${idOf.get(segment)}` : undefined)} />
    </ChartFrame>
  );
}

function profileTable(model: ProfileModel) {
  return {
    columns: [{ label: "Segment" }, ...model.features.flatMap((feature) => ["mean", "standard deviation", "distance in σ"].map((what) => ({ label: `${feature.name} ${what}`, numeric: true })))],
    rows: [
      ...model.segments.map((row) => [row.name, ...row.cells.flatMap((cell) => [cell.mean, cell.std, cell.zScore])]),
      ["All rows", ...model.features.flatMap((feature) => [feature.mean, feature.std, 0])],
    ],
  };
}
