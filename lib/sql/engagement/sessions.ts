import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { sessionsSql } from "../../warehouse/event-sessions";
import { daySql, localSlotSql } from "../../warehouse/local-time";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { niceWidth, tidy } from "./nice-width";
import { isPartial, memberFilter, scopedEvents, type Fragment, type Scope } from "./scope";

/** What is asked about sessions: the pause that ends one, and the file of all of them under that pause. */
export interface SessionQuestion {
  gapMinutes: number;
  sessionsPath: string;
}

const measures = ["minutes", "events"] as const;
const wantedBars = 20;
const boundsSchema = z.object({ minutes: z.number().nullable(), longest: z.number().nullable(), events: z.number().nullable(), most: z.number().nullable() });
const barSchema = z.object({ measure: z.enum(measures), bar: z.number(), sessions: z.number() });

/** The sessions in scope that begin in the range: user, minutes, events. Of some events only, pauses are those between them. */
export function scopedSessions(scope: Scope, { gapMinutes, sessionsPath }: SessionQuestion): Fragment {
  const day = daySql(localSlotSql("slot", scope.offsets));
  const select = (from: string): string => `SELECT user, (to_ms - from_ms) / 60000 AS minutes, events FROM ${from} WHERE ${day} BETWEEN $from_day AND $to_day`;
  const range = { from_day: scope.fromDay, to_day: scope.toDay };
  if (isPartial(scope)) {
    const events = scopedEvents(scope, { anyDay: true });
    return { sql: select(`(${sessionsSql(events.sql, gapMinutes)})`), bindings: { ...events.bindings, ...range } };
  }
  const members = memberFilter(scope);
  return { sql: `${select(parquetTable(sessionsPath))} AND ${members.sql}`, bindings: { ...members.bindings, ...range } };
}

/** How long sessions last and how many events they hold, in bars; the last bar of each takes all beyond the 99th percentile. */
export async function sessions(scope: Scope, question: SessionQuestion): Promise<ChartRows["sessions"]> {
  const found = scopedSessions(scope, question);
  const [bounds] = await query(boundsSql(found), found.bindings, boundsSchema);
  if (!bounds || bounds.minutes === null || bounds.events === null) return [];
  const width = { minutes: niceWidth(bounds.minutes / wantedBars), events: Math.max(1, niceWidth(bounds.events / wantedBars)) };
  const start = { minutes: 0, events: 1 };
  const most = { minutes: bounds.longest ?? 0, events: bounds.most ?? 0 };
  const bars = { minutes: Math.max(1, Math.ceil(bounds.minutes / width.minutes)), events: Math.max(1, Math.ceil(bounds.events / width.events)) };
  const rows = await query(barsSql(found), { ...found.bindings, minute_width: width.minutes, minute_bars: bars.minutes, event_width: width.events, event_bars: bars.events }, barSchema);
  const counted = new Map(rows.map((row) => [`${row.measure} ${row.bar}`, row.sessions]));
  return measures.flatMap((measure) =>
    Array.from({ length: bars[measure] }, (_, bar) => {
      const from = tidy(start[measure] + bar * width[measure]);
      const to = tidy(start[measure] + (bar + 1) * width[measure]);
      return { measure, from, to: bar === bars[measure] - 1 ? Math.max(to, most[measure]) : to, sessions: counted.get(`${measure} ${bar}`) ?? 0 };
    }),
  );
}

export function boundsSql({ sql }: Fragment): string {
  return `SELECT quantile_cont(minutes, 0.99) AS minutes, max(minutes) AS longest, quantile_cont(events, 0.99) AS events, max(events) AS most FROM (${sql})`;
}

export function barsSql({ sql }: Fragment): string {
  return `WITH found AS (${sql})
    SELECT 'minutes' AS measure, least(floor(minutes / $minute_width), $minute_bars - 1)::INTEGER AS bar, count(*) AS sessions FROM found GROUP BY 2
    UNION ALL SELECT 'events', least(floor((events - 1) / $event_width), $event_bars - 1)::INTEGER, count(*) FROM found GROUP BY 2`;
}

const summarySchema = z.object({
  sessions: z.number(),
  users: z.number(),
  mean_minutes: z.number().nullable(),
  median_minutes: z.number().nullable(),
  long_minutes: z.number().nullable(),
  mean_events: z.number().nullable(),
  median_events: z.number().nullable(),
});

/** The figures of all sessions of the range; `longMinutes` is the 90th percentile. */
export async function sessionSummary(scope: Scope, question: SessionQuestion): Promise<ChartRows["session-summary"]> {
  const found = scopedSessions(scope, question);
  const rows = await query(sessionSummarySql(found), found.bindings, summarySchema);
  return rows.map((row) => ({
    gapMinutes: question.gapMinutes,
    sessions: row.sessions,
    users: row.users,
    sessionsPerUser: row.users > 0 ? row.sessions / row.users : null,
    meanMinutes: row.mean_minutes,
    medianMinutes: row.median_minutes,
    longMinutes: row.long_minutes,
    meanEvents: row.mean_events,
    medianEvents: row.median_events,
  }));
}

export function sessionSummarySql({ sql }: Fragment): string {
  return `SELECT count(*) AS sessions, count(DISTINCT user) AS users, avg(minutes) AS mean_minutes, quantile_cont(minutes, 0.5) AS median_minutes,
      quantile_cont(minutes, 0.9) AS long_minutes, avg(events) AS mean_events, quantile_cont(events, 0.5) AS median_events
    FROM (${sql})`;
}
