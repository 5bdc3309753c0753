"use client";

import { Area, CartesianGrid, ComposedChart, Line, ReferenceDot, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame } from "@/components/charts/chart-frame";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { formatPeriod } from "@/lib/charts/format-period";
import { formatCompact, formatQuantity } from "@/lib/charts/format-quantity";
import { type ActivityMeasure, type ActivityModel, prepareActivity } from "@/lib/charts/prepare-activity";
import type { ComparedGroup } from "./compared-groups";
import { groupLegend, useEngagementScope } from "./engagement-scope";
import { PeakNote } from "./peak-note";
import { useCardView } from "./use-card-view";
import { useCompared } from "./use-chart";
import { ViewChoice } from "./view-choice";

const names = { events: "Events", users: "Users", minutes: "Minutes" } as const;
const height = 260;

/** How much happens in each period, the range just before beside it (dashed); the way into a period that is not over is dotted. */
export function ActivityChart() {
  const scope = useEngagementScope();
  const views = (Object.keys(names) as ActivityMeasure[]).filter((each) => (each === "minutes" ? scope.has.minutes : each === "users" ? scope.has.user : true));
  const [measure, setMeasure] = useCardView("activity", views, "events");
  const { series, state } = useCompared("activity", { granularity: scope.granularity, include: ["previous", "complete"] });
  const model = prepareActivity(series, measure);
  const unit = scope.granularity;
  const asked = [...(model.hasPrevious ? ["dashed: before"] : []), ...(model.openPeriod ? ["dotted: not over"] : [])];
  const lines = series.flatMap((group) => [{ key: group.key, label: group.label }, ...(model.hasPrevious ? [{ key: `${group.key}.before`, label: `${group.label}, before` }] : [])]);
  return (
    <ChartFrame
      title="How much happens?"
      definition={`${names[measure].toLowerCase()} ${unit === "hour" ? "an" : "a"} ${unit}`}
      height={height}
      stretches
      state={state("Nothing happened in this range. Choose a longer one, or take a filter away.")}
      legend={groupLegend(scope)}
      source={scope.datasetName}
      note={<><PeakNote model={model} unit={unit} measure={measure} label={series[0]?.label} />{asked.length > 0 ? <> {sentence(asked.join("; "))}.</> : null}</>}
      actions={<ViewChoice label="Measure" views={views} names={names} value={measure} onChange={setMeasure} />}
      table={{ columns: [{ label: "From" }, ...lines.map(({ label }) => ({ label: `${label}: ${names[measure].toLowerCase()}`, numeric: true }))], rows: model.points.map((point) => [point.at, ...lines.map(({ key }) => point[key] ?? point[`${key}.open`] ?? null)]) }}
    >
      <ActivityDrawing model={model} groups={series} unit={unit} />
    </ChartFrame>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function ActivityDrawing({ model, groups, unit }: { model: ActivityModel; groups: ComparedGroup[]; unit: "hour" | "day" | "week" | "month" }) {
  const labels = new Map(groups.flatMap(({ key, label }) => [[key, label], [`${key}.open`, `${label}, so far`], [`${key}.before`, `${label}, before`]]));
  const shared = { type: "linear", dot: false, isAnimationActive: false, connectNulls: false } as const;
  const last = model.points.at(-1);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={model.points} margin={{ left: 0, right: 8, top: 6, bottom: 0 }}>
        <CartesianGrid vertical={false} stroke={gridStroke} />
        <XAxis dataKey="at" tick={axisTick} tickLine={false} axisLine={{ stroke: gridStroke }} minTickGap={44} tickFormatter={(day: string) => formatPeriod(day, unit)} />
        <YAxis allowDecimals={false} tick={axisTick} tickLine={false} axisLine={false} width={44} tickFormatter={formatCompact} />
        <Tooltip
          {...tooltipStyle}
          cursor={{ stroke: gridStroke }}
          labelFormatter={(at) => formatPeriod(String(at), unit)}
          formatter={(value, name) => [value === null ? "–" : formatQuantity(Number(value)), labels.get(String(name)) ?? String(name)]}
          filterNull
        />
        {model.hasPrevious ? groups.map(({ key, color }) => <Line key={`${key}.before`} {...shared} dataKey={`${key}.before`} stroke={color} strokeWidth={1.2} strokeOpacity={0.55} strokeDasharray="5 4" />) : null}
        {groups.map(({ key, color }) => <Area key={key} {...shared} dataKey={key} stroke={color} strokeWidth={1.6} fill={color} fillOpacity={groups.length > 1 ? 0 : 0.12} dot={model.points.length === 1} />)}
        {model.openPeriod && model.points.length > 1 ? groups.map(({ key, color }) => <Line key={`${key}.open`} {...shared} dataKey={`${key}.open`} stroke={color} strokeWidth={1.6} strokeDasharray="1.5 3" />) : null}
        {model.openPeriod && last ? groups.map(({ key, color }) => {
          const value = last[`${key}.open`] ?? last[key];
          return typeof value === "number" ? <ReferenceDot key={`${key}.end`} x={last.at} y={value} r={3} fill="var(--panel)" stroke={color} /> : null;
        }) : null}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
