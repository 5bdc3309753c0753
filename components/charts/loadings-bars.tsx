"use client";

import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatFixed } from "@/lib/charts/format-quantity";
import type { LoadingsModel } from "@/lib/charts/prepare-loadings";
import { segmentColor } from "@/lib/charts/segment-color";
import { CategoryTick } from "./category-tick";
import { axisTick, gridStroke, tooltipStyle } from "./chart-theme";

/** The weight of each feature in the first components, side by side, −1 … 1. */
export function LoadingsBars({ model, height }: { model: LoadingsModel; height: number }) {
  const count = model.rows[0]?.loadings.length ?? 0;
  const data = model.rows.map((row) => ({ feature: row.feature, ...Object.fromEntries(row.loadings.map((loading, c) => [`c${c}`, loading])) }));
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart data={data} layout="vertical" margin={{ left: 0, right: 12, top: 0, bottom: 4 }} barCategoryGap={5} barGap={1}>
        <CartesianGrid horizontal={false} stroke={gridStroke} />
        <XAxis type="number" domain={[-1, 1]} ticks={[-1, -0.5, 0, 0.5, 1]} tickFormatter={(value: number) => formatFixed(value, 1)} tick={axisTick} axisLine={false} tickLine={false} />
        <YAxis type="category" dataKey="feature" width={130} tick={(props) => <CategoryTick {...props} limit={20} />} axisLine={false} tickLine={false} interval={0} />
        <Tooltip {...tooltipStyle} formatter={(value, name) => [formatFixed(Number(value), 3), `Component ${Number(String(name).slice(1)) + 1}`]} />
        <ReferenceLine x={0} stroke="var(--line-strong)" />
        {Array.from({ length: count }, (_, c) => <Bar key={c} dataKey={`c${c}`} fill={segmentColor(c)} radius={2} isAnimationActive={false} maxBarSize={10} />)}
      </BarChart>
    </ResponsiveContainer>
  );
}

/** Height that gives every feature its bars. */
export function loadingsBarsHeight(model: LoadingsModel): number {
  return Math.max(160, model.rows.length * Math.max(20, (model.rows[0]?.loadings.length ?? 1) * 11 + 6) + 34);
}
