"use client";

import { parseAsInteger, useQueryState } from "nuqs";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { formatCount, formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { prepareDistribution } from "@/lib/charts/prepare-distribution";
import { DistributionBars } from "./distribution-bars";
import { groupLegend, useEngagementScope } from "./engagement-scope";
import { useCardView } from "./use-card-view";
import { type GroupRows, useCompared } from "./use-chart";
import { ViewChoice } from "./view-choice";

const names = { minutes: "Minutes", events: "Events" } as const;
const views = ["minutes", "events"] as const;
const gaps = [10, 15, 30, 60, 120];
const height = 220;

/** How long people stay and how much they do in one go; a pause ends a session. */
export function SessionsChart() {
  const scope = useEngagementScope();
  const [measure, setMeasure] = useCardView("sessions", views, "minutes");
  const [gapMinutes, setGapMinutes] = useQueryState("gap", parseAsInteger.withDefault(30));
  const { series, state } = useCompared("sessions", { gapMinutes });
  const summary = useCompared("session-summary", { gapMinutes });
  const bars = series.map(({ key, rows }) => ({ key, bars: rows.filter((row) => row.measure === measure).map((row) => ({ from: row.from, to: row.to, count: row.sessions })) }));
  const haveNoLength = summary.series.length > 0 && summary.series.every(({ rows }) => !rows[0] || formatFixed(rows[0].meanMinutes, 0) === "0");
  return (
    <ChartFrame
      title="How long do they stay?"
      definition={measure === "minutes" ? "share of sessions by minutes" : "share of sessions by events"}
      height={height + 46}
      state={state("No session in this range.")}
      legend={groupLegend(scope)}
      source={scope.datasetName}
      actions={<ViewChoice label="Measure" views={views} names={names} value={measure} onChange={setMeasure} />}
      table={{ columns: [{ label: "Group" }, { label: "Measure" }, { label: "From", numeric: true }, { label: "To", numeric: true }, { label: "Sessions", numeric: true }], rows: series.flatMap(({ label, rows }) => rows.map((row) => [label, row.measure, row.from, row.to, row.sessions])) }}
    >
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1 text-xs">
        <ul className="grid gap-0.5">
          {summary.series.map((group) => <SessionFigures key={group.key} group={group} named={series.length > 1} measure={measure} />)}
        </ul>
        <Select aria-label="Pause that ends a session" className="w-44 print:hidden" value={gapMinutes} onChange={(event) => void setGapMinutes(Number(event.target.value))}>
          {[...new Set([...gaps, gapMinutes])].toSorted((a, b) => a - b).map((gap) => <option key={gap} value={gap}>ends after {gap} min pause</option>)}
        </Select>
      </div>
      {measure === "minutes" && haveNoLength ? (
        <div className="flex flex-col items-center justify-center gap-3 px-6 text-center text-sm text-muted" style={{ height }}>
          Every session here is a single event without a duration, so none has a length.
          <Button size="sm" onClick={() => setMeasure("events")}>Count their events</Button>
        </div>
      ) : <DistributionBars points={prepareDistribution(bars, formatQuantity)} groups={series} height={height} noun="sessions" />}
    </ChartFrame>
  );
}

function SessionFigures({ group, named, measure }: { group: GroupRows<"session-summary">; named: boolean; measure: (typeof views)[number] }) {
  const [row] = group.rows;
  if (!row) return null;
  const middle = measure === "minutes" ? `median ${formatFixed(row.medianMinutes, 0)} min, mean ${formatFixed(row.meanMinutes, 0)}` : `median ${formatFixed(row.medianEvents, 0)} events, mean ${formatFixed(row.meanEvents, 1)}`;
  return (
    <li className="flex items-center gap-1.5">
      {named ? <span aria-hidden className="size-2 rounded-[3px]" style={{ background: group.color }} /> : null}
      <span className="text-muted">{named ? <span className="sr-only">{group.label}: </span> : null}{formatCount(row.sessions)} {row.sessions === 1 ? "session" : "sessions"}, {formatFixed(row.sessionsPerUser, 1)} a user;</span> <span className="font-medium">{middle}</span>
    </li>
  );
}
