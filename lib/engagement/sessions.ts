import { columnAt, TrackQuestion } from "../kernels/track-question";
import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { longestEventMinutes } from "../warehouse/event-sessions";
import { slotMs } from "../warehouse/local-time";
import { niceWidth, tidy } from "./nice-width";
import { selectionOf, slotsBetween } from "./selection";
import { intoBars } from "./value-counts";

const measures = ["minutes", "events"] as const;
const wantedBars = 20;
const minuteMs = 60_000;
/** Lengths of sessions are told to a tenth of a minute. */
const tenthMs = minuteMs / 10;
/** Sessions of up to some seventy days are counted in a table by their length, longer ones listed. */
const tabledTenths = 1 << 20;

interface SessionCount {
  value: number;
  sessions: number;
}

/** How many sessions have each length in minutes and each number of events, ascending; and how many users they are of. */
interface SessionCounts {
  minutes: SessionCount[];
  events: SessionCount[];
  users: number;
}

/**
 * The sessions in scope that begin in the range. A pause of more than the gap ends a session: from the end of what went
 * before (its start, where no duration is known) to the next start. A session reaches to the end of its last event.
 * Of some events only, pauses are those between them.
 */
async function countSessions(scope: Scope, gapMinutes: number): Promise<SessionCounts> {
  const selection = await selectionOf(scope, { anyDay: true });
  const { tracks } = selection.events;
  const question = new TrackQuestion(tracks, selection);
  const isMeant = question.input(slotsBetween(selection.days, scope.fromDay, scope.toDay));
  const lasts = question.input(tracks.minuteValues.map(eventMs));
  const [tenths, sizes] = [question.output(Uint32Array, tabledTenths), question.output(Uint32Array, tracks.longestTrack + 1)];
  // A user has at most so many sessions that are too long for the table.
  const long = question.output(Uint32Array, 1 + tracks.users * Math.ceil((tracks.slots * slotMs) / (tabledTenths * tenthMs)));
  const users = await question.run("countSessions", ...columnAt(tracks.rest), tracks.restMs, ...columnAt(tracks.minutes), lasts, gapMinutes * minuteMs, isMeant, tenths, tabledTenths, long, sizes);
  const listed = long.values.subarray(1, 1 + long.values[0]!);
  const minutes = [...counted(tenths.values), ...countedList(listed)].map(({ value, sessions: count }) => ({ value: value / 10, sessions: count }));
  return { minutes, events: counted(sizes.values), users };
}

/** How long an event lasts, as events are taken to: whole milliseconds, halves to the even one, at most a day. */
function eventMs(minutes: number): number {
  if (Number.isNaN(minutes)) return 0;
  const ms = Math.min(Math.max(minutes, 0), longestEventMinutes) * minuteMs;
  const below = Math.floor(ms);
  return ms - below === 0.5 ? below + (below % 2) : Math.round(ms);
}

/** The numbers of a table that occur, ascending. */
function counted(table: Uint32Array): SessionCount[] {
  const found: SessionCount[] = [];
  for (let value = 0; value < table.length; value++) if (table[value]! > 0) found.push({ value, sessions: table[value]! });
  return found;
}

function countedList(values: Uint32Array): SessionCount[] {
  const found: SessionCount[] = [];
  for (const value of values.toSorted()) {
    const last = found.at(-1);
    if (last?.value === value) last.sessions += 1;
    else found.push({ value, sessions: 1 });
  }
  return found;
}

/** How long sessions last and how many events they hold, in bars; the last bar of each takes all beyond the 99th percentile. */
export async function sessions(scope: Scope, gapMinutes: number): Promise<ChartRows["sessions"]> {
  const counts = await countSessions(scope, gapMinutes);
  return measures.flatMap((measure) => bars(counts[measure], measure === "events" ? 1 : 0).map((bar) => ({ measure, ...bar })));
}

/** Whole numbers start at 1 and never share a bar of less than 1. */
function bars(counts: SessionCount[], start: 0 | 1): { from: number; to: number; sessions: number }[] {
  if (counts.length === 0) return [];
  const usual = quantile(counts, 0.99) ?? 0;
  const width = Math.max(start, niceWidth((usual - start) / wantedBars));
  const count = start === 1 ? Math.floor((usual - start) / width) + 1 : Math.max(1, Math.ceil(usual / width));
  const longest = counts.at(-1)?.value ?? 0;
  return intoBars(counts.map(({ value, sessions: events }) => ({ value, events })), { start, width, bars: count }).map((events, bar) => ({
    from: tidy(start + bar * width),
    to: bar === count - 1 ? Math.max(tidy(start + count * width), longest) : tidy(start + (bar + 1) * width),
    sessions: events,
  }));
}

/** The value that this share of the sessions doesn't exceed; `counts` ascend. */
function quantile(counts: SessionCount[], share: number): number | null {
  const all = counts.reduce((sum, { sessions }) => sum + sessions, 0);
  let below = 0;
  return counts.find(({ sessions }) => (below += sessions) >= share * all)?.value ?? null;
}

function mean(counts: SessionCount[]): number | null {
  const all = counts.reduce((sum, { sessions }) => sum + sessions, 0);
  return all > 0 ? counts.reduce((sum, { value, sessions }) => sum + value * sessions, 0) / all : null;
}

/** The figures of all sessions of the range, lengths to a tenth of a minute; `longMinutes` is the 90th percentile. */
export async function sessionSummary(scope: Scope, gapMinutes: number): Promise<ChartRows["session-summary"]> {
  const { minutes, events, users } = await countSessions(scope, gapMinutes);
  const all = events.reduce((sum, { sessions }) => sum + sessions, 0);
  return [
    {
      gapMinutes,
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
