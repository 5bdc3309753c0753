"use client";

import { ChartFrame, type ChartState } from "@/components/charts/chart-frame";
import { RankedBars, rankedRowPx } from "@/components/charts/ranked-bars";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import type { RankedRow } from "@/lib/charts/prepare-ranked";
import type { FeatureReliance } from "@/lib/preview/feature-reliance";
import type { PreviewQuestion } from "@/lib/preview/preview-segmentation";
import type { SampleTable } from "@/lib/preview/sample-table";
import { useFeatureReliance } from "./use-feature-reliance";

interface RelianceCardProps {
  sample: SampleTable | undefined;
  question: PreviewQuestion;
  datasetName: string;
}

/** Features whose absence changes this little may as well be left out. */
const HARDLY_CHANGES = 0.95;
const SHOWN = 20;

/** What if a feature were left out: how far the segments rest on each one. */
export function RelianceCard({ sample, question, datasetName }: RelianceCardProps) {
  const { reliance, problem, previous } = useFeatureReliance(sample, question);
  const shown = (reliance ?? previous ?? []).slice(0, SHOWN);
  const total = (reliance ?? previous ?? []).length;
  const height = Math.max(3, shown.length) * rankedRowPx;
  const idle = (reliance ?? []).filter(({ agreement }) => agreement >= HARDLY_CHANGES).map(({ feature }) => feature);
  return (
    <ChartFrame
      title="What if a feature were left out?"
      definition={`1 − adjusted Rand index with and without it, on a sample of ${formatCount(sample?.rows.length ?? 0)} rows: the longer the bar, the more the segments rest on it`}
      height={height}
      state={stateOf(reliance, previous, problem)}
      note={[total > SHOWN && `Shown: the ${SHOWN} of ${total} that matter most.`, idle.length > 0 && `Without ${listOf(idle)} the segments stay almost the same.`].filter(Boolean).join(" ") || undefined}
      source={`Tessera · ${datasetName}`}
      table={{ columns: [{ label: "Feature" }, { label: "Agreement without it (ARI)", numeric: true }], rows: (reliance ?? []).map(({ feature, agreement }) => [feature, agreement]) }}
    >
      <RankedBars rows={shown.map(rowOf)} largest={1} label="How far the segments rest on each feature" />
    </ChartFrame>
  );
}

function stateOf(reliance: FeatureReliance[] | undefined, previous: FeatureReliance[] | undefined, problem: string | undefined): ChartState {
  if (problem) return { status: "error", message: problem };
  if (!reliance) return previous && previous.length > 0 ? { status: "ready", isStale: true } : { status: "loading" };
  return reliance.length === 0 ? { status: "empty", message: "Choose two features or more: one alone can't be left out." } : { status: "ready" };
}

function rowOf({ feature, agreement }: FeatureReliance): RankedRow {
  const change = Math.min(1, Math.max(0, 1 - agreement));
  return {
    key: feature,
    name: feature,
    parts: [{ key: "change", label: "change", color: "var(--accent)", value: change }],
    layout: "stacked",
    valueText: formatFixed(change, 2),
    title: `Without ${feature} the sample's segments agree with these by ${formatFixed(agreement, 3)} (1: the same, 0: as by chance)`,
  };
}

function listOf(names: string[]): string {
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}
