import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { sessionCountsSql, sessionsSql, tenthsSql, type SessionFiles } from "../../warehouse/event-sessions";
import { daySql, localSlotSql } from "../../warehouse/local-time";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { niceWidth, tidy } from "./nice-width";
import { isPartial, isWhole, memberFilter, scopedEvents, type Fragment, type Scope } from "./scope";

/** What is asked about sessions: the pause that ends one, and the files under that pause. */
export interface SessionQuestion {
  gapMinutes: number;
  files: SessionFiles;
}

const measures = ["minutes", "events"] as const;
const wantedBars = 20;
const countSchema = z.object({ measure: z.enum(measures), value: z.number(), sessions: z.number(), users: z.number() });

/** How many sessions have each length (in tenths of minutes) and each number of events, ascending; and how many users they are of. */
interface SessionCounts {
  minutes: { value: number; sessions: number }[];
  events: { value: number; sessions: number }[];
  users: number;
}

/** The sessions in scope that begin in the range: user, minutes, events. Of some events only, pauses are those between them. */
export function scopedSessions(scope: Scope, { gapMinutes, files }: SessionQuestion): Fragment {
  const day = daySql(localSlotSql("slot", scope.offsets));
  const select = (from: string): string => `SELECT user, ${tenthsSql} AS tenths, events FROM ${from} WHERE ${day} BETWEEN $from_day AND $to_day`;
  const range = { from_day: scope.fromDay, to_day: scope.toDay };
  if (isPartial(scope)) {
    const events = scopedEvents(scope, { anyDay: true });
    return { sql: select(`(${sessionsSql(events.sql, gapMinutes)})`), bindings: { ...events.bindings, ...range } };
  }
  const members = memberFilter(scope);
  return { sql: `${select(parquetTable(files.sessions))} AND ${members.sql}`, bindings: { ...members.bindings, ...range } };
}

async function sessionCounts(scope: Scope, question: SessionQuestion): Promise<SessionCounts> {
  const { sql, bindings } = scopedSessionCountsSql(scope, question);
  const rows = await query(sql, bindings, countSchema);
  const of = (measure: (typeof measures)[number]) => rows.filter((row) => row.measure === measure);
  return { minutes: of("minutes").map(({ value, sessions }) => ({ value: value / 10, sessions })), events: of("events"), users: rows[0]?.users ?? 0 };
}

/** Of everybody and all of the time, as it was added up when the sessions were written. */
export function scopedSessionCountsSql(scope: Scope, question: SessionQuestion): Fragment {
  if (isWhole(scope) && !scope.members) return { sql: `SELECT * FROM ${parquetTable(question.files.totals)} ORDER BY measure, value`, bindings: {} };
  const found = scopedSessions(scope, question);
  return { sql: `${sessionCountsSql(found.sql)} ORDER BY measure, value`, bindings: found.bindings };
}

/** How long sessions last and how many events they hold, in bars; the last bar of each takes all beyond the 99th percentile. */
export async function sessions(scope: Scope, question: SessionQuestion): Promise<ChartRows["sessions"]> {
  const counts = await sessionCounts(scope, question);
  return measures.flatMap((measure) => bars(counts[measure], measure === "events" ? 1 : 0).map((bar) => ({ measure, ...bar })));
}

/** Whole numbers start at 1 and never share a bar of less than 1. */
function bars(counts: { value: number; sessions: number }[], start: 0 | 1): { from: number; to: number; sessions: number }[] {
  if (counts.length === 0) return [];
  const usual = quantile(counts, 0.99) ?? 0;
  const width = Math.max(start, niceWidth((usual - start) / wantedBars));
  const count = start === 1 ? Math.floor((usual - start) / width) + 1 : Math.max(1, Math.ceil(usual / width));
  const found = Array.from({ length: count }, (_, i) => ({ from: tidy(start + i * width), to: tidy(start + (i + 1) * width), sessions: 0 }));
  const last = found.length - 1;
  for (const { value, sessions } of counts) {
    const bar = found[Math.min(last, Math.floor((value - start) / width + 1e-9))];
    if (bar) bar.sessions += sessions;
  }
  const longest = counts.at(-1)?.value ?? 0;
  return found.map((bar, i) => (i === last ? { ...bar, to: Math.max(bar.to, longest) } : bar));
}

/** The value that this share of the sessions doesn't exceed; `counts` ascend. */
function quantile(counts: { value: number; sessions: number }[], share: number): number | null {
  const all = counts.reduce((sum, { sessions }) => sum + sessions, 0);
  let below = 0;
  return counts.find(({ sessions }) => (below += sessions) >= share * all)?.value ?? null;
}

function mean(counts: { value: number; sessions: number }[]): number | null {
  const all = counts.reduce((sum, { sessions }) => sum + sessions, 0);
  return all > 0 ? counts.reduce((sum, { value, sessions }) => sum + value * sessions, 0) / all : null;
}

/** The figures of all sessions of the range, lengths to a tenth of a minute; `longMinutes` is the 90th percentile. */
export async function sessionSummary(scope: Scope, question: SessionQuestion): Promise<ChartRows["session-summary"]> {
  const { minutes, events, users } = await sessionCounts(scope, question);
  const all = events.reduce((sum, { sessions }) => sum + sessions, 0);
  return [
    {
      gapMinutes: question.gapMinutes,
      sessions: all,
      users,
      sessionsPerUser: users > 0 ? all / users : null,
      meanMinutes: mean(minutes),
      medianMinutes: quantile(minutes, 0.5),
      longMinutes: quantile(minutes, 0.9),
      meanEvents: mean(events),
      medianEvents: quantile(events, 0.5),
    },
  ];
}
