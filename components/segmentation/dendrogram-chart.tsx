"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Dendrogram } from "@/components/charts/dendrogram";
import { formatCount } from "@/lib/charts/format-quantity";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { DENDROGRAM_HEIGHT } from "./chart-heights";
import { segmentLegend, segmentNameOf, sourceOf } from "./segment-legend";

/** The tree of merges of a hierarchical run. */
export function DendrogramChart({ run }: { run: Segmentation }) {
  const nodes = useMemo(() => run.details?.mergeTree ?? [], [run.details]);
  const nameOf = useMemo(() => segmentNameOf(run.segments), [run.segments]);
  const merges = nodes.filter((node) => node.left !== undefined);
  const micro = run.details?.microClusters;
  return (
    <ChartFrame
      title="How do the segments merge?"
      definition={`height at which two groups join, ${String(run.parameters.linkage ?? "ward")} linkage; the last ${formatCount(merges.length)} merges`}
      height={DENDROGRAM_HEIGHT}
      state={merges.length === 0 ? { status: "empty", message: "There is nothing to merge: the run has a single row." } : { status: "ready" }}
      legend={segmentLegend(run.segments)}
      note={micro ? `The rows were first condensed to ${formatCount(micro)} micro-clusters; the tree joins those.` : undefined}
      source={sourceOf(run)}
      table={{
        columns: [{ label: "Merge", numeric: true }, { label: "Height", numeric: true }, { label: "Rows below", numeric: true }],
        rows: merges.toReversed().map((node, position) => [position + 1, node.height, node.size]),
      }}
    >
      <Dendrogram nodes={nodes} segmentCount={run.segmentCount} segmentName={nameOf} height={DENDROGRAM_HEIGHT} label={`Dendrogram of the last ${merges.length} merges, cut into ${run.segmentCount} segments. The table view has the heights.`} />
    </ChartFrame>
  );
}
