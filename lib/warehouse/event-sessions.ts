import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { withConnection } from "./instance";
import { slotMs } from "./local-time";
import { warehouseError } from "./query";
import { parquetTable, quoteLiteral } from "./quote-sql";

/** An event lasts at most this long, whatever its duration column says: one wrong number must not join a year of sessions. */
const longestEventMinutes = 24 * 60;

/**
 * SQL of the sessions of known users among some events: user, from_ms, to_ms, slot (of the start), events.
 * A pause of more than the gap ends a session: from the end of what went before (its start, where no duration is known) to
 * the next start. A session reaches to the end of its last event.
 */
export function sessionsSql(events: string, gapMinutes: number): string {
  return `SELECT user, min(at_ms) AS from_ms, max(end_ms) AS to_ms, floor(min(at_ms) / ${slotMs}.0)::INTEGER AS slot, count(*)::INTEGER AS events
    FROM (
      SELECT user, at_ms, end_ms, sum(starts) OVER (PARTITION BY user ORDER BY at_ms, end_ms ROWS UNBOUNDED PRECEDING) AS session
      FROM (
        SELECT user, at_ms, end_ms,
          coalesce(at_ms - max(end_ms) OVER (PARTITION BY user ORDER BY at_ms, end_ms ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) > ${Number(gapMinutes) * 60_000}, true)::INTEGER AS starts
        FROM (SELECT user, at_ms, at_ms + (least(greatest(coalesce(minutes, 0), 0), ${longestEventMinutes}) * 60000)::BIGINT AS end_ms FROM (${events}) WHERE user >= 0)
      )
    ) GROUP BY user, session`;
}

/** Writes the sessions of an index's events, so that ten questions about them sort the events once. */
export async function buildSessions(eventsPath: string, gapMinutes: number, target: string): Promise<void> {
  const partial = `${target}.${randomUUID()}.partial`;
  const select = sessionsSql(`SELECT user, at_ms, minutes FROM ${parquetTable(eventsPath)}`, gapMinutes);
  try {
    await withConnection((connection) => connection.run(`COPY (${select}) TO ${quoteLiteral(partial)} (FORMAT parquet, COMPRESSION snappy)`));
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw warehouseError(error);
  }
}
