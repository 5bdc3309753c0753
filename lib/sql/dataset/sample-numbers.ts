import { z } from "zod";
import type { NumericColumn } from "../../schemas/feature-column";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";

const sampleRowSchema = z.record(z.string(), z.number().nullable());

export interface SampleQuestion {
  rowsPath: string;
  /** Numeric or boolean columns. */
  columns: string[];
  rowCount: number;
  sampledRows: number;
}

/** Every n-th row of some numeric columns (all rows where they are few), missing as NaN. */
export async function sampleNumbers({ rowsPath, columns, rowCount, sampledRows }: SampleQuestion): Promise<NumericColumn[]> {
  if (columns.length === 0) return [];
  const step = Math.max(1, Math.ceil(rowCount / sampledRows));
  const selected = columns.map((name, j) => `${quoteIdentifier(name)}::DOUBLE AS c${j}`).join(", ");
  const rows = await query(`SELECT ${selected} FROM ${parquetTable(rowsPath)} WHERE row_id % ? = 0`, [step], sampleRowSchema);
  return columns.map((name, j) => ({ kind: "numeric", name, values: Float64Array.from(rows, (row) => row[`c${j}`] ?? Number.NaN) }));
}
