import { z } from "zod";
import { keySql } from "../../warehouse/key-sql";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";

const rowSchema = z.object({ key: z.string(), segment: z.number() });

/** The segment of each person of a run on profiles, by the person's key; of repeated keys the first row counts. Noise is left out. */
export async function userSegments(run: { profilesPath: string; keyColumn: string; assignmentsPath: string }): Promise<Map<string, number>> {
  const rows = await query(
    `SELECT ${keySql(`p.${quoteIdentifier(run.keyColumn)}`)} AS key, arg_min(a.segment, a.row_id)::INTEGER AS segment
     FROM ${parquetTable(run.assignmentsPath)} a JOIN ${parquetTable(run.profilesPath)} p ON p.row_id = a.row_id
     WHERE a.segment >= 0 AND p.${quoteIdentifier(run.keyColumn)} IS NOT NULL GROUP BY 1`,
    [],
    rowSchema,
  );
  return new Map(rows.map(({ key, segment }) => [key, segment]));
}
