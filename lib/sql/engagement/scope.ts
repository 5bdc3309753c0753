import type { Granularity } from "../../schemas/engagement";
import type { EventIndex } from "../../warehouse/event-index";
import { daySql, localSlotSql, slotsPerDay, type ZoneOffset } from "../../warehouse/local-time";
import type { KindCounts } from "../../warehouse/event-totals";
import type { Binding } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { gapsSql, noDay } from "../../warehouse/zone-days";

export type Bindings = Record<string, Binding>;

/** A piece of SQL with the values it binds by name. */
export interface Fragment {
  sql: string;
  bindings: Bindings;
}

/** Which events a question is about, and how time is read in it. Days are counted from 1970-01-01 in the asked zone. */
export interface Scope {
  index: EventIndex;
  /** `buildZoneDays` of the asked zone. */
  daysPath: string;
  /** `buildZoneHours` of the same zone. */
  hoursPath: string;
  /** `buildZoneGaps` of the same zone. */
  gapsPath: string;
  kinds: KindCounts;
  offsets: ZoneOffset[];
  granularity: Granularity;
  /** First and last local day of the data. */
  dataFirstDay: number;
  dataLastDay: number;
  /** First and last day asked for, both included. */
  fromDay: number;
  toDay: number;
  /** A select of `code`: only these users. */
  members?: Fragment;
  categories?: string[];
  items?: string[];
  /** Only events with one of these values in each of these place columns. */
  places?: { place: number; values: string[] }[];
  /** Names of the place columns, in the order of the index. */
  placeNames: string[];
  /** The data's last quarter of an hour, as the zone reads it. */
  dataLastLocalSlot: number;
  has: { user: boolean; item: boolean; category: boolean; minutes: boolean; rating: boolean };
}

/** Whether the question is about some events of a user only, so that the days of users don't answer it. */
export function isPartial(scope: Scope): boolean {
  return scope.categories !== undefined || scope.items !== undefined || (scope.places?.length ?? 0) > 0;
}

/** Whether the question is about all of the time and all kinds of events, of everybody or of some users: sums over all time answer it. */
export function isWhole(scope: Scope): boolean {
  return !isPartial(scope) && isWholeRange(scope);
}

function isWholeRange(scope: Scope): boolean {
  return scope.fromDay <= scope.dataFirstDay && scope.toDay >= scope.dataLastDay;
}

/** The condition on `user` that a segment filter sets. */
export function memberFilter(scope: Scope): Fragment {
  if (!scope.members) return { sql: "true", bindings: {} };
  return { sql: `user IN (${scope.members.sql})`, bindings: scope.members.bindings };
}

function named(prefix: string, values: string[]): Fragment {
  const bindings = Object.fromEntries(values.map((value, at) => [`${prefix}_${at}`, value]));
  return { sql: Object.keys(bindings).map((name) => `$${name}`).join(", "), bindings };
}

/**
 * The days of users in scope, not limited in time: windows and cohorts look back. Of a question about some events only,
 * a user's days are those with such an event.
 */
export function userDays(scope: Scope): Fragment {
  if (isPartial(scope)) return partialDays(scope);
  const { sql, bindings } = memberFilter(scope);
  return { sql: `SELECT * FROM ${parquetTable(scope.daysPath)} WHERE ${sql}`, bindings };
}

/** `gapsSql` of the users in scope: everybody's are written beforehand. */
export function userGaps(scope: Scope): Fragment {
  if (!scope.members && !isPartial(scope)) return { sql: `SELECT * FROM ${parquetTable(scope.gapsPath)}`, bindings: {} };
  const days = userDays(scope);
  return { sql: gapsSql(days.sql), bindings: days.bindings };
}

function partialDays(scope: Scope): Fragment {
  const events = scopedEvents(scope, { anyDay: true });
  return {
    sql: `SELECT user, day, events, minutes, first_ms, last_ms, coalesce(lag(day) OVER by_user, ${noDay.before})::INTEGER AS previous_day,
        coalesce(lead(day) OVER by_user, ${noDay.after})::INTEGER AS next_day, first_value(day) OVER by_user AS first_day
      FROM (SELECT user, day::INTEGER AS day, count(*)::INTEGER AS events, sum(minutes) AS minutes, min(at_ms) AS first_ms, max(at_ms) AS last_ms FROM (${events.sql}) GROUP BY 1, 2)
      WINDOW by_user AS (PARTITION BY user ORDER BY day)`,
    bindings: events.bindings,
  };
}

