"use client";

import { useMemo, useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Dendrogram } from "@/components/charts/dendrogram";
import { formatCount } from "@/lib/charts/format-quantity";
import { heightOfCut, mergeHeights, prepareDendrogram } from "@/lib/charts/prepare-dendrogram";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { DENDROGRAM_HEIGHT } from "./chart-heights";
import { CutFields } from "./cut-fields";
import { segmentLegend, segmentNameOf, sourceOf } from "./segment-legend";
import { useAskedCut } from "./use-cut";

/** More merges than this can't be told apart at first sight. */
const shownMerges = 50;

/** The tree of merges of a hierarchical run, with the line that cuts it into segments. */
export function DendrogramChart({ run }: { run: Segmentation }) {
  const [asked, setAsked] = useAskedCut();
  const [dragged, setDragged] = useState<number>();
  const [all, setAll] = useState(false);
  const nodes = useMemo(() => run.details?.mergeTree ?? [], [run.details]);
  const heights = useMemo(() => mergeHeights(nodes), [nodes]);
  const k = Math.min(asked ?? run.segmentCount, heights.length + 1);
  const model = useMemo(() => prepareDendrogram(nodes, k, all ? undefined : shownMerges), [nodes, k, all]);
  const nameOf = useMemo(() => segmentNameOf(run.segments), [run.segments]);
  const canCut = nodes.some((node) => node.firstRow !== undefined);
  const height = dragged ?? heightOfCut(heights, k);
  const micro = run.details?.microClusters;
  const shown = all ? heights.length : Math.min(shownMerges, heights.length);
  function take(next: number) {
    setDragged(undefined);
    void setAsked(next);
  }
  return (
    <ChartFrame
      title="How do the segments merge?"
      definition={`height at which two groups join, ${String(run.parameters.linkage ?? "ward")} linkage; the last ${formatCount(shown)} merges`}
      height={DENDROGRAM_HEIGHT}
      state={heights.length === 0 ? { status: "empty", message: "There is nothing to merge: the run has a single row." } : { status: "ready" }}
      legend={segmentLegend(run.segments)}
      note={notes(micro, canCut)}
      source={sourceOf(run)}
      table={{
        columns: [{ label: "Segments left below", numeric: true }, { label: "Height", numeric: true }, { label: "Rows below", numeric: true }],
        rows: nodes.filter((node) => node.left !== undefined).toReversed().map((node, position) => [position + 1, node.height, node.size]),
      }}
    >
      {canCut ? <CutFields k={k} height={height} heights={heights} onCut={take} all={all} onAll={heights.length > shownMerges ? setAll : undefined} /> : null}
      <Dendrogram
        model={model}
        segmentName={nameOf}
        height={DENDROGRAM_HEIGHT - (canCut ? 40 : 0)}
        label={`Dendrogram of the last ${shown} merges, cut into ${k} segments. The table view has the heights.`}
        cut={{
          k,
          height,
          most: heights.length + 1,
          ...(canCut && {
            onDrag: (to: number) => {
              setDragged(to);
              void setAsked(heights.reduce((count, each) => count + Number(each > to), 1));
            },
            onStep: take,
          }),
        }}
      />
    </ChartFrame>
  );
}

function notes(microClusters: number | undefined, canCut: boolean): string | undefined {
  const parts = [
    ...(microClusters ? [`The rows were first condensed to ${formatCount(microClusters)} micro-clusters; the tree joins those.`] : []),
    canCut ? "Drag the line, or move it with the arrow keys: everything follows without a new run. Click a branch to zoom in." : "This run was made before trees were kept with their rows: run it again to move the cut.",
  ];
  return parts.join(" ");
}
