import { z } from "zod";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { bitsPerMask, countPerBit, kindMasks, masksFor } from "./count-per-bit";
import { scopedEvents, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({ place: z.number(), value: z.string(), events: z.number(), users: z.number(), minutes: z.number().nullable(), known: z.number() });

export interface PlaceCount {
  column: string;
  value: string;
  events: number;
  users: number;
  minutes: number | null;
  /** Events that say anything in the column. */
  known: number;
}

/** Where events came from and on what: the most frequent values of each place column, most events first. */
export async function places(scope: Scope, limit: number): Promise<PlaceCount[]> {
  if (scope.placeNames.length === 0) return [];
  const values = await query(`SELECT place, count(*) AS n FROM ${parquetTable(scope.index.places)} GROUP BY 1`, [], z.object({ place: z.number(), n: z.number() }));
  const valueCounts = scope.placeNames.map((_, place) => values.find((each) => each.place === place)?.n ?? 0);
  const { sql, bindings } = placesSql(scope, limit, valueCounts);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map(({ place, ...row }) => ({ column: scope.placeNames[place] ?? "", ...row }));
}

/** Up to so many values of all columns together, users are counted by bits in one pass. */
const mostByBits = 6 * bitsPerMask;

/** @param valueCounts how many values each place column has: decides how its users are counted. */
export function placesSql(scope: Scope, limit: number, valueCounts: number[]): Fragment {
  const events = scopedEvents(scope);
  const isByBits = valueCounts.reduce((sum, count) => sum + masksFor(count), 0) * bitsPerMask <= mostByBits;
  const columns = scope.placeNames.map((_, place) => {
    const people = isByBits ? countPerBit("SELECT * FROM people", valueCounts[place] ?? 0, `place_${place}`) : `SELECT place_${place} AS kind, count(DISTINCT user) AS n FROM events WHERE user >= 0 GROUP BY 1`;
    return `SELECT ${place} AS place, code, events, coalesce(n, 0) AS users, minutes
      FROM (SELECT place_${place} AS code, count(*) AS events, sum(minutes) AS minutes FROM events WHERE place_${place} >= 0 GROUP BY 1) LEFT JOIN (${people}) ON kind = code`;
  });
  const masks = scope.placeNames.flatMap((_, place) => kindMasks(`place_${place}`, valueCounts[place] ?? 0, `place_${place}`));
  return {
    sql: `WITH events AS (${events.sql}), ${isByBits ? `people AS (SELECT user, ${masks.join(", ")} FROM events WHERE user >= 0 GROUP BY 1),` : ""} found AS (${columns.join(" UNION ALL ")}),
      ranked AS (SELECT *, (sum(events) OVER (PARTITION BY place))::BIGINT AS known, row_number() OVER (PARTITION BY place ORDER BY events DESC, code) AS rank FROM found)
      SELECT r.place, p.value, r.events, r.users, r.minutes, r.known FROM ranked r JOIN ${parquetTable(scope.index.places)} p ON p.place = r.place AND p.code = r.code
      WHERE rank <= $limit ORDER BY r.place, r.events DESC, p.value`,
    bindings: { ...events.bindings, limit },
  };
}
