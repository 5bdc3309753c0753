import { z } from "zod";
import type { RowFilter } from "../../schemas/dataset";
import { storedColumns } from "../../warehouse/stored-columns";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { whereOf } from "../../warehouse/row-filter-sql";

export interface MemberQuestion {
  rowsPath: string;
  conditions: RowFilter[];
  /** Only rows in these segments of a run. */
  run?: { assignmentsPath: string; segments: number[] };
}

/** The `row_id` of every row that meets all conditions and is in any of the segments, ascending. */
export async function memberRows({ rowsPath, conditions, run }: MemberQuestion): Promise<Float64Array> {
  const where = whereOf(conditions, await storedColumns(rowsPath));
  const rows = `SELECT row_id FROM ${parquetTable(rowsPath)} WHERE ${where.sql}`;
  const marks = run?.segments.map(() => "?").join(", ");
  const inSegments = run ? ` JOIN (SELECT row_id FROM ${parquetTable(run.assignmentsPath)} WHERE segment IN (${marks})) a USING (row_id)` : "";
  const found = await query(`SELECT d.row_id FROM (${rows}) d${inSegments} ORDER BY d.row_id`, [...where.bindings, ...(run?.segments ?? [])], z.object({ row_id: z.number() }));
  return Float64Array.from(found, (row) => row.row_id);
}
