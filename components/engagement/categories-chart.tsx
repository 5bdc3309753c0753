"use client";

import { useState } from "react";
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { CategoryTick } from "@/components/charts/category-tick";
import { ChartFrame } from "@/components/charts/chart-frame";
import { axisTick, tooltipStyle } from "@/components/charts/chart-theme";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatCompact, formatQuantity } from "@/lib/charts/format-quantity";
import { mergeSeries } from "@/lib/charts/prepare-series";
import { useEngagementScope } from "./engagement-scope";
import { stateOf, useCharts } from "./use-chart";

const measures = { events: "Events", users: "Users", meanRating: "Rating", minutes: "Minutes" } as const;
type Measure = keyof typeof measures;
const shownCategories = 14;
const height = 300;

/** Which categories are asked for; sums are stacked by group, means stand side by side. */
export function CategoriesChart() {
  const scope = useEngagementScope();
  const [measure, setMeasure] = useState<Measure>("events");
  const answers = useCharts(scope.datasetId, "categories", scope.groups.map((group) => ({ ...scope.question, ...group.question })));
  const options = (Object.keys(measures) as Measure[]).filter((each) => (each === "minutes" ? scope.has.minutes : each === "meanRating" ? scope.has.rating : true));
  const merged = mergeSeries(scope.groups.map(({ key }, at) => ({ key, rows: answers[at]?.data ?? [] })), (row) => row.category, (row) => row[measure] ?? null);
  const size = (row: (typeof merged)[number]): number => scope.groups.reduce((sum, { key }) => sum + Number(row[key] ?? 0), 0);
  const ordered = merged.toSorted((a, b) => size(b) - size(a));
  const rows = ordered.slice(0, shownCategories);
  return (
    <ChartFrame
      title="Which categories?"
      definition={`${measures[measure].toLowerCase()}${measure === "meanRating" ? ", mean" : ""}; an event counts once in each of its categories`}
      height={height}
      state={stateOf(answers, "No event in this range has a category.")}
      legend={scope.groups.length > 1 ? scope.groups : []}
      source={scope.datasetName}
      note={ordered.length > rows.length ? `top ${rows.length} of ${ordered.length} categories` : undefined}
      actions={<SegmentedControl label="Measure" size="sm" value={measure} onValueChange={setMeasure} options={options.map((value) => ({ value, label: measures[value] }))} />}
      table={{ columns: [{ label: "Category" }, ...scope.groups.map(({ label }) => ({ label: `${label}: ${measures[measure].toLowerCase()}`, numeric: true }))], rows: ordered.map((row) => [row.at, ...scope.groups.map(({ key }) => row[key] ?? null)]) }}
    >
      <ResponsiveContainer width="100%" height={height}>
        <BarChart data={rows} layout="vertical" margin={{ left: 0, right: 16, top: 0, bottom: 0 }} barCategoryGap="20%">
          <XAxis type="number" tick={axisTick} tickLine={false} axisLine={false} tickFormatter={formatCompact} />
          <YAxis type="category" dataKey="at" width={120} tick={(props) => <CategoryTick {...props} limit={18} />} axisLine={false} tickLine={false} interval={0} />
          <Tooltip {...tooltipStyle} formatter={(value, name) => [formatQuantity(Number(value)), String(name)]} />
          {scope.groups.map(({ key, label, color }) => <Bar key={key} dataKey={key} name={label} stackId={measure === "meanRating" || measure === "users" ? key : "all"} fill={color} isAnimationActive={false} maxBarSize={22} />)}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
