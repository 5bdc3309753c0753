"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { DotWhiskers, dotWhiskersHeight } from "@/components/charts/dot-whiskers";
import { formatCount, formatSigned } from "@/lib/charts/format-quantity";
import { prepareWhiskers } from "@/lib/charts/prepare-whiskers";
import { groupLegend, useEngagementScope } from "./engagement-scope";
import { useCompared } from "./use-chart";

const shownCategories = 12;
const minutes = (value: number): string => `${formatSigned(value, 1)} min`;

/** What leads to longer engagement: a category's effect on the length of an event, other categories of it held equal. */
export function DurationEffectsChart() {
  const scope = useEngagementScope();
  const { series, state } = useCompared("duration-effects");
  const model = prepareWhiskers(series, { keyOf: (row) => row.category, valueOf: (row) => row.effectMinutes, weightOf: (row) => row.events }, { limit: shownCategories, format: minutes });
  const sample = series[0]?.rows[0]?.sampleEvents;
  const notes = [...(model.total > model.rows.length ? [`the ${model.rows.length} largest of ${model.total} categories`] : []), ...(sample !== undefined && scope.groups.length === 1 ? [`estimated from ${formatCount(sample)} events`] : [])];
  return (
    <ChartFrame
      title="What keeps people longer?"
      definition="minutes more than average, all else equal"
      height={dotWhiskersHeight(8)}
      state={state("Too few events in this range have both a duration and a category.")}
      legend={groupLegend(scope)}
      source={scope.datasetName}
      note={[...notes, "whiskers: 95 %; hollow: within chance"].join("; ")}
      table={{
        columns: [{ label: "Group" }, { label: "Category" }, ...["Events", "Mean minutes", "Effect, minutes", "95 % from", "95 % to", "p"].map((label) => ({ label, numeric: true }))],
        rows: series.flatMap(({ label, rows }) => rows.map((row) => [label, row.category, row.events, row.meanMinutes, row.effectMinutes, row.low95, row.high95, row.pValue])),
      }}
    >
      <DotWhiskers rows={model.rows} range={model.range} label="Effect on the length of an event" formatTick={(value) => formatSigned(value, Math.abs(model.range[1] - model.range[0]) < 5 ? 1 : 0)} onSelect={(category) => scope.toggleFilter("category", category)} />
    </ChartFrame>
  );
}
