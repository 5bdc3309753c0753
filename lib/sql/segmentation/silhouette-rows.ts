import { z } from "zod";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";

const silhouetteRowSchema = z.object({
  row_id: z.number().int(),
  segment: z.number().int(),
  silhouette: z.number(),
  segment_rows: z.number().int(),
  negative_rows: z.number().int(),
  segment_mean: z.number(),
  computed: z.number().int(),
  mean: z.number(),
});

/** Every segment shows its outline with at least that many rows. */
const leastPerSegment = 20;

/**
 * Rows by segment and silhouette, best first. Above `limit` rows each segment is thinned out evenly along its order,
 * first and last row kept, so that its outline stays.
 */
export async function silhouetteRows(assignmentsPath: string, limit: number) {
  return query(
    `WITH judged AS (
       SELECT row_id, segment, silhouette::DOUBLE AS silhouette,
              row_number() OVER (PARTITION BY segment ORDER BY silhouette DESC, row_id) AS place,
              count(*) OVER (PARTITION BY segment) AS segment_rows,
              count(*) FILTER (WHERE silhouette < 0) OVER (PARTITION BY segment) AS negative_rows,
              avg(silhouette::DOUBLE) OVER (PARTITION BY segment) AS segment_mean,
              count(*) OVER () AS computed, avg(silhouette::DOUBLE) OVER () AS mean
       FROM ${parquetTable(assignmentsPath)} WHERE silhouette IS NOT NULL AND segment >= 0),
     quotas AS (SELECT *, least(segment_rows, greatest(?, ceil(?::DOUBLE * segment_rows / computed))) AS quota FROM judged)
     SELECT row_id, segment, silhouette, segment_rows, negative_rows, segment_mean, computed, mean FROM quotas
     WHERE place = 1 OR place = segment_rows OR floor(place * quota / segment_rows) > floor((place - 1) * quota / segment_rows)
     ORDER BY segment, place`,
    [leastPerSegment, limit],
    silhouetteRowSchema,
  );
}

/** Rows of a run that are in it, noise included. */
export async function countAssigned(assignmentsPath: string): Promise<number> {
  const [counted] = await query(`SELECT count(*) AS n FROM ${parquetTable(assignmentsPath)}`, [], z.object({ n: z.number().int() }));
  return counted?.n ?? 0;
}
