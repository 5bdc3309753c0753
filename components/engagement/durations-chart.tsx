"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame } from "@/components/charts/chart-frame";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { formatCompact, formatQuantity } from "@/lib/charts/format-quantity";
import { mergeSeries } from "@/lib/charts/prepare-series";
import { useEngagementScope } from "./engagement-scope";
import { stateOf, useCharts } from "./use-chart";

const height = 220;

/** How long events are. Groups may have bars of different widths, so their shares of events are compared by the bar's start. */
export function DurationsChart() {
  const scope = useEngagementScope();
  const answers = useCharts(scope.datasetId, "durations", scope.groups.map((group) => ({ ...scope.question, ...group.question })));
  const series = scope.groups.map(({ key }, at) => ({ key, rows: answers[at]?.data ?? [] }));
  const rows = mergeSeries(series, (row) => String(row.fromMinutes), (row) => row.events).toSorted((a, b) => Number(a.at) - Number(b.at));
  return (
    <ChartFrame
      title="How long?"
      definition="events by minutes; the last bar takes all that is longer"
      height={height}
      state={stateOf(answers, "No event in this range has a duration.")}
      legend={scope.groups.length > 1 ? scope.groups : []}
      source={scope.datasetName}
      table={{ columns: [{ label: "From, minutes", numeric: true }, ...scope.groups.map(({ label }) => ({ label: `${label}: events`, numeric: true }))], rows: rows.map((row) => [Number(row.at), ...scope.groups.map(({ key }) => row[key] ?? null)]) }}
    >
      <ResponsiveContainer width="100%" height={height}>
        <BarChart data={rows} margin={{ left: 0, right: 8, top: 6, bottom: 0 }} barCategoryGap="8%">
          <CartesianGrid vertical={false} stroke={gridStroke} />
          <XAxis dataKey="at" tick={axisTick} tickLine={false} axisLine={{ stroke: gridStroke }} minTickGap={20} unit=" min" />
          <YAxis tick={axisTick} tickLine={false} axisLine={false} width={44} tickFormatter={formatCompact} />
          <Tooltip {...tooltipStyle} labelFormatter={(from) => `from ${String(from)} minutes`} formatter={(value, name) => [formatQuantity(Number(value)), String(name)]} />
          {scope.groups.map(({ key, label, color }) => <Bar key={key} dataKey={key} name={label} fill={color} isAnimationActive={false} radius={2} />)}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
