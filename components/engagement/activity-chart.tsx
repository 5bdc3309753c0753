"use client";

import { useState } from "react";
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame } from "@/components/charts/chart-frame";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatCompact, formatQuantity } from "@/lib/charts/format-quantity";
import { mergeSeries } from "@/lib/charts/prepare-series";
import { useEngagementScope } from "./engagement-scope";
import { stateOf, useCharts } from "./use-chart";

const measures = { events: "Events", users: "Users", minutes: "Minutes" } as const;
type Measure = keyof typeof measures;
const height = 250;

/** How much happens in each period, one line a group. The last period is drawn as far as the data go. */
export function ActivityChart() {
  const scope = useEngagementScope();
  const [measure, setMeasure] = useState<Measure>("events");
  const answers = useCharts(scope.datasetId, "activity", scope.groups.map((group) => ({ ...scope.question, ...group.question, granularity: scope.granularity })));
  const options = (Object.keys(measures) as Measure[]).filter((each) => each !== "minutes" || scope.has.minutes);
  const rows = mergeSeries(scope.groups.map(({ key }, at) => ({ key, rows: answers[at]?.data ?? [] })), (row) => row.periodStart, (row) => row[measure] ?? null);
  return (
    <ChartFrame
      title="How much happens?"
      definition={`${measures[measure].toLowerCase()} a ${scope.granularity}, ${scope.timezone}; the last one may not be over`}
      height={height}
      state={stateOf(answers, "Nothing happened in this range. Choose a longer one.")}
      legend={scope.groups.length > 1 ? scope.groups : []}
      source={scope.datasetName}
      actions={<SegmentedControl label="Measure" size="sm" value={measure} onValueChange={setMeasure} options={options.map((value) => ({ value, label: measures[value] }))} />}
      table={{ columns: [{ label: "From" }, ...scope.groups.map(({ label }) => ({ label: `${label}: ${measures[measure].toLowerCase()}`, numeric: true }))], rows: rows.map((row) => [row.at, ...scope.groups.map(({ key }) => row[key] ?? null)]) }}
    >
      <ResponsiveContainer width="100%" height={height}>
        <AreaChart data={rows} margin={{ left: 0, right: 8, top: 6, bottom: 0 }}>
          <CartesianGrid vertical={false} stroke={gridStroke} />
          <XAxis dataKey="at" tick={axisTick} tickLine={false} axisLine={{ stroke: gridStroke }} minTickGap={48} tickFormatter={(day: string) => (scope.granularity === "month" ? day.slice(0, 7) : day)} />
          <YAxis tick={axisTick} tickLine={false} axisLine={false} width={44} tickFormatter={formatCompact} />
          <Tooltip {...tooltipStyle} formatter={(value, name) => [formatQuantity(Number(value)), String(name)]} />
          {scope.groups.map(({ key, label, color }) => (
            <Area key={key} dataKey={key} name={label} type="linear" stroke={color} strokeWidth={1.6} fill={color} fillOpacity={scope.groups.length > 1 ? 0 : 0.1} isAnimationActive={false} connectNulls={false} dot={rows.length === 1} />
          ))}
        </AreaChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
