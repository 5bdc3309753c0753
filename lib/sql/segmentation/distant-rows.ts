import { z } from "zod";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const distantRowSchema = z.object({ row_id: z.number().int(), segment: z.number().int(), distance: z.number() }).catchall(cellSchema);

export interface DistantRowsQuestion {
  rowsPath: string;
  assignmentsPath: string;
  /** Only rows farther than this from the centroid of their segment. */
  beyond: number;
  columns: string[];
  limit: number;
}

export interface DistantRow {
  rowId: number;
  segment: number;
  distance: number;
  cells: z.infer<typeof cellSchema>[];
}

/** Rows far out, the farthest first. */
export async function distantRows({ rowsPath, assignmentsPath, beyond, columns, limit }: DistantRowsQuestion): Promise<DistantRow[]> {
  const cells = columns.map((name, j) => `, d.${quoteIdentifier(name)} AS c${j}`).join("");
  const found = await query(
    `WITH far AS (SELECT row_id, segment, distance::DOUBLE AS distance FROM ${parquetTable(assignmentsPath)} WHERE NOT isnan(distance) AND distance > ? ORDER BY distance DESC, row_id LIMIT ?)
     SELECT far.*${cells} FROM far JOIN ${parquetTable(rowsPath)} d ON d.row_id = far.row_id ORDER BY far.distance DESC, far.row_id`,
    [beyond, limit],
    distantRowSchema,
  );
  return found.map((row) => ({ rowId: row.row_id, segment: row.segment, distance: row.distance, cells: columns.map((_, j) => row[`c${j}`] ?? null) }));
}
