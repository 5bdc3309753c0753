"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { SmallMultiples, smallMultiplesHeight } from "@/components/charts/small-multiples";
import { formatPeriod } from "@/lib/charts/format-period";
import { formatCompact } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { prepareTrend } from "@/lib/charts/prepare-trend";
import { groupLegend, useEngagementScope } from "./engagement-scope";
import { useCardView } from "./use-card-view";
import { useCompared } from "./use-chart";
import { ViewChoice } from "./view-choice";

const names = { share: "Share", events: "Events" } as const;
const views = ["share", "events"] as const;
const shownCategories = 8;

/** How each category's share of what is asked for moves; one scale for all panels. A panel filters the page. */
export function CategoryTrendChart() {
  const scope = useEngagementScope();
  const [view, setView] = useCardView("trend", views, "share");
  const unit = scope.granularity === "hour" ? "day" : scope.granularity;
  const { series, state } = useCompared("category-trend", { granularity: unit });
  const model = prepareTrend(series, view, shownCategories);
  const format = view === "share" ? (value: number) => formatShare(value, 0) : formatCompact;
  const notes = [...(model.totalCategories > model.panels.length ? [`the ${model.panels.length} largest of ${model.totalCategories} categories`] : []), ...(model.openPeriod ? [`without ${formatPeriod(model.openPeriod, unit)}, which is not over`] : [])];
  return (
    <ChartFrame
      title="How do tastes move?"
      definition={view === "share" ? `share of a ${unit}'s events` : `events a ${unit}`}
      height={smallMultiplesHeight(shownCategories, 4)}
      state={state("No event in this range has a category.")}
      legend={groupLegend(scope)}
      source={scope.datasetName}
      note={notes.length > 0 ? notes.join("; ") : undefined}
      actions={<ViewChoice label="Measure" views={views} names={names} value={view} onChange={setView} />}
      table={{
        columns: [{ label: "Group" }, { label: "From" }, { label: "Category" }, { label: "Events", numeric: true }, { label: "Users", numeric: true }, { label: "Share, 0–1", numeric: true }],
        rows: series.flatMap(({ label, rows }) => rows.map((row) => [label, row.periodStart, row.category, row.events, row.users, row.shareRatio])),
      }}
    >
      <SmallMultiples
        panels={model.panels}
        largest={model.largest}
        label="Course of each category"
        formatValue={format}
        ends={[formatPeriod(model.periods[0] ?? "", unit), formatPeriod(model.periods.at(-1) ?? "", unit)]}
        onSelect={(category) => scope.toggleFilter("category", category)}
      />
    </ChartFrame>
  );
}
