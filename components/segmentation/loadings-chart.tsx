"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { LoadingsBars, loadingsBarsHeight } from "@/components/charts/loadings-bars";
import { prepareLoadings } from "@/lib/charts/prepare-loadings";
import { segmentColor } from "@/lib/charts/segment-color";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { sourceOf } from "./segment-legend";

export function LoadingsChart({ run }: { run: Segmentation }) {
  const components = useMemo(() => run.quality?.components ?? [], [run.quality]);
  const features = run.details?.preparedFeatures ?? run.features;
  const model = useMemo(() => prepareLoadings(components, features), [components, features]);
  const shown = Math.min(3, components.length);
  const height = loadingsBarsHeight(model);
  return (
    <ChartFrame
      title="What are the components made of?"
      definition="loadings: the weight of each feature in a component, −1 to 1"
      height={height}
      state={model.rows.length === 0 ? { status: "empty", message: "The run has no component." } : { status: "ready" }}
      legend={Array.from({ length: shown }, (_, c) => ({ label: `Component ${c + 1}`, color: segmentColor(c) }))}
      note={[model.capNote, components.length > shown ? `${shown} of ${components.length} components; the table has all` : undefined].filter(Boolean).join(" · ") || undefined}
      source={sourceOf(run)}
      table={{
        columns: [{ label: "Feature" }, ...components.map((_, c) => ({ label: `Component ${c + 1}`, numeric: true }))],
        rows: features.map((feature, j) => [feature, ...components.map((component) => component[j] ?? null)]),
      }}
    >
      <LoadingsBars model={model} height={height} />
    </ChartFrame>
  );
}
