import { z } from "zod";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { calendar, dayText, scopedEvents, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({ period: z.string(), category: z.string(), events: z.number(), users: z.number(), minutes: z.number().nullable(), known: z.number() });

export interface CategoryPeriod {
  periodStart: string;
  category: string;
  events: number;
  users: number;
  minutes: number | null;
  /** The period's events that have any category. */
  known: number;
}

/** The most frequent categories of the range, period by period; a period without an event of a category is 0. */
export async function categoryTrend(scope: Scope, limit: number): Promise<CategoryPeriod[]> {
  const { sql, bindings } = categoryTrendSql(scope, limit);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map(({ period, ...row }) => ({ periodStart: period, ...row }));
}

/** Events are first added up by cell, period and user: cells and periods are few, and users are then counted without a distinct. */
export function categoryTrendSql(scope: Scope, limit: number): Fragment {
  const events = scopedEvents(scope);
  const periods = calendar(scope);
  return {
    sql: `WITH periods AS (${periods.sql}),
      sums AS (
        SELECT cell, period_start, user, count(*) AS events, sum(minutes) AS minutes FROM (${events.sql}) e JOIN periods p ON p.day = e.day WHERE cell >= 0 GROUP BY 1, 2, 3
      ),
      cells AS (SELECT code, unnest(categories) AS category FROM ${parquetTable(scope.index.cells)}),
      known AS (SELECT period_start, sum(events)::BIGINT AS known FROM sums GROUP BY 1),
      top AS (SELECT category FROM (SELECT cell, sum(events) AS events FROM sums GROUP BY 1) JOIN cells ON code = cell GROUP BY 1 ORDER BY sum(events) DESC, 1 LIMIT $limit),
      found AS (
        SELECT category, period_start, sum(events)::BIGINT AS events, count(DISTINCT user) FILTER (user >= 0) AS users, sum(minutes) AS minutes
        FROM sums JOIN cells ON code = cell WHERE category IN (SELECT category FROM top) GROUP BY 1, 2
      )
      SELECT ${dayText("a.period_start")} AS period, t.category, coalesce(f.events, 0) AS events, coalesce(f.users, 0) AS users, f.minutes, coalesce(k.known, 0) AS known
      FROM (SELECT DISTINCT period_start FROM periods WHERE day BETWEEN $from_day AND $to_day) a CROSS JOIN top t
      LEFT JOIN found f ON f.period_start = a.period_start AND f.category = t.category LEFT JOIN known k ON k.period_start = a.period_start
      ORDER BY a.period_start, t.category`,
    bindings: { ...events.bindings, ...periods.bindings, limit },
  };
}
