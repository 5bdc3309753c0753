import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { calendar, dayText, userGaps, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({ period: z.string(), new: z.number(), returning: z.number(), resurrecting: z.number(), dormant: z.number() });

/**
 * Each period's users: new (first event ever), returning (active in the period before as well), resurrecting (active once,
 * not in the period before), and dormant (active in the period before, not in this one).
 */
export async function lifecycle(scope: Scope): Promise<ChartRows["lifecycle"]> {
  const { sql, bindings } = lifecycleSql(scope);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map(({ period, ...counts }) => ({ periodStart: period, ...counts }));
}

export function lifecycleSql(scope: Scope): Fragment {
  const gaps = userGaps(scope);
  const periods = calendar(scope);
  return {
    sql: `WITH periods AS (${periods.sql}),
      found AS (
        SELECT period_start, sum(users)::BIGINT AS active,
          (sum(users) FILTER (is_first))::BIGINT AS new_users,
          (sum(users) FILTER (NOT is_first AND gap <= day - previous_start))::BIGINT AS returning_users,
          (sum(users) FILTER (NOT is_first AND gap > day - previous_start))::BIGINT AS resurrecting_users
        FROM (${gaps.sql}) JOIN periods USING (day) WHERE day <= $to_day AND gap > day - period_start GROUP BY 1
      ),
      filled AS (
        SELECT p.period_start, coalesce(active, 0) AS active, coalesce(new_users, 0) AS new_users, coalesce(returning_users, 0) AS returning_users, coalesce(resurrecting_users, 0) AS resurrecting_users
        FROM (SELECT DISTINCT period_start FROM periods WHERE day <= $to_day) p LEFT JOIN found f ON f.period_start = p.period_start
      ),
      compared AS (SELECT *, coalesce(lag(active) OVER (ORDER BY period_start), 0) - returning_users AS dormant FROM filled)
      SELECT ${dayText("period_start")} AS period, new_users AS "new", returning_users AS "returning", resurrecting_users AS "resurrecting", dormant FROM compared
      WHERE period_start IN (SELECT period_start FROM periods WHERE day BETWEEN $from_day AND $to_day) ORDER BY period_start`,
    bindings: { ...gaps.bindings, ...periods.bindings, from_day: scope.fromDay, to_day: scope.toDay },
  };
}
