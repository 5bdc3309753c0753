import { z } from "zod";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { scopedEvents, type Fragment, type Scope } from "./scope";

const sum = z.number();
/** Sums over users; x counts a user's events of the category, n all that have a category; 1 is the range, 0 the days before it. */
const rowSchema = z.object({
  category: z.string(),
  x1: sum, x0: sum, x1x1: sum, x1x0: sum, x0x0: sum, x1n1: sum, x1n0: sum, x0n1: sum, x0n0: sum,
  n1: sum, n0: sum, n1n1: sum, n1n0: sum, n0n0: sum, clusters: sum,
});
export type CategorySums = z.infer<typeof rowSchema>;

/** What the change of each category's share is reckoned from, for the range against as many days just before it. */
export async function categorySums(scope: Scope): Promise<CategorySums[]> {
  const { sql, bindings } = categorySumsSql(scope);
  return query(sql, bindings, rowSchema);
}

/** Events of unknown users are left out, unless the data know no users at all: then each day counts as one cluster. */
export function categorySumsSql(scope: Scope): Fragment {
  const days = scope.toDay - scope.fromDay + 1;
  const events = scopedEvents({ ...scope, fromDay: scope.fromDay - days });
  const unit = scope.has.user ? "user" : "day";
  return {
    sql: `WITH events AS (SELECT ${unit} AS unit, cell, (day >= $range_start)::INTEGER AS now FROM (${events.sql}) WHERE cell >= 0${scope.has.user ? " AND user >= 0" : ""}),
      totals AS (SELECT unit, sum(now)::DOUBLE AS n1, (count(*) - sum(now))::DOUBLE AS n0 FROM events GROUP BY 1),
      all_units AS (SELECT sum(n1) AS n1, sum(n0) AS n0, sum(n1 * n1) AS n1n1, sum(n1 * n0) AS n1n0, sum(n0 * n0) AS n0n0, count(*) AS clusters FROM totals),
      cells AS (SELECT code, category, (dense_rank() OVER (ORDER BY category) - 1)::INTEGER AS kind FROM (SELECT code, unnest(categories) AS category FROM ${parquetTable(scope.index.cells)})),
      per_unit AS (SELECT unit, kind, sum(now)::DOUBLE AS x1, (count(*) - sum(now))::DOUBLE AS x0 FROM events JOIN cells ON code = cell GROUP BY 1, 2),
      per_category AS (
        SELECT kind, sum(x1) AS x1, sum(x0) AS x0, sum(x1 * x1) AS x1x1, sum(x1 * x0) AS x1x0, sum(x0 * x0) AS x0x0,
          sum(x1 * n1) AS x1n1, sum(x1 * n0) AS x1n0, sum(x0 * n1) AS x0n1, sum(x0 * n0) AS x0n0
        FROM per_unit JOIN totals USING (unit) GROUP BY 1
      )
      SELECT category, per_category.* EXCLUDE (kind), all_units.* FROM per_category JOIN (SELECT DISTINCT kind, category FROM cells) USING (kind) CROSS JOIN all_units WHERE n1 > 0 AND n0 > 0 ORDER BY x1 DESC, category`,
    bindings: { ...events.bindings, range_start: scope.fromDay },
  };
}
