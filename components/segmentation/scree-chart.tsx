"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ScreeBars } from "@/components/charts/scree-bars";
import { prepareScree } from "@/lib/charts/prepare-scree";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { MAP_HEIGHT } from "./chart-heights";
import { sourceOf } from "./segment-legend";

export function ScreeChart({ run }: { run: Segmentation }) {
  const model = useMemo(() => prepareScree(run.quality?.explainedVarianceRatio ?? [], run.quality?.explainedVariance), [run.quality]);
  const marks = model.marks.map((mark) => `${mark.sharePct} % with ${mark.components}`).join(", ");
  return (
    <ChartFrame
      title="How much does each component hold?"
      definition="share of the variance; line: with all components before it"
      height={MAP_HEIGHT}
      state={model.bars.length === 0 ? { status: "empty", message: "The run has no component." } : { status: "ready" }}
      legend={[{ label: "this component", color: "var(--accent)" }, { label: "together with those before", color: "var(--ink)" }]}
      note={[model.capNote, marks].filter(Boolean).join(" · ") || undefined}
      source={sourceOf(run)}
      table={{
        columns: [{ label: "Component", numeric: true }, { label: "Explained variance", numeric: true }, { label: "Share, 0–1", numeric: true }, { label: "Together, 0–1", numeric: true }],
        rows: model.bars.map((bar) => [bar.component, bar.variance, bar.ratio, bar.cumulativeRatio]),
      }}
    >
      <ScreeBars model={model} height={MAP_HEIGHT} />
    </ChartFrame>
  );
}
