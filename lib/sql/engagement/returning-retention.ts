import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { calendar, dayText, periodsBetween, userDays, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({ cohort: z.string(), cohort_size: z.number(), period: z.number(), active_users: z.number() });

/** Cohorts of one day are followed for this many periods: a year of days would pair every visit of a user with every other. */
const maximumPeriods = 60;

/**
 * Who comes back, of everybody who was active in a period, for the first time or not: period n is the n-th after it.
 * At most 60 periods are followed; every cell up to the range's last period is there.
 */
export async function returningRetention(scope: Scope, mode: "nth" | "on-or-after"): Promise<ChartRows["retention"]> {
  const { sql, bindings } = returningRetentionSql(scope, mode);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map((row) => ({ cohort: row.cohort, cohortSize: row.cohort_size, period: row.period, activeUsers: row.active_users, retentionRatio: row.active_users / row.cohort_size }));
}

export function returningRetentionSql(scope: Scope, mode: "nth" | "on-or-after"): Fragment {
  const days = userDays(scope);
  const periods = calendar(scope);
  // n-th: every later period of the user. On or after: the user's last one, so that adding up from the end counts each once.
  const later = mode === "nth" ? "active" : "(SELECT user, max(period) AS period FROM active GROUP BY 1)";
  return {
    sql: `WITH periods AS (${periods.sql}),
      numbered AS (SELECT period_start, row_number() OVER (ORDER BY period_start) - 1 AS number FROM (SELECT DISTINCT period_start FROM periods WHERE day BETWEEN $from_day AND $to_day)),
      active AS (
        SELECT d.user, n.number AS period FROM (${days.sql}) d JOIN periods p ON p.day = d.day JOIN numbered n ON n.period_start = p.period_start
        WHERE d.user >= 0 AND d.day BETWEEN $from_day AND $to_day AND d.previous_day < greatest(p.period_start, $from_day)
      ),
      sizes AS (SELECT period AS cohort, count(*) AS cohort_size FROM active GROUP BY 1),
      counted AS (
        SELECT a.period AS cohort, b.period AS later, count(*) AS users FROM active a JOIN ${later} b ON b.user = a.user AND b.period >= a.period
        ${mode === "nth" ? `WHERE b.period - a.period <= ${maximumPeriods}` : ""} GROUP BY 1, 2
      ),
      cells AS (SELECT s.cohort, s.cohort_size, n.number AS later, c.period_start AS cohort_start, n.period_start AS later_start
        FROM sizes s JOIN numbered c ON c.number = s.cohort JOIN numbered n ON n.number >= s.cohort)
      SELECT * FROM (SELECT ${dayText("cohort_start")} AS cohort, cohort_size, ${periodsBetween(scope, "cohort_start", "later_start")} AS period,
        ${mode === "nth" ? "coalesce(users, 0)" : "(sum(coalesce(users, 0)) OVER (PARTITION BY cells.cohort ORDER BY cells.later DESC))::BIGINT"} AS active_users
      FROM cells LEFT JOIN counted ON counted.cohort = cells.cohort AND counted.later = cells.later) WHERE period <= ${maximumPeriods} ORDER BY 1, 3`,
    bindings: { ...days.bindings, ...periods.bindings, from_day: scope.fromDay, to_day: scope.toDay },
  };
}
