"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { RankedBars, rankedRowPx } from "@/components/charts/ranked-bars";
import type { ChartTable } from "@/lib/charts/chart-table";
import { formatCompact, formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { changeAside, prepareRanked, type RankedModel } from "@/lib/charts/prepare-ranked";
import { wilsonInterval } from "@/lib/charts/wilson-interval";
import type { ChartRows } from "@/lib/schemas/engagement";
import { groupLegend, useEngagementScope } from "./engagement-scope";
import { areApart } from "./group-keys";
import { useCardView } from "./use-card-view";
import { type GroupRows, useCompared } from "./use-chart";
import { ViewChoice } from "./view-choice";

const names = { events: "Events", reach: "Users", minutes: "Minutes", meanRating: "Rating" } as const;
type View = keyof typeof names;
const shownCategories = 12;
/** Most catalogues have about ten; more make the card taller. */
const height = 10 * rankedRowPx;
const definitions: Record<View, string> = {
  events: "events",
  reach: "share of active users; whiskers: 95 %",
  minutes: "minutes spent",
  meanRating: "mean rating",
};

/** Which categories are asked for. Sums of groups that are apart are stacked; others, and shares with their intervals, stand side by side. A bar filters the page. */
export function CategoriesChart() {
  const scope = useEngagementScope();
  const views = (Object.keys(names) as View[]).filter((each) => (each === "minutes" ? scope.has.minutes : each === "meanRating" ? scope.has.rating : each === "reach" ? scope.has.user : true));
  const [view, setView] = useCardView("categories", views, "events");
  const { series, state } = useCompared("categories");
  const users = useCompared("summary", {}, { enabled: view === "reach", whole: true });
  const changes = useCompared("category-change", {}, { enabled: scope.previousDays !== undefined });
  const model = modelOf(view, series, users.series);
  const [only] = changes.series;
  const change = new Map(scope.groups.length === 1 && view === "events" ? only?.rows.map((row) => [row.category, row]) : []);
  const rows = model.rows.map((row) => {
    const found = change.get(row.key);
    return found ? { ...row, aside: changeAside(found.changeRatio, found.low95 > 0 || found.high95 < 0) } : row;
  });
  const notes = [
    ...(model.total > model.rows.length ? [`top ${model.rows.length} of ${model.total} categories`] : []),
    "one event counts in each of its categories",
    ...(change.size > 0 ? ["change: as many days before; grey: within chance"] : []),
  ];
  return (
    <ChartFrame
      title="Which categories?"
      definition={definitions[view]}
      height={height}
      state={state("No event in this range has a category.")}
      legend={groupLegend(scope)}
      source={scope.datasetName}
      note={notes.join("; ")}
      actions={<ViewChoice label="Measure" views={views} names={names} value={view} onChange={setView} />}
      table={tableOf(series)}
    >
      <RankedBars rows={rows} largest={model.largest} label="Categories" asideWidth={change.size > 0 ? 58 : 0} chosen={rows.map(({ key }) => key).filter((key) => scope.isFiltered("category", key))} onSelect={(category) => scope.toggleFilter("category", category)} />
    </ChartFrame>
  );
}

function modelOf(view: View, series: GroupRows<"categories">[], summaries: GroupRows<"summary">[]): RankedModel {
  const keyOf = (row: ChartRows["categories"][number]): string => row.category;
  if (view !== "reach") {
    const format = view === "meanRating" ? (value: number) => formatFixed(value, 2) : view === "minutes" ? formatCompact : formatCount;
    return prepareRanked(series, { keyOf, valueOf: (row) => row[view] ?? null }, { limit: shownCategories, layout: view !== "meanRating" && areApart(series.map(({ key }) => key)) ? "stacked" : "beside", format });
  }
  const shares = series.flatMap((group) => {
    const active = summaries.find(({ key }) => key === group.key)?.rows[0]?.users;
    return active ? [{ ...group, rows: group.rows.map((row) => ({ category: row.category, shareRatio: row.users / active, interval: wilsonInterval(row.users, active) })) }] : [];
  });
  return prepareRanked(shares, { keyOf: (row) => row.category, valueOf: (row) => row.shareRatio, intervalOf: (row) => row.interval }, { limit: shownCategories, layout: "beside", format: (value) => formatShare(value, 0) });
}

function tableOf(series: GroupRows<"categories">[]): ChartTable {
  const named = series.length > 1;
  return {
    columns: [...(named ? [{ label: "Group" }] : []), { label: "Category" }, ...["Events", "Users", "Items", "Mean rating", "Minutes", "Mean minutes"].map((label) => ({ label, numeric: true }))],
    rows: series.flatMap(({ label, rows }) => rows.map((row) => [...(named ? [label] : []), row.category, row.events, row.users, row.items, row.meanRating ?? null, row.minutes ?? null, row.meanMinutes ?? null])),
  };
}
