"use client";

import { useState } from "react";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame } from "@/components/charts/chart-frame";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatCompact, formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { mergeSeries } from "@/lib/charts/prepare-series";
import { useEngagementScope } from "./engagement-scope";
import { stateOf, useCharts } from "./use-chart";

const measures = { mau: "30 days", wau: "7 days", dau: "1 day", stickinessRatio: "Stickiness" } as const;
type Measure = keyof typeof measures;
const height = 230;

/** Distinct users in windows that end on each date; stickiness is the 1-day count over the 30-day count. */
export function ActiveUsersChart() {
  const scope = useEngagementScope();
  const [measure, setMeasure] = useState<Measure>("mau");
  const answers = useCharts(scope.datasetId, "active-users", scope.groups.map((group) => ({ ...scope.question, ...group.question })));
  const rows = mergeSeries(scope.groups.map(({ key }, at) => ({ key, rows: answers[at]?.data ?? [] })), (row) => row.date, (row) => row[measure]);
  const isRatio = measure === "stickinessRatio";
  return (
    <ChartFrame
      title="How many are active?"
      definition={isRatio ? "users of the day over users of the 30 days that end on it" : `distinct users in the ${measures[measure]} that end on each date`}
      height={height}
      state={stateOf(answers, "Nobody was active in this range. Choose a longer one.")}
      legend={scope.groups.length > 1 ? scope.groups : []}
      source={scope.datasetName}
      actions={<SegmentedControl label="Window" size="sm" value={measure} onValueChange={setMeasure} options={(Object.keys(measures) as Measure[]).map((value) => ({ value, label: measures[value] }))} />}
      table={{ columns: [{ label: "Date" }, ...scope.groups.map(({ label }) => ({ label, numeric: true }))], rows: rows.map((row) => [row.at, ...scope.groups.map(({ key }) => row[key] ?? null)]) }}
    >
      <ResponsiveContainer width="100%" height={height}>
        <LineChart data={rows} margin={{ left: 0, right: 8, top: 6, bottom: 0 }}>
          <CartesianGrid vertical={false} stroke={gridStroke} />
          <XAxis dataKey="at" tick={axisTick} tickLine={false} axisLine={{ stroke: gridStroke }} minTickGap={56} />
          <YAxis tick={axisTick} tickLine={false} axisLine={false} width={44} tickFormatter={(value: number) => (isRatio ? formatFixed(value, 2) : formatCompact(value))} />
          <Tooltip {...tooltipStyle} cursor={{ stroke: gridStroke }} formatter={(value, name) => [isRatio ? formatFixed(Number(value), 3) : formatQuantity(Number(value)), String(name)]} />
          {scope.groups.map(({ key, label, color }) => <Line key={key} dataKey={key} name={label} type="linear" stroke={color} strokeWidth={1.6} dot={false} isAnimationActive={false} connectNulls={false} />)}
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
