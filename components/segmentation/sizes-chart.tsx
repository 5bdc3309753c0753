"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { SizesBars, sizesBarsHeight } from "@/components/charts/sizes-bars";
import { prepareSizes } from "@/lib/charts/prepare-sizes";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { SIZES_HEIGHT } from "./chart-heights";
import { sourceOf } from "./segment-legend";

/** `beside`: stands next to a chart of the usual height, and then keeps that height. */
export function SizesChart({ run, beside = false }: { run: Segmentation; beside?: boolean }) {
  const model = useMemo(() => prepareSizes(run.segments), [run.segments]);
  const drawn = sizesBarsHeight(model.bars.length, SIZES_HEIGHT);
  const height = beside ? Math.max(SIZES_HEIGHT, drawn) : drawn;
  return (
    <ChartFrame
      title="How large is each segment?"
      definition="rows and share of the whole"
      height={height}
      state={run.segments.length === 0 ? { status: "empty", message: "The run found no segment." } : { status: "ready" }}
      note={model.capNote}
      source={sourceOf(run)}
      table={{ columns: [{ label: "Segment" }, { label: "Rows", numeric: true }, { label: "Share, 0–1", numeric: true }], rows: run.segments.map(({ name, size, shareRatio }) => [name, size, shareRatio]) }}
    >
      <SizesBars bars={model.bars} height={drawn} label={`Rows of ${model.bars.length} segments. The table view has the figures.`} />
    </ChartFrame>
  );
}
