import { slotMs } from "./local-time";

/** An event lasts at most this long, whatever its duration column says: one wrong number must not join a year of sessions. */
export const longestEventMinutes = 24 * 60;

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
