"use client";

import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { RankedBars, rankedRowPx } from "@/components/charts/ranked-bars";
import { formatShare } from "@/lib/charts/format-share";
import { prepareRanked } from "@/lib/charts/prepare-ranked";
import { groupLegend, useEngagementScope } from "./engagement-scope";
import { placeFilter } from "./filter-words";
import { useCompared } from "./use-chart";
import { ViewChoice } from "./view-choice";

const shownValues = 9;

/** Where events come from and on what: a value's share of each group's events, with its interval. A bar filters the page. */
export function PlacesChart() {
  const scope = useEngagementScope();
  const [chosen, setChosen] = useState("");
  const column = scope.places.includes(chosen) ? chosen : (scope.places[0] ?? "");
  const { series, state } = useCompared("places");
  const model = prepareRanked(
    series.map((group) => ({ ...group, rows: group.rows.filter((row) => row.column === column) })),
    { keyOf: (row) => placeFilter(row.column, row.value), nameOf: (row) => row.value, valueOf: (row) => row.shareRatio, intervalOf: ({ low95, high95 }) => ({ low95, high95 }) },
    { limit: shownValues, layout: "beside", format: (value) => formatShare(value) },
  );
  const names = Object.fromEntries(scope.places.map((place) => [place, place]));
  return (
    <ChartFrame
      title="Where from, on what?"
      definition={`share of events by ${column}; whiskers: 95 %`}
      height={shownValues * rankedRowPx}
      state={state("No event in this range says where it came from.")}
      legend={groupLegend(scope)}
      source={scope.datasetName}
      note={model.total > model.rows.length ? `top ${model.rows.length} of ${model.total}` : undefined}
      actions={<ViewChoice label="Column" views={scope.places} names={names} value={column} onChange={setChosen} />}
      table={{ columns: [{ label: "Group" }, { label: "Column" }, { label: "Value" }, ...["Events", "Users", "Minutes", "Share, 0–1", "95 % from", "95 % to"].map((label) => ({ label, numeric: true }))], rows: series.flatMap(({ label, rows }) => rows.map((row) => [label, row.column, row.value, row.events, row.users, row.minutes ?? null, row.shareRatio, row.low95, row.high95])) }}
    >
      <RankedBars rows={model.rows} largest={model.largest} label={column} chosen={model.rows.map(({ key }) => key).filter((key) => scope.isFiltered("place", key))} onSelect={(place) => scope.toggleFilter("place", place)} />
    </ChartFrame>
  );
}
