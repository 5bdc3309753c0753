"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { DotWhiskers, dotWhiskersHeight } from "@/components/charts/dot-whiskers";
import { Button } from "@/components/ui/button";
import { formatSigned } from "@/lib/charts/format-quantity";
import { prepareWhiskers } from "@/lib/charts/prepare-whiskers";
import { useEngagementFilters } from "./engagement-filters";
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
      state={scope.previousDays ? state("No event in either range has a category.") : { status: "empty", message: <NothingBefore isOpen={scope.days.from === undefined} /> }}
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

/** A change needs a range with as many days before it. */
function NothingBefore({ isOpen }: { isOpen: boolean }) {
  const [, setFilters] = useEngagementFilters();
  return (
    <div className="flex flex-col items-center gap-3">
      <p>{isOpen ? "All of the data has nothing before it. A range shows what changed against as many days before." : "The data don’t reach back as many days before this range. A shorter or later one can be compared."}</p>
      {isOpen ? (
        <div className="flex flex-wrap justify-center gap-2">
          <Button size="sm" onClick={() => void setFilters({ range: "180" })}>Last 180 days</Button>
          <Button size="sm" onClick={() => void setFilters({ range: "30" })}>Last 30 days</Button>
        </div>
      ) : null}
    </div>
  );
}
