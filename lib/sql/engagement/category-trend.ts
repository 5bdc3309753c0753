import { z } from "zod";
import { bitsPerMask } from "../../warehouse/kind-masks";
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

/** The categories' bits, gathered for each user and period: at most as many categories as one number has bits. */
export function categoryTrendSql(scope: Scope, limit: number): Fragment {
  const events = scopedEvents(scope);
  const periods = calendar(scope);
  const shown = Math.min(limit, bitsPerMask);
  const sums = Array.from({ length: shown }, (_, kind) => `sum((mask >> ${kind}) & 1)`);
  return {
    sql: `WITH periods AS (${periods.sql}),
      events AS (SELECT user, cell, minutes, day FROM (${events.sql}) WHERE cell >= 0),
      sums AS (
        SELECT cell, period_start, sum(events)::BIGINT AS events, sum(minutes) AS minutes
        FROM (SELECT cell, day, count(*) AS events, sum(minutes) AS minutes FROM events GROUP BY 1, 2) d JOIN periods p ON p.day = d.day GROUP BY 1, 2
      ),
      cells AS (SELECT code, unnest(categories) AS category FROM ${parquetTable(scope.index.cells)}),
      known AS (SELECT period_start, sum(events)::BIGINT AS known FROM sums GROUP BY 1),
      top AS (
        SELECT category, row_number() OVER (ORDER BY events DESC, category) - 1 AS kind
        FROM (SELECT category, sum(events) AS events FROM sums JOIN cells ON code = cell GROUP BY 1) ORDER BY events DESC, category LIMIT $limit
      ),
      found AS (SELECT kind, period_start, sum(events)::BIGINT AS events, sum(minutes) AS minutes FROM sums JOIN cells ON code = cell JOIN top USING (category) GROUP BY 1, 2),
      masks AS (SELECT code, bit_or(1::BIGINT << kind) AS mask FROM cells JOIN top USING (category) GROUP BY 1),
      people AS (
        SELECT period_start, unnest(range(${shown})) AS kind, unnest([${sums.join(", ")}])::BIGINT AS users
        FROM (SELECT user, period_start, bit_or(mask) AS mask FROM events e JOIN masks ON code = cell JOIN periods p ON p.day = e.day WHERE user >= 0 GROUP BY 1, 2) GROUP BY period_start
      )
      SELECT ${dayText("a.period_start")} AS period, t.category, coalesce(f.events, 0) AS events, coalesce(u.users, 0) AS users, f.minutes, coalesce(k.known, 0) AS known
      FROM (SELECT DISTINCT period_start FROM periods WHERE day BETWEEN $from_day AND $to_day) a CROSS JOIN top t
      LEFT JOIN found f ON f.period_start = a.period_start AND f.kind = t.kind LEFT JOIN people u ON u.period_start = a.period_start AND u.kind = t.kind
      LEFT JOIN known k ON k.period_start = a.period_start
      ORDER BY a.period_start, t.category`,
    bindings: { ...events.bindings, ...periods.bindings, limit: shown },
  };
}
