import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { withConnection } from "./instance";
import { daySql, localSlotSql, type ZoneOffset } from "./local-time";
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
  const partial = `${target}.${randomUUID()}.partial`;
  const day = daySql(localSlotSql("slot", offsets));
  const select = `WITH days AS (
      SELECT user, ${day}::INTEGER AS day, count(*)::INTEGER AS events, sum(minutes) AS minutes, min(at_ms) AS first_ms, max(at_ms) AS last_ms FROM ${parquetTable(eventsPath)} GROUP BY 1, 2
    )
    SELECT user, day, events, minutes, first_ms, last_ms,
      coalesce(lag(day) OVER by_user, ${noDay.before})::INTEGER AS previous_day,
      coalesce(lead(day) OVER by_user, ${noDay.after})::INTEGER AS next_day,
      first_value(day) OVER by_user AS first_day
    FROM days WINDOW by_user AS (PARTITION BY user ORDER BY day)`;
  try {
    await withConnection((connection) => connection.run(`COPY (${select}) TO ${quoteLiteral(partial)} (FORMAT parquet, COMPRESSION snappy)`));
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw warehouseError(error);
  }
}
