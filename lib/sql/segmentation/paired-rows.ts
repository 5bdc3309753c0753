import { z } from "zod";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";

/** Rows with the segment that something put them in. */
export interface SegmentedRows {
  rowsPath: string;
  assignmentsPath: string;
}

export interface PairedQuestion {
  first: SegmentedRows;
  second: SegmentedRows;
  /** The column whose values say which rows are the same; without one the `row_id` does. */
  key?: string;
}

/** Both sides' rows that are the same; of rows that share a key, the one that stands first. */
function pairedSql({ first, second, key }: PairedQuestion): string {
  const side = ({ rowsPath, assignmentsPath }: SegmentedRows): string => {
    const assignments = parquetTable(assignmentsPath);
    if (key === undefined) return `SELECT row_id, segment, row_id AS k FROM ${assignments}`;
    const column = quoteIdentifier(key);
    return `SELECT f.row_id, f.segment, d.k FROM ${assignments} f JOIN (
      SELECT min(row_id) AS row_id, ${column}::VARCHAR AS k FROM ${parquetTable(rowsPath)} WHERE ${column} IS NOT NULL GROUP BY 2) d ON d.row_id = f.row_id`;
  };
  return `a AS (${side(first)}), b AS (${side(second)}), pairs AS (SELECT a.row_id, a.segment, b.segment AS other FROM a JOIN b ON a.k = b.k)`;
}

const pairSchema = z.object({ segment: z.number().int(), other: z.number().int(), rows: z.number().int() });

/** How many rows are in each pair of segments. */
export async function segmentPairs(question: PairedQuestion): Promise<{ segment: number; otherSegment: number; rows: number }[]> {
  const found = await query(`WITH ${pairedSql(question)} SELECT segment, other, count(*) AS rows FROM pairs GROUP BY ALL ORDER BY segment, other`, [], pairSchema);
  return found.map(({ segment, other, rows }) => ({ segment, otherSegment: other, rows }));
}

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const pairedRowSchema = z.object({ row_id: z.number().int(), segment: z.number().int(), other: z.number().int() }).catchall(cellSchema);

export interface PairedRowsQuestion extends PairedQuestion {
  /** Only rows in one of these pairs of segments. */
  pairs: { segment: number; otherSegment: number }[];
  /** Columns of the first side's data. */
  columns: string[];
  limit: number;
  offset: number;
}

export interface PairedRow {
  rowId: number;
  segment: number;
  otherSegment: number;
  cells: z.infer<typeof cellSchema>[];
}

/** The rows in some pairs of segments, in the order of the first side's file. */
export async function pairedRows({ pairs, columns, limit, offset, ...question }: PairedRowsQuestion): Promise<PairedRow[]> {
  if (pairs.length === 0) return [];
  const wanted = pairs.map(() => "(segment = ? AND other = ?)").join(" OR ");
  const cells = columns.map((name, j) => `, d.${quoteIdentifier(name)} AS c${j}`).join("");
  const found = await query(
    `WITH ${pairedSql(question)}, page AS (SELECT * FROM pairs WHERE ${wanted} ORDER BY row_id LIMIT ? OFFSET ?)
     SELECT page.row_id, page.segment, page.other${cells} FROM page JOIN ${parquetTable(question.first.rowsPath)} d ON d.row_id = page.row_id ORDER BY page.row_id`,
    [...pairs.flatMap(({ segment, otherSegment }) => [segment, otherSegment]), limit, offset],
    pairedRowSchema,
  );
  return found.map((row) => ({ rowId: row.row_id, segment: row.segment, otherSegment: row.other, cells: columns.map((_, j) => row[`c${j}`] ?? null) }));
}
