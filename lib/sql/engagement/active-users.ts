import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { dayText, userGaps, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({ date: z.string(), dau: z.number(), wau: z.number(), mau: z.number() });

/** Distinct users in the 1, 7 and 30 days that end on each date; the windows look back before the asked range. */
export async function activeUsers(scope: Scope): Promise<ChartRows["active-users"]> {
  const { sql, bindings } = activeUsersSql(scope);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map((row) => ({ ...row, stickinessRatio: row.mau > 0 ? row.dau / row.mau : null }));
}

/**
 * In the window of w days that ends on a date, a user counts on the first of their days in it: the one whose gap reaches
 * back before it. So a day with a gap counts from w − gap days later (at once, when the gap is at least w) until it leaves
 * the window after w days: running sums of arrivals and departures, and nobody is counted twice.
 */
export function activeUsersSql(scope: Scope): Fragment {
  const gaps = userGaps(scope);
  return {
    sql: `WITH known AS (SELECT day, gap, users FROM (${gaps.sql}) WHERE users > 0 AND day <= $to_day),
      changes AS (
        SELECT day, sum(users) AS dau, 0 AS week, 0 AS month FROM known GROUP BY 1
        UNION ALL SELECT greatest(day, day - gap + 7), 0, sum(users), 0 FROM known GROUP BY 1
        UNION ALL SELECT day + 7, 0, -sum(users), 0 FROM known GROUP BY 1
        UNION ALL SELECT greatest(day, day - gap + 30), 0, 0, sum(users) FROM known GROUP BY 1
        UNION ALL SELECT day + 30, 0, 0, -sum(users) FROM known GROUP BY 1
      ),
      every_day AS (
        SELECT d.day, coalesce(sum(dau), 0)::BIGINT AS dau, coalesce(sum(week), 0)::BIGINT AS week, coalesce(sum(month), 0)::BIGINT AS month
        FROM range($data_first_day::BIGINT, $to_day::BIGINT + 1) AS d(day) LEFT JOIN changes c ON c.day = d.day GROUP BY 1
      ),
      running AS (SELECT day, dau, (sum(week) OVER (ORDER BY day))::BIGINT AS wau, (sum(month) OVER (ORDER BY day))::BIGINT AS mau FROM every_day)
      SELECT ${dayText("day")} AS date, dau, wau, mau FROM running WHERE day >= $from_day ORDER BY day`,
    bindings: { ...gaps.bindings, from_day: scope.fromDay, to_day: scope.toDay, data_first_day: scope.dataFirstDay },
  };
}
