import { z } from "zod";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
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
  const { sql, bindings } = placesSql(scope, limit);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map(({ place, ...row }) => ({ column: scope.placeNames[place] ?? "", ...row }));
}

/** Distinct users in two steps, as for peak times. */
export function placesSql(scope: Scope, limit: number): Fragment {
  const events = scopedEvents(scope);
  const columns = scope.placeNames.map(
    (_, place) => `SELECT ${place} AS place, code, sum(events)::BIGINT AS events, count(*) FILTER (user >= 0) AS users, sum(minutes) AS minutes
      FROM (SELECT place_${place} AS code, user, count(*) AS events, sum(minutes) AS minutes FROM events WHERE place_${place} >= 0 GROUP BY 1, 2) GROUP BY code`,
  );
  return {
    sql: `WITH events AS (${events.sql}), found AS (${columns.join(" UNION ALL ")}),
      ranked AS (SELECT *, (sum(events) OVER (PARTITION BY place))::BIGINT AS known, row_number() OVER (PARTITION BY place ORDER BY events DESC, code) AS rank FROM found)
      SELECT r.place, p.value, r.events, r.users, r.minutes, r.known FROM ranked r JOIN ${parquetTable(scope.index.places)} p ON p.place = r.place AND p.code = r.code
      WHERE rank <= $limit ORDER BY r.place, r.events DESC, p.value`,
    bindings: { ...events.bindings, limit },
  };
}
