import { z } from "zod";
import type { RowFilter } from "../../schemas/dataset";
import { storedColumns } from "../../warehouse/stored-columns";
import { keySql } from "../../warehouse/key-sql";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";
import { whereOf } from "../../warehouse/row-filter-sql";

export interface MemberQuestion {
  rowsPath: string;
  conditions: RowFilter[];
  /** Only rows in these segments of a run. */
  run?: { assignmentsPath: string; segments: number[] };
  /** Only rows whose key is one of these. */
  picked?: { column: string; keys: string[] };
}

/** The `row_id` of every row that meets all conditions, is in any of the segments and was picked, ascending. */
export async function memberRows({ rowsPath, conditions, run, picked }: MemberQuestion): Promise<Float64Array> {
  const where = whereOf(conditions, await storedColumns(rowsPath));
  const inKeys = picked ? ` AND ${keySql(quoteIdentifier(picked.column))} IN (SELECT unnest(from_json(?::JSON, '["VARCHAR"]')))` : "";
  const rows = `SELECT row_id FROM ${parquetTable(rowsPath)} WHERE ${where.sql}${inKeys}`;
  const marks = run?.segments.map(() => "?").join(", ");
  const inSegments = run ? ` JOIN (SELECT row_id FROM ${parquetTable(run.assignmentsPath)} WHERE segment IN (${marks})) a USING (row_id)` : "";
  const found = await query(`SELECT d.row_id FROM (${rows}) d${inSegments} ORDER BY d.row_id`, [...where.bindings, ...(picked ? [JSON.stringify(picked.keys)] : []), ...(run?.segments ?? [])], z.object({ row_id: z.number() }));
  return Float64Array.from(found, (row) => row.row_id);
}
