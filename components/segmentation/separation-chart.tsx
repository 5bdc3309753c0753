"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { RankedBars, rankedRowPx } from "@/components/charts/ranked-bars";
import { formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { prepareSeparation, type Separation } from "@/lib/charts/prepare-separation";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { sourceOf } from "./segment-legend";

const SHOWN = 20;

/** Features ranked by how well they tell the segments apart, those that the clustering did not use as well. */
export function SeparationChart({ run }: { run: Segmentation }) {
  const found = useMemo(() => prepareSeparation(run.segments, run.details?.overall ?? {}, run.features), [run]);
  const shown = found.slice(0, SHOWN);
  const height = Math.max(1, shown.length) * rankedRowPx;
  return (
    <ChartFrame
      title="Which features tell the segments apart?"
      definition="share of a feature's variation that lies between the segments: η² of an ANOVA, Cramér's V² for a category"
      height={height}
      state={found.length === 0 ? { status: "empty", message: "With a single segment nothing can be told apart." } : { status: "ready" }}
      legend={[{ label: "used for the clustering", color: "var(--accent)" }, { label: "not used", color: "var(--line-strong)" }]}
      note={[found.length > SHOWN ? `The first ${SHOWN} of ${found.length}; the table has all.` : undefined, "A feature that was used separates by design; one that was not is evidence."].filter(Boolean).join(" ")}
      source={sourceOf(run)}
      table={{
        columns: [{ label: "Feature" }, { label: "Used" }, { label: "Between the segments, 0–1", numeric: true }, { label: "Test" }, { label: "Statistic", numeric: true }],
        rows: found.map(({ feature, used, betweenRatio, statisticName, statistic }) => [feature, used ? "yes" : "no", betweenRatio, statisticName, statistic]),
      }}
    >
      <RankedBars rows={shown.map(rowOf)} largest={1} label="Features by how well they tell the segments apart. The table view has the figures." asideWidth={118} />
    </ChartFrame>
  );
}

function rowOf({ feature, used, betweenRatio, statistic, statisticName }: Separation) {
  const text = statistic === null ? "no spread within" : `${statisticName.replace(/, .*\)/u, "")}${statisticName.includes(",") ? ")" : ""} = ${statistic >= 1000 ? formatQuantity(Math.round(statistic)) : formatFixed(statistic, 1)}`;
  return {
    key: feature,
    name: feature,
    parts: [{ key: feature, label: feature, color: used ? "var(--accent)" : "var(--line-strong)", value: betweenRatio }],
    layout: "stacked" as const,
    valueText: formatShare(betweenRatio),
    aside: { text, tone: "muted" as const },
    title: `${feature}: ${formatShare(betweenRatio)} of its variation lies between the segments; ${statisticName} = ${statistic === null ? "not defined" : formatQuantity(statistic)}`,
  };
}
