"use client";

import { Bar, BarChart, CartesianGrid, ErrorBar, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { formatCount } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import type { DistributionPoint } from "@/lib/charts/prepare-distribution";
import type { ComparedGroup } from "./compared-groups";

interface DistributionBarsProps {
  points: DistributionPoint[];
  groups: ComparedGroup[];
  height: number;
  /** What is counted: "sessions". */
  noun: string;
  /** Interval of a bar as distances below and above it, where shares are compared. */
  intervalOf?: (point: DistributionPoint, key: string) => [number, number] | undefined;
}

/** Shares of each group's total, bars side by side. */
export function DistributionBars({ points, groups, height, noun, intervalOf }: DistributionBarsProps) {
  const data = intervalOf ? points.map((point) => ({ ...point, ...Object.fromEntries(groups.flatMap(({ key }) => {
    const interval = intervalOf(point, key);
    return interval ? [[`${key}.interval`, interval]] : [];
  })) })) : points;
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart data={data} margin={{ left: 0, right: 8, top: 6, bottom: 0 }} barCategoryGap={groups.length > 1 ? "16%" : "6%"} barGap={1}>
        <CartesianGrid vertical={false} stroke={gridStroke} />
        <XAxis dataKey="label" tick={axisTick} tickLine={false} axisLine={{ stroke: gridStroke }} minTickGap={14} />
        <YAxis tick={axisTick} tickLine={false} axisLine={false} width={44} tickFormatter={(value: number) => formatShare(value, 0)} />
        <Tooltip {...tooltipStyle} formatter={(value, name, item) => [`${formatShare(Number(value))} (${formatCount(Number((item.payload as DistributionPoint)[`${String(item.dataKey)}.count`] ?? 0))} ${noun})`, String(name)]} />
        {groups.map(({ key, label, color }) => (
          <Bar key={key} dataKey={key} name={label} fill={color} isAnimationActive={false} radius={2} maxBarSize={46}>
            {intervalOf ? <ErrorBar dataKey={`${key}.interval`} width={3} strokeWidth={1.2} stroke="var(--ink)" /> : null}
          </Bar>
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
