"use client";

import { useState } from "react";
import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame } from "@/components/charts/chart-frame";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { formatCompact, formatQuantity } from "@/lib/charts/format-quantity";
import { useEngagementScope } from "./engagement-scope";
import { GroupChoice } from "./group-choice";
import { stateOf, useChart } from "./use-chart";

const height = 230;
const parts = [
  { key: "new", label: "New", color: "var(--good)" },
  { key: "returning", label: "Returning", color: "var(--accent)" },
  { key: "resurrecting", label: "Resurrecting", color: "var(--above)" },
  { key: "dormant", label: "Dormant", color: "var(--below)" },
] as const;

/** Who joins, stays, comes back and falls away; those who fall away are drawn below zero. */
export function LifecycleChart() {
  const scope = useEngagementScope();
  const [chosen, setChosen] = useState("");
  const group = scope.groups.find(({ key }) => key === chosen) ?? scope.groups[0];
  const answer = useChart(scope.datasetId, "lifecycle", { ...scope.question, ...group?.question, granularity: scope.granularity });
  const rows = answer.data ?? [];
  const drawn = rows.map((row) => ({ ...row, dormant: -row.dormant }));
  return (
    <ChartFrame
      title="Who joins, stays and leaves?"
      definition={`users a ${scope.granularity}; dormant were active in the one before`}
      height={height}
      state={stateOf([answer], "Nobody was active in this range.")}
      legend={[...parts]}
      source={scope.datasetName}
      actions={<GroupChoice groups={scope.groups} value={group?.key ?? ""} onChange={setChosen} />}
      table={{ columns: [{ label: "From" }, ...parts.map(({ label }) => ({ label, numeric: true }))], rows: rows.map((row) => [row.periodStart, ...parts.map(({ key }) => row[key])]) }}
    >
      <ResponsiveContainer width="100%" height={height}>
        <BarChart data={drawn} stackOffset="sign" margin={{ left: 0, right: 8, top: 6, bottom: 0 }} barCategoryGap="12%">
          <CartesianGrid vertical={false} stroke={gridStroke} />
          <XAxis dataKey="periodStart" tick={axisTick} tickLine={false} axisLine={false} minTickGap={48} tickFormatter={(day: string) => (scope.granularity === "month" ? day.slice(0, 7) : day)} />
          <YAxis tick={axisTick} tickLine={false} axisLine={false} width={44} tickFormatter={(value: number) => formatCompact(Math.abs(value))} />
          <ReferenceLine y={0} stroke="var(--line-strong)" />
          <Tooltip {...tooltipStyle} formatter={(value, name) => [formatQuantity(Math.abs(Number(value))), String(name)]} />
          {parts.map(({ key, label, color }) => <Bar key={key} dataKey={key} name={label} stackId="users" fill={color} isAnimationActive={false} />)}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
