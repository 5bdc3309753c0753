import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { dayText, userDays, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({ date: z.string(), dau: z.number(), wau: z.number(), mau: z.number() });

/** Distinct users in the 1, 7 and 30 days that end on each date; the windows look back before the asked range. */
export async function activeUsers(scope: Scope): Promise<ChartRows["active-users"]> {
  const { sql, bindings } = activeUsersSql(scope);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map((row) => ({ ...row, stickinessRatio: row.mau > 0 ? row.dau / row.mau : null }));
}

/**
 * A user who was active on a day is in every window of w days until w days later, or until the next active day, which
 * takes over: so the windows are running sums of arrivals and departures, and nobody is counted twice.
 */
export function activeUsersSql(scope: Scope): Fragment {
  const days = userDays(scope);
  return {
    sql: `WITH known AS (SELECT day, next_day FROM (${days.sql}) WHERE user >= 0 AND day <= $to_day),
      changes AS (
        SELECT day, count(*) AS dau, 0 AS left_week, 0 AS left_month FROM known GROUP BY 1
        UNION ALL SELECT least(day + 7, next_day), 0, count(*), 0 FROM known GROUP BY 1
        UNION ALL SELECT least(day + 30, next_day), 0, 0, count(*) FROM known GROUP BY 1
      ),
      every_day AS (
        SELECT d.day, coalesce(sum(dau), 0)::BIGINT AS dau, coalesce(sum(left_week), 0)::BIGINT AS left_week, coalesce(sum(left_month), 0)::BIGINT AS left_month
        FROM range($data_first_day::BIGINT, $to_day::BIGINT + 1) AS d(day) LEFT JOIN changes c ON c.day = d.day GROUP BY 1
      ),
      running AS (
        SELECT day, dau, (sum(dau - left_week) OVER (ORDER BY day))::BIGINT AS wau, (sum(dau - left_month) OVER (ORDER BY day))::BIGINT AS mau FROM every_day
      )
      SELECT ${dayText("day")} AS date, dau, wau, mau FROM running WHERE day >= $from_day ORDER BY day`,
    bindings: { ...days.bindings, from_day: scope.fromDay, to_day: scope.toDay, data_first_day: scope.dataFirstDay },
  };
}
