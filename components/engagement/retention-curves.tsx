"use client";

import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { formatShare } from "@/lib/charts/format-share";
import { type CohortUnit, retentionCurve } from "@/lib/charts/prepare-retention";
import type { GroupRows } from "./use-chart";

type Point = Record<string, number | [number, number] | undefined>;

/**
 * All cohorts of a group as one line: what groups are compared by. With its 95 % band where each user is in one cohort; who is
 * in many of them would count as many people.
 */
export function RetentionCurves({ series, unit, height, hasBands }: { series: GroupRows<"retention">[]; unit: CohortUnit; height: number; hasBands: boolean }) {
  const curves = series.map((group) => ({ ...group, points: retentionCurve(group.rows) }));
  const periods = Math.max(0, ...curves.map(({ points }) => points.length));
  const data = Array.from({ length: periods }, (_, at): Point => {
    const entries = curves.flatMap(({ key, points }) => {
      const point = points[at];
      if (!point) return [];
      const band: [string, [number, number]][] = hasBands ? [[`${key}.band`, [point.low95, point.high95]]] : [];
      return [[key, point.shareRatio] as [string, number], ...band];
    });
    return { period: at, ...Object.fromEntries(entries) };
  });
  const labels = new Map(series.map(({ key, label }) => [key, label]));
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart data={data} margin={{ left: 0, right: 8, top: 6, bottom: 0 }}>
        <CartesianGrid vertical={false} stroke={gridStroke} />
        <XAxis dataKey="period" interval="equidistantPreserveStart" minTickGap={12} tick={axisTick} tickLine={false} axisLine={{ stroke: gridStroke }} tickFormatter={(period: number) => `${unit.charAt(0).toUpperCase()}${period}`} />
        <YAxis tick={axisTick} tickLine={false} axisLine={false} width={44} domain={[0, 1]} ticks={[0, 0.25, 0.5, 0.75, 1]} tickFormatter={(value: number) => formatShare(value, 0)} />
        <Tooltip
          {...tooltipStyle}
          cursor={{ stroke: gridStroke }}
          labelFormatter={(period) => `${unit} ${String(period)}`}
          formatter={(value, name) => (Array.isArray(value) ? [value.map((each) => formatShare(Number(each))).join(" to "), `${labels.get(String(name).replace(/\.band$/, "")) ?? ""}, 95 %`] : [formatShare(Number(value)), labels.get(String(name)) ?? String(name)])}
        />
        {(hasBands ? series : []).map(({ key, color }) => <Area key={`${key}.band`} dataKey={`${key}.band`} type="linear" stroke="none" fill={color} fillOpacity={0.14} isAnimationActive={false} dot={false} activeDot={false} />)}
        {series.map(({ key, color }) => <Line key={key} dataKey={key} type="linear" stroke={color} strokeWidth={1.7} dot={{ r: 2.2, fill: color, strokeWidth: 0 }} isAnimationActive={false} />)}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
