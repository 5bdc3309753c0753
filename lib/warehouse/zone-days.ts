import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { withConnection } from "./instance";
import { kindMasks } from "./kind-masks";
import { daySql, hourOfWeekSql, hoursOfWeek, localSlotSql, type ZoneOffset } from "./local-time";
import { warehouseError } from "./query";
import { parquetTable, quoteLiteral } from "./quote-sql";

/** Stands for "no earlier day" and "no later day". */
export const noDay = { before: -1_000_000_000, after: 1_000_000_000 } as const;

/**
 * Writes the days on which each user was active in a zone: user, day, events, minutes, first_ms, last_ms,
 * previous_day, next_day, first_day.
 * Days are counted from 1970-01-01. With the neighbouring days at hand, distinct users of any period, cohorts, windows and
 * lifecycles are sums over rows: nothing has to be counted distinct again.
 * Unknown users (−1) have rows too, so that their events count.
 */
export async function buildZoneDays(eventsPath: string, offsets: ZoneOffset[], target: string): Promise<void> {
  const day = daySql(localSlotSql("slot", offsets));
  const select = `WITH days AS (
      SELECT user, ${day}::INTEGER AS day, count(*)::INTEGER AS events, sum(minutes) AS minutes, min(at_ms) AS first_ms, max(at_ms) AS last_ms FROM ${parquetTable(eventsPath)} GROUP BY 1, 2
    )
    SELECT user, day, events, minutes, first_ms, last_ms,
      coalesce(lag(day) OVER by_user, ${noDay.before})::INTEGER AS previous_day,
      coalesce(lead(day) OVER by_user, ${noDay.after})::INTEGER AS next_day,
      first_value(day) OVER by_user AS first_day
    FROM days WINDOW by_user AS (PARTITION BY user ORDER BY day)`;
  await writeWhole(select, target);
}

/** Writes for each user the days on which they were active, counted, and the hours of the week (Monday 00:00 first) as bits hour_0 … hour_2. */
export async function buildZoneHours(eventsPath: string, offsets: ZoneOffset[], daysPath: string, target: string): Promise<void> {
  const hours = `SELECT user, ${hourOfWeekSql(localSlotSql("slot", offsets))} AS hour FROM ${parquetTable(eventsPath)}`;
  await writeWhole(
    `SELECT user, active_days, h.* EXCLUDE (user) FROM (SELECT user, ${kindMasks("hour", hoursOfWeek, "hour").join(", ")} FROM (${hours}) GROUP BY 1) h
     JOIN (SELECT user, count(*) AS active_days FROM ${parquetTable(daysPath)} GROUP BY 1) USING (user)`,
    target,
  );
}

/** Gaps beyond this are one: no question looks further back from a day than to the start of the month before. */
const longestGapDays = 64;

/**
 * SQL of `day, gap, is_first, users, events, minutes` from days of users: how many users were active on a day after so many
 * days without (64 for more), or for the first time. Active users of any period or window, and lifecycles, are sums of
 * these few rows. Unknown users bring events, but no users.
 */
export function gapsSql(days: string): string {
  return `SELECT day, least(day - previous_day, ${longestGapDays})::INTEGER AS gap, day = first_day AS is_first, count(*) FILTER (user >= 0) AS users, sum(events)::BIGINT AS events, sum(minutes) AS minutes
    FROM (${days}) GROUP BY 1, 2, 3`;
}

/** Writes the gaps of everybody. */
export async function buildZoneGaps(daysPath: string, target: string): Promise<void> {
  await writeWhole(gapsSql(`SELECT * FROM ${parquetTable(daysPath)}`), target);
}

/** The file appears under its name only when it is complete. */
async function writeWhole(select: string, target: string): Promise<void> {
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    await withConnection((connection) => connection.run(`COPY (${select}) TO ${quoteLiteral(partial)} (FORMAT parquet, COMPRESSION snappy)`));
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw warehouseError(error);
  }
}
