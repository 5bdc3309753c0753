import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { calendar, dayText, periodsBetween, userDays, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({ cohort: z.string(), cohort_size: z.number(), period: z.number(), active_users: z.number() });

/**
 * Who comes back: a cohort is the users whose first event ever lies in a period; period n is the n-th after it.
 * Cohorts are those of the asked range; every cell up to the last period of the range is there, 0 where nobody came.
 */
export async function retention(scope: Scope, mode: "nth" | "on-or-after"): Promise<ChartRows["retention"]> {
  const { sql, bindings } = retentionSql(scope, mode);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map((row) => ({
    cohort: row.cohort,
    cohortSize: row.cohort_size,
    period: row.period,
    activeUsers: row.active_users,
    retentionRatio: row.active_users / row.cohort_size,
  }));
}

export function retentionSql(scope: Scope, mode: "nth" | "on-or-after"): Fragment {
  const days = userDays(scope);
  const periods = calendar(scope);
  return {
    sql: `WITH periods AS (${periods.sql}),
      visits AS (
        SELECT c.period_start AS cohort, p.period_start AS period, d.next_day, p.next_start
        FROM (${days.sql}) d JOIN periods p ON p.day = d.day JOIN periods c ON c.day = d.first_day
        WHERE d.user >= 0 AND d.day <= $to_day AND d.first_day BETWEEN $from_day AND $to_day AND ${countedVisit(mode)}
      ),
      counted AS (SELECT cohort, period, count(*) AS users FROM visits GROUP BY 1, 2),
      sizes AS (SELECT cohort, ${mode === "nth" ? "sum(users) FILTER (period = cohort)" : "sum(users)"}::BIGINT AS cohort_size FROM counted GROUP BY 1),
      cells AS (SELECT s.cohort, s.cohort_size, p.period FROM sizes s JOIN (SELECT DISTINCT period_start AS period FROM periods WHERE day <= $to_day) p ON p.period >= s.cohort)
      SELECT ${dayText("cells.cohort")} AS cohort, cohort_size, ${periodsBetween(scope, "cells.cohort", "cells.period")} AS period,
        ${mode === "nth" ? "coalesce(users, 0)" : "(sum(coalesce(users, 0)) OVER (PARTITION BY cells.cohort ORDER BY cells.period DESC))::BIGINT"} AS active_users
      FROM cells LEFT JOIN counted ON counted.cohort = cells.cohort AND counted.period = cells.period ORDER BY 1, 3`,
    bindings: { ...days.bindings, ...periods.bindings, from_day: scope.fromDay, to_day: scope.toDay },
  };
}

/** n-th: the user's first day in a period. On or after: the user's last day in the range, so that earlier periods add it up. */
function countedVisit(mode: "nth" | "on-or-after"): string {
  return mode === "nth" ? "d.previous_day < p.period_start" : "d.next_day > $to_day";
}
