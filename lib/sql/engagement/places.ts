import { z } from "zod";
import { areKept } from "../../warehouse/event-totals";
import { countPerBit, kindMasks } from "../../warehouse/kind-masks";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { isWhole, memberFilter, scopedEvents, type Fragment, type Scope } from "./scope";

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
  const { sql, bindings } = placesSql(scope, limit);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map(({ place, ...row }) => ({ column: scope.placeNames[place] ?? "", ...row }));
}

/** Users of a column by its values as bits, all columns in one pass, or one by one where it has very many values. */
export function placesSql(scope: Scope, limit: number): Fragment {
  const { index, kinds } = scope;
  const events = scopedEvents(scope);
  const kept = kinds.places.flatMap((count, place) => (areKept(count) ? [place] : []));
  const masks = kept.flatMap((place) => kindMasks(`place_${place}`, kinds.places[place] ?? 0, `place_${place}`));
  const people = isWhole(scope) ? `SELECT * FROM ${parquetTable(index.userTotals)} WHERE user >= 0 AND ${memberFilter(scope).sql}` : `SELECT user, ${masks.join(", ")} FROM events WHERE user >= 0 GROUP BY 1`;
  const columns = scope.placeNames.map((_, place) => {
    const users = kept.includes(place) ? countPerBit("SELECT * FROM people", kinds.places[place] ?? 0, `place_${place}`) : `SELECT place_${place} AS kind, count(DISTINCT user) AS n FROM events WHERE user >= 0 GROUP BY 1`;
    return `SELECT ${place} AS place, code, events, coalesce(n, 0) AS users, minutes
      FROM (SELECT place_${place} AS code, count(*) AS events, sum(minutes) AS minutes FROM events WHERE place_${place} >= 0 GROUP BY 1) LEFT JOIN (${users}) ON kind = code`;
  });
  return {
    sql: `WITH events AS (${events.sql}), ${kept.length > 0 ? `people AS (${people}),` : ""} found AS (${columns.join(" UNION ALL ")}),
      ranked AS (SELECT *, (sum(events) OVER (PARTITION BY place))::BIGINT AS known, row_number() OVER (PARTITION BY place ORDER BY events DESC, code) AS rank FROM found)
      SELECT r.place, p.value, r.events, r.users, r.minutes, r.known FROM ranked r JOIN ${parquetTable(index.places)} p ON p.place = r.place AND p.code = r.code
      WHERE rank <= $limit ORDER BY r.place, r.events DESC, p.value`,
    bindings: { ...events.bindings, limit },
  };
}
