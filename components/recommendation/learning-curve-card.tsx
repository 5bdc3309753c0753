"use client";

import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame } from "@/components/charts/chart-frame";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import type { RecommenderQuality } from "@/lib/schemas/recommender";

const height = 250;
const lines = { train: { label: "on what it learns from", color: "var(--segment-0)" }, heldOut: { label: "on what was held out", color: "var(--accent)" } } as const;

/** What each epoch or round gave: more training pays as long as the held-out line goes on. */
export function LearningCurveCard({ curve, source }: { curve: NonNullable<RecommenderQuality["learningCurve"]>; source: string }) {
  const keys = (["train", "heldOut"] as const).filter((key) => curve.points.some((point) => point[key] !== null));
  return (
    <ChartFrame
      title="Would more training help?"
      definition={`${curve.measure} after each pass`}
      height={height}
      legend={keys.map((key) => lines[key])}
      source={source}
      table={{ columns: [{ label: "Pass", numeric: true }, ...keys.map((key) => ({ label: lines[key].label, numeric: true }))], rows: curve.points.map((point) => [point.step, ...keys.map((key) => point[key])]) }}
    >
      <ResponsiveContainer width="100%" height={height}>
        <LineChart data={curve.points} margin={{ left: 0, right: 10, top: 6, bottom: 0 }}>
          <CartesianGrid vertical={false} stroke={gridStroke} />
          <XAxis dataKey="step" tick={axisTick} tickLine={false} axisLine={{ stroke: gridStroke }} minTickGap={28} />
          <YAxis domain={["auto", "auto"]} tick={axisTick} tickLine={false} axisLine={false} width={52} tickFormatter={(value: number) => formatQuantity(value)} />
          <Tooltip {...tooltipStyle} cursor={{ stroke: gridStroke }} labelFormatter={(step) => `Pass ${step}`} formatter={(value, name) => [formatFixed(Number(value), 4), String(name)]} />
          {keys.map((key) => <Line key={key} dataKey={key} name={lines[key].label} type="linear" stroke={lines[key].color} strokeWidth={1.8} dot={false} isAnimationActive={false} connectNulls />)}
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
