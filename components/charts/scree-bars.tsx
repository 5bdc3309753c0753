"use client";

import { Bar, CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatShare } from "@/lib/charts/format-share";
import type { ScreeModel } from "@/lib/charts/prepare-scree";
import { axisTick, gridStroke, tooltipStyle } from "./chart-theme";

/** Explained variance per component as bars, its running total as a line, with the 80/90/95 % marks. */
export function ScreeBars({ model, height }: { model: ScreeModel; height: number }) {
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart data={model.bars} margin={{ left: 0, right: 34, top: 8, bottom: 16 }}>
        <CartesianGrid vertical={false} stroke={gridStroke} />
        <XAxis dataKey="component" tick={axisTick} axisLine={false} tickLine={false} label={{ value: "component", position: "insideBottom", offset: -8, fontSize: 11, fill: "var(--muted)" }} />
        <YAxis domain={[0, 1]} ticks={[0, 0.25, 0.5, 0.75, 1]} tickFormatter={(ratio: number) => formatShare(ratio, 0)} tick={axisTick} axisLine={false} tickLine={false} width={44} />
        <Tooltip
          {...tooltipStyle}
          labelFormatter={(component) => `Component ${component}`}
          formatter={(value, name) => [formatShare(Number(value)), name === "ratio" ? "of the variance" : "together with those before"]}
        />
        {model.marks.map((mark) => (
          <ReferenceLine key={mark.sharePct} y={mark.sharePct / 100} stroke="var(--line-strong)" strokeDasharray="3 3" label={{ value: `${mark.sharePct} %`, position: "right", fontSize: 10, fill: "var(--muted)" }} />
        ))}
        <Bar dataKey="ratio" fill="var(--accent)" radius={3} isAnimationActive={false} maxBarSize={36} />
        <Line dataKey="cumulativeRatio" stroke="var(--ink)" strokeWidth={1.5} dot={{ r: 2.5, fill: "var(--ink)" }} isAnimationActive={false} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