/** The days asked for: the slots around them first, by which whole stretches of the file are skipped. Of all days, nothing is asked of each event. */
function rangeConditions(scope: Scope, day: string): string[] {
  if (isWholeRange(scope)) return ["$from_day::BIGINT <= $to_day::BIGINT"];
  const offsets = scope.offsets.map(({ offsetSlots }) => offsetSlots);
  const [first, last] = [scope.fromDay * slotsPerDay - Math.max(...offsets), (scope.toDay + 1) * slotsPerDay - Math.min(...offsets)];
  return [`slot BETWEEN ${first} AND ${last}`, `${day} BETWEEN $from_day AND $to_day`];
}

/** The events in scope: user, at_ms, local_slot, day, item, cell, minutes, rating, place_0 … */
export function scopedEvents(scope: Scope, { anyDay = false }: { anyDay?: boolean } = {}): Fragment {
  const members = memberFilter(scope);
  const local = localSlotSql("slot", scope.offsets);
  const conditions = [members.sql];
  const bindings: Bindings = { ...members.bindings };
  if (!anyDay) {
    conditions.push(...rangeConditions(scope, daySql(local)));
    Object.assign(bindings, { from_day: scope.fromDay, to_day: scope.toDay });
  }
  const narrow = (prefix: string, values: string[], condition: (list: string) => string): void => {
    const list = named(prefix, values);
    conditions.push(condition(list.sql));
    Object.assign(bindings, list.bindings);
  };
  const { index, categories, items, places = [] } = scope;
  if (categories) narrow("category", categories, (list) => `cell IN (SELECT code FROM ${parquetTable(index.cells)} WHERE list_has_any(categories, [${list}]))`);
  if (items) narrow("item", items, (list) => `item IN (SELECT code FROM ${parquetTable(index.items)} WHERE key IN (${list}))`);
  for (const { place, values } of places) {
    narrow(`place_${place}`, values, (list) => `place_${place} IN (SELECT code FROM ${parquetTable(index.places)} WHERE place = ${place} AND value IN (${list}))`);
  }
  const columns = ["user", "at_ms", `${local} AS local_slot`, `${daySql(local)} AS day`, "item", "cell", "minutes", "rating", ...scope.placeNames.map((_, place) => `place_${place}`)];
  return { sql: `SELECT ${columns.join(", ")} FROM ${parquetTable(index.events)} WHERE ${conditions.join(" AND ")}`, bindings };
}

const epochDay = "DATE '1970-01-01'";

/** SQL of a day number as YYYY-MM-DD. */
export function dayText(day: string): string {
  return `strftime(${epochDay} + (${day})::INTEGER, '%Y-%m-%d')`;
}

/**
 * Every day from the data's first period to its last: day, period_start, previous_start and next_start (day numbers).
 * A week starts on Monday.
 */
export function calendar(scope: Scope): Fragment {
  const unit = scope.granularity === "hour" ? "day" : scope.granularity;
  const start = (date: string): string => (unit === "day" ? date : `date_trunc('${unit}', ${date})::DATE`);
  const number = (date: string): string => `((${date})::DATE - ${epochDay})::INTEGER`;
  return {
    sql: `SELECT day::INTEGER AS day, ${number("period")} AS period_start,
        ${number(`period - INTERVAL 1 ${unit}`)} AS previous_start, ${number(`period + INTERVAL 1 ${unit}`)} AS next_start
      FROM (SELECT day, ${start(`(${epochDay} + day::INTEGER)`)} AS period FROM range($calendar_from::BIGINT, $calendar_to::BIGINT + 1) AS days(day))`,
    bindings: { calendar_from: scope.dataFirstDay, calendar_to: scope.dataLastDay },
  };
}

/** Period indexes for cohorts: how many periods lie between two period starts. */
export function periodsBetween(scope: Scope, earlier: string, later: string): string {
  const unit = scope.granularity === "hour" ? "day" : scope.granularity;
  return `date_diff('${unit}', ${epochDay} + (${earlier})::INTEGER, ${epochDay} + (${later})::INTEGER)`;
}

/** How many periods have a day in the asked range. */
export function periodCount({ granularity, fromDay, toDay }: Scope): number {
  if (toDay < fromDay) return 0;
  if (granularity === "week") return Math.floor((toDay + 3) / 7) - Math.floor((fromDay + 3) / 7) + 1;
  if (granularity !== "month") return toDay - fromDay + 1;
  const month = (day: number): number => new Date(day * 86_400_000).getUTCFullYear() * 12 + new Date(day * 86_400_000).getUTCMonth();
  return month(toDay) - month(fromDay) + 1;
}
