"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { SizesBars, sizesBarsHeight } from "@/components/charts/sizes-bars";
import { prepareSizes } from "@/lib/charts/prepare-sizes";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { SIZES_HEIGHT } from "./chart-heights";
import { sourceOf } from "./segment-legend";

export function SizesChart({ run }: { run: Segmentation }) {
  const model = useMemo(() => prepareSizes(run.segments), [run.segments]);
  const height = Math.max(SIZES_HEIGHT, sizesBarsHeight(model.bars.length));
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
      <SizesBars bars={model.bars} height={Math.min(height, Math.max(sizesBarsHeight(model.bars.length), model.bars.length * 52))} />
    </ChartFrame>
  );
}
