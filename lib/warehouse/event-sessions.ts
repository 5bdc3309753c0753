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

/** The sessions under one pause: all of them, and how many there are of each length and number of events. */
export interface SessionFiles {
  sessions: string;
  totals: string;
}

/** SQL of `measure, value, sessions, users` from sessions of `user, tenths, events`: few rows, from which every mean, median and bar follows. */
export function sessionCountsSql(sessions: string): string {
  return `WITH found AS (${sessions}), people AS (SELECT count(*) AS users FROM (SELECT user FROM found GROUP BY 1)),
    counted AS (
      SELECT 'minutes' AS measure, tenths AS value, count(*) AS sessions FROM found GROUP BY 2
      UNION ALL SELECT 'events', events, count(*) FROM found GROUP BY 2
    )
    SELECT measure, value, sessions, users FROM counted CROSS JOIN people`;
}

/** Length of a session in tenths of a minute. */
export const tenthsSql = "((to_ms - from_ms) // 6000)::INTEGER";

/** Writes the sessions of an index's events, so that ten questions about them sort the events once. */
export async function buildSessions(eventsPath: string, gapMinutes: number, files: SessionFiles): Promise<void> {
  await writeWhole(sessionsSql(`SELECT user, at_ms, minutes FROM ${parquetTable(eventsPath)}`, gapMinutes), files.sessions);
  await writeWhole(sessionCountsSql(`SELECT user, ${tenthsSql} AS tenths, events FROM ${parquetTable(files.sessions)}`), files.totals);
}

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
