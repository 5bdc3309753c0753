"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { DotWhiskers, dotWhiskersHeight } from "@/components/charts/dot-whiskers";
import { formatSigned } from "@/lib/charts/format-quantity";
import { prepareWhiskers } from "@/lib/charts/prepare-whiskers";
import { groupLegend, useEngagementScope } from "./engagement-scope";
import { useCompared } from "./use-chart";

const shownCategories = 10;
const height = dotWhiskersHeight(shownCategories);
const points = (value: number): string => `${formatSigned(value * 100, 1)} pt`;

/** Which categories gain and lose against the range just before, in points of share with intervals. */
export function CategoryChangeChart() {
  const scope = useEngagementScope();
  const { series, state } = useCompared("category-change", {}, { enabled: scope.previousDays !== undefined });
  const model = prepareWhiskers(series, { keyOf: (row) => row.category, valueOf: (row) => row.changeShare, weightOf: (row) => row.events + row.previousEvents }, { limit: shownCategories, format: points });
  return (
    <ChartFrame
      title="What rises, what falls?"
      definition="share of events, points against before"
      height={height}
      state={scope.previousDays ? state("No event in either range has a category.") : { status: "empty", message: "There is nothing before all of the data to compare with. Choose a range, such as the last 180 days." }}
      legend={groupLegend(scope)}
      source={scope.datasetName}
      note={[...(model.total > model.rows.length ? [`the ${model.rows.length} largest of ${model.total} categories`] : []), "before: as many days; whiskers: 95 %; hollow: within chance"].join("; ")}
      table={{
        columns: [{ label: "Group" }, { label: "Category" }, ...["Events", "Events before", "Share, 0–1", "Share before", "Change", "95 % from", "95 % to", "p"].map((label) => ({ label, numeric: true }))],
        rows: series.flatMap(({ label, rows }) => rows.map((row) => [label, row.category, row.events, row.previousEvents, row.shareRatio, row.previousShareRatio, row.changeShare, row.low95, row.high95, row.pValue])),
      }}
    >
      <DotWhiskers rows={model.rows} range={model.range} label="Change of share" formatTick={(value) => `${formatSigned(value * 100, 0)}`} onSelect={(category) => scope.toggleFilter("category", category)} />
    </ChartFrame>
  );
}
