"use client";

import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame } from "@/components/charts/chart-frame";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { formatPeriod } from "@/lib/charts/format-period";
import { formatCompact, formatQuantity } from "@/lib/charts/format-quantity";
import type { ChartRows } from "@/lib/schemas/engagement";
import { useEngagementScope } from "./engagement-scope";
import { SideBySide } from "./side-by-side";
import { useCompared } from "./use-chart";

const height = 230;
const parts = [
  { key: "new", label: "New", color: "var(--segment-4)" },
  { key: "returning", label: "Returning", color: "var(--accent)" },
  { key: "resurrecting", label: "Resurrecting", color: "var(--above)" },
  { key: "dormant", label: "Dormant", color: "var(--below)" },
] as const;
type State = (typeof parts)[number]["key"];

/** Who joins, stays, comes back and falls away; those who fall away are drawn below zero. A bar shows its users. */
export function LifecycleChart() {
  const scope = useEngagementScope();
  const unit = scope.granularity === "hour" ? "day" : scope.granularity;
  const { series, state } = useCompared("lifecycle", { granularity: unit });
  return (
    <ChartFrame
      title="Who joins, stays and leaves?"
      definition={scope.subject ? `users of ${scope.subject} a ${unit}; dormant: with it before` : `users a ${unit}; dormant: active before`}
      height={height}
      stretches={series.length === 1}
      state={state("Nobody was active in this range. Choose a longer one.")}
      legend={[...parts]}
      source={scope.datasetName}
      note={scope.subject ? `only events of ${scope.subject} count: new is who came to it for the first time, dormant who stayed away from it` : undefined}
      table={{ columns: [{ label: "Group" }, { label: "From" }, ...parts.map(({ label }) => ({ label, numeric: true }))], rows: series.flatMap(({ label, rows }) => rows.map((row) => [label, row.periodStart, ...parts.map(({ key }) => row[key])])) }}
    >
      <SideBySide series={series} dense>
        {(group) => (
          <Lifecycle
            rows={group.rows}
            unit={unit}
            height={series.length > 1 ? 170 : "100%"}
            onSelect={(periodStart, lifecycle) => scope.showMembers({ title: `${parts.find(({ key }) => key === lifecycle)?.label ?? lifecycle} in ${unit === "week" ? "the week of " : ""}${formatPeriod(periodStart, unit)}${series.length > 1 ? `, ${group.label}` : ""}`, question: { ...group.question, granularity: unit, periodStart, lifecycle } })}
          />
        )}
      </SideBySide>
    </ChartFrame>
  );
}

function Lifecycle({ rows, unit, height: drawn, onSelect }: { rows: ChartRows["lifecycle"]; unit: "day" | "week" | "month"; height: number | `${number}%`; onSelect: (periodStart: string, state: State) => void }) {
  return (
    <ResponsiveContainer width="100%" height={drawn}>
      <BarChart data={rows.map((row) => ({ ...row, dormant: -row.dormant }))} stackOffset="sign" margin={{ left: 0, right: 8, top: 6, bottom: 0 }} barCategoryGap="12%">
        <CartesianGrid vertical={false} stroke={gridStroke} />
        <XAxis dataKey="periodStart" tick={axisTick} tickLine={false} axisLine={false} minTickGap={48} tickFormatter={(day: string) => formatPeriod(day, unit)} />
        <YAxis allowDecimals={false} tick={axisTick} tickLine={false} axisLine={false} width={44} tickFormatter={(value: number) => formatCompact(Math.abs(value))} />
        <ReferenceLine y={0} stroke="var(--line-strong)" />
        <Tooltip {...tooltipStyle} labelFormatter={(day) => formatPeriod(String(day), unit)} formatter={(value, name) => [formatQuantity(Math.abs(Number(value))), String(name)]} />
        {parts.map(({ key, label, color }) => (
          <Bar key={key} dataKey={key} name={label} stackId="users" fill={color} isAnimationActive={false} className="cursor-pointer" onClick={(_, at) => { const row = rows[at]; if (row) onSelect(row.periodStart, key); }} />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
