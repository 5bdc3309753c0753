import { z } from "zod";
import type { ColumnType } from "../../schemas/column";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const sampleRowSchema = z.record(z.string(), cellSchema);

export interface SampleRowsQuestion {
  rowsPath: string;
  columns: { name: string; type: ColumnType }[];
  limit: number;
}

export interface SampleRow {
  rowId: number;
  /** In the order of the columns asked for. */
  cells: z.infer<typeof cellSchema>[];
}

/** At most `limit` rows from all over the file, chosen by a hash of the row's number: always the same ones, in their order. */
export async function sampleRows({ rowsPath, columns, limit }: SampleRowsQuestion): Promise<SampleRow[]> {
  const table = parquetTable(rowsPath);
  const selected = columns.map(({ name, type }, j) => `${castOf(name, type)} AS c${j}`);
  const rows = await query(
    `SELECT ${["row_id::DOUBLE AS row_id", ...selected].join(", ")} FROM ${table}
     WHERE row_id IN (SELECT row_id FROM ${table} ORDER BY hash(row_id), row_id LIMIT ?) ORDER BY row_id`,
    [limit],
    sampleRowSchema,
  );
  return rows.map((row) => ({ rowId: Number(row.row_id), cells: columns.map((_, j) => row[`c${j}`] ?? null) }));
}

/** Numbers as numbers; what is neither number nor boolean is a category to the preview, so its text will do. */
function castOf(name: string, type: ColumnType): string {
  const column = quoteIdentifier(name);
  if (type === "boolean") return column;
  return type === "integer" || type === "decimal" ? `${column}::DOUBLE` : `${column}::VARCHAR`;
}
