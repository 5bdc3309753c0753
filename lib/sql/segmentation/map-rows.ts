import { z } from "zod";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";

const mapRowSchema = z.object({
  row_id: z.number().int(),
  x: z.number(),
  y: z.number(),
  segment: z.number().int(),
  confidence: z.number(),
  label: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  total: z.number().int(),
});
export type MapRow = z.infer<typeof mapRowSchema>;

export interface MapQuestion {
  rowsPath: string;
  assignmentsPath: string;
  /** Where the rows lie, when that isn't the plane of their principal components; rows that are not in it are left out. */
  placesPath?: string;
  /** Column of the data that names a row. */
  labelColumn?: string;
  limit: number;
}

/** Rows that even the smallest segment keeps on a thinned-out map. */
const leastPerSegment = 30;

/**
 * Rows on the plane of the first two principal components, in the order of `row_id`. Above `limit` rows it is a sample:
 * 30 rows of every segment and its share of the rest, chosen by a hash of the row's number, so that it is always the same.
 */
export async function mapRows({ rowsPath, assignmentsPath, placesPath, labelColumn, limit }: MapQuestion): Promise<MapRow[]> {
  const join = labelColumn === undefined ? "" : ` LEFT JOIN ${parquetTable(rowsPath)} d ON d.row_id = chosen.row_id`;
  const label = labelColumn === undefined ? "NULL" : `d.${quoteIdentifier(labelColumn)}`;
  const [x, y] = placesPath === undefined ? ["pc1", "coalesce(pc2, 0)"] : ["x", "y"];
  const places = placesPath === undefined ? "" : ` JOIN (SELECT row_id, x, y FROM ${parquetTable(placesPath)}) USING (row_id)`;
  return query(
    `WITH placed AS (
       SELECT row_id, ${x}::DOUBLE AS x, ${y}::DOUBLE AS y, segment, coalesce(confidence, 1)::DOUBLE AS confidence,
              row_number() OVER (PARTITION BY segment ORDER BY hash(row_id), row_id) AS place,
              count(*) OVER () AS total
       FROM ${parquetTable(assignmentsPath)}${places} WHERE ${x} IS NOT NULL),
     sizes AS (SELECT segment AS of_segment, count(*) AS size, least(count(*), ?, floor(?::DOUBLE / count(*) OVER ())) AS base FROM placed GROUP BY segment),
     rest AS (SELECT sum(base) AS taken, sum(size - base) AS remaining FROM sizes),
     chosen AS (
       SELECT * FROM placed JOIN sizes ON of_segment = segment, rest
       WHERE total <= ? OR place <= base + floor((? - taken) * (size - base) / greatest(1, remaining)))
     SELECT chosen.row_id, x, y, segment, confidence, total, ${label} AS label
     FROM chosen${join} ORDER BY chosen.row_id`,
    [leastPerSegment, limit, limit, limit],
    mapRowSchema,
  );
}
