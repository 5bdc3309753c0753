import { z } from "zod";
import { bitsPerMask, countBit } from "../../warehouse/kind-masks";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { calendar, dayText, periodCount, scopedEvents, type Fragment, type Scope } from "./scope";

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

/** Up to so many bits of a user hold every category in every period; beyond, users are grouped by period as well. */
const mostMasks = 6;

export function categoryTrendSql(scope: Scope, limit: number): Fragment {
  const events = scopedEvents(scope);
  const periods = calendar(scope);
  const shown = Math.min(limit, bitsPerMask);
  const perMask = Math.max(1, Math.floor(bitsPerMask / shown));
  const count = periodCount(scope);
  const masks = Array.from({ length: Math.max(1, Math.ceil(count / perMask)) }, (_, m) => m);
  const isByBits = masks.length <= mostMasks;
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
      numbered AS (SELECT day, period_start, dense_rank() OVER (ORDER BY period_start) - 1 AS number FROM periods WHERE day BETWEEN $from_day AND $to_day),
      people AS (${isByBits ? peopleByBits(masks, perMask, shown, count) : peopleByPeriod(shown)})
      SELECT ${dayText("a.period_start")} AS period, t.category, coalesce(f.events, 0) AS events, coalesce(u.users, 0) AS users, f.minutes, coalesce(k.known, 0) AS known
      FROM (SELECT DISTINCT period_start FROM periods WHERE day BETWEEN $from_day AND $to_day) a CROSS JOIN top t
      LEFT JOIN found f ON f.period_start = a.period_start AND f.kind = t.kind LEFT JOIN people u ON u.period_start = a.period_start AND u.kind = t.kind
      LEFT JOIN known k ON k.period_start = a.period_start
      ORDER BY a.period_start, t.category`,
    bindings: { ...events.bindings, ...periods.bindings, limit: shown },
  };
}

const ownMasks = "SELECT user, number, mask FROM events e JOIN masks ON code = cell JOIN numbered p ON p.day = e.day WHERE user >= 0";

/** A user's categories in each period as bits of a few numbers: users are grouped once. */
function peopleByBits(masks: number[], perMask: number, shown: number, count: number): string {
  const gathered = masks.map((m) => `bit_or(CASE WHEN number >= ${m * perMask} AND number < ${(m + 1) * perMask} THEN mask << ((number - ${m * perMask}) * ${shown}) ELSE 0 END) AS mask_${m}`);
  const sums = Array.from({ length: Math.max(1, count * shown) }, (_, i) => {
    const [number, kind] = [Math.floor(i / shown), i % shown];
    return countBit(`mask_${Math.floor(number / perMask)}`, (number % perMask) * shown + kind);
  });
  return `SELECT period_start, bit % ${shown} AS kind, users FROM (SELECT unnest(range(${sums.length})) AS bit, unnest([${sums.join(", ")}])::BIGINT AS users FROM (SELECT user, ${gathered.join(", ")} FROM (${ownMasks}) GROUP BY 1))
        JOIN (SELECT DISTINCT period_start, number FROM numbered) ON number = bit // ${shown}`;
}

function peopleByPeriod(shown: number): string {
  const sums = Array.from({ length: shown }, (_, kind) => countBit("mask", kind));
  return `SELECT period_start, kind, users FROM (SELECT number, unnest(range(${shown})) AS kind, unnest([${sums.join(", ")}])::BIGINT AS users FROM (SELECT user, number, bit_or(mask) AS mask FROM (${ownMasks}) GROUP BY 1, 2) GROUP BY 1)
        JOIN (SELECT DISTINCT period_start, number FROM numbered) USING (number)`;
}
