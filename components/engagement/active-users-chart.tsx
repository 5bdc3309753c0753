"use client";

import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame } from "@/components/charts/chart-frame";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { formatPeriod } from "@/lib/charts/format-period";
import { formatCompact, formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { mergeSeries } from "@/lib/charts/prepare-series";
import { groupLegend, useEngagementScope } from "./engagement-scope";
import { useCardView } from "./use-card-view";
import { useCompared } from "./use-chart";
import { ViewChoice } from "./view-choice";

const names = { mau: "MAU", wau: "WAU", dau: "DAU", stickinessRatio: "Stickiness" } as const;
const windows = { mau: "in the 30 days up to each date", wau: "in the 7 days up to each date", dau: "on each date", stickinessRatio: "on a day over those of its 30 days" } as const;
const views = ["mau", "wau", "dau", "stickinessRatio"] as const;
const height = 230;

/** Distinct users in windows that end on each date; stickiness is the 1-day count over the 30-day count. */
export function ActiveUsersChart() {
  const scope = useEngagementScope();
  const [measure, setMeasure] = useCardView("active", views, "mau");
  const { series, state } = useCompared("active-users");
  const rows = mergeSeries(series, (row) => row.date, (row) => row[measure]);
  const isRatio = measure === "stickinessRatio";
  return (
    <ChartFrame
      title="How many are active?"
      definition={isRatio ? "DAU over MAU" : "users"}
      note={`Users ${scope.subject ? `of ${scope.subject} ` : ""}${windows[measure]}.`}
      height={height}
      stretches
      state={state("Nobody was active in this range. Choose a longer one.")}
      legend={groupLegend(scope)}
      source={scope.datasetName}
      actions={<ViewChoice label="Window" views={views} names={names} value={measure} onChange={setMeasure} />}
      table={{ columns: [{ label: "Date" }, ...series.map(({ label }) => ({ label, numeric: true }))], rows: rows.map((row) => [row.at, ...series.map(({ key }) => row[key] ?? null)]) }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={rows} margin={{ left: 0, right: 8, top: 6, bottom: 0 }}>
          <CartesianGrid vertical={false} stroke={gridStroke} />
          <XAxis dataKey="at" tick={axisTick} tickLine={false} axisLine={{ stroke: gridStroke }} minTickGap={56} tickFormatter={(day: string) => formatPeriod(day, "day")} />
          <YAxis allowDecimals={isRatio} tick={axisTick} tickLine={false} axisLine={false} width={44} tickFormatter={(value: number) => (isRatio ? formatFixed(value, 2) : formatCompact(value))} />
          <Tooltip {...tooltipStyle} cursor={{ stroke: gridStroke }} formatter={(value, name) => [isRatio ? formatFixed(Number(value), 3) : formatQuantity(Number(value)), String(name)]} />
          {series.map(({ key, label, color }) => <Line key={key} dataKey={key} name={label} type="linear" stroke={color} strokeWidth={1.6} dot={rows.length === 1} isAnimationActive={false} connectNulls={false} />)}
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
