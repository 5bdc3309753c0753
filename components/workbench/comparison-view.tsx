"use client";

import { useMemo, useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FlowDiagram } from "@/components/charts/flow-diagram";
import { Card } from "@/components/ui/card";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { prepareFlow } from "@/lib/charts/prepare-flow";
import type { Comparison } from "@/lib/schemas/comparison";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { MovedRowsCard } from "./moved-rows-card";

interface ComparisonViewProps {
  run: Segmentation;
  other: Segmentation;
  comparison: Comparison;
}

/** How far two runs agree, who is where in each, and who moved. */
export function ComparisonView({ run, other, comparison }: ComparisonViewProps) {
  const [chosen, setChosen] = useState<{ segment: number; otherSegment: number }>();
  const { ari, ami, rows, movedRows, matchedBy } = comparison;
  const height = Math.max(240, 44 * Math.max(run.segments.length, other.segments.length));
  const model = useMemo(() => prepareFlow(comparison, run.segments, other.segments, height), [comparison, run, other, height]);
  return (
    <>
      <Card className="flex flex-col gap-x-8 gap-y-3 md:flex-row md:items-center">
        <dl className="flex shrink-0 flex-wrap gap-x-7 gap-y-3 md:max-w-[64%]">
          <Figure label="adjusted Rand index" value={formatFixed(ari, 3)} />
          <Figure label="adjusted mutual information" value={formatFixed(ami, 3)} />
          <Figure label="rows in both" value={formatCount(rows)} />
          <Figure label="rows moved" value={formatCount(movedRows)} />
        </dl>
        <p className="min-w-0 grow text-sm text-muted md:border-l md:border-line md:pl-6"><strong className="font-semibold text-ink">{agreement(ari)}</strong> {movedWords(movedRows, rows)} Rows were found again by {matchedBy}.</p>
      </Card>
      <ChartFrame
        title="Who goes where?"
        definition={`left ${run.name}, right ${other.name}; a colour stays with its people`}
        height={height}
        note="Choose a band to see its rows. Grey on the right: a segment that matches none on the left."
        source={`${run.name} and ${other.name} · ${run.datasetName}`}
        table={{
          columns: [{ label: "Segment" }, { label: "Segment in the other run" }, { label: "Rows", numeric: true }, { label: "Match" }],
          rows: model.bands.map((band) => [nameIn(run, band.segment), nameIn(other, band.otherSegment), band.rows, band.stays ? "yes" : "no"]),
        }}
      >
        <FlowDiagram model={model} height={height} label={`Rows of ${run.name} in ${other.name}`} chosen={chosen} onChoose={({ segment, otherSegment }) => setChosen({ segment, otherSegment })} />
      </ChartFrame>
      <MovedRowsCard run={run} other={other} chosen={chosen} onAll={() => setChosen(undefined)} />
    </>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="text-xl font-semibold tabular">{value}</dd>
    </div>
  );
}

const nameIn = (run: Segmentation, number: number): string => run.segments.find(({ segment }) => segment === number)?.name ?? String(number);

function movedWords(moved: number, rows: number): string {
  if (moved === 0) return "Every row is in the segment that matches its own.";
  return `${formatCount(moved)} ${moved === 1 ? "row is" : "rows are"} not in the segment that matches ${moved === 1 ? "its" : "their"} own: ${formatShare(moved / rows)}.`;
}

function agreement(ari: number): string {
  if (ari >= 0.999) return "The same partition.";
  if (ari >= 0.8) return "Nearly the same partition.";
  if (ari >= 0.5) return "Much in common.";
  return ari >= 0.2 ? "Little in common." : "Hardly anything in common.";
}
