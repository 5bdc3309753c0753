import { z } from "zod";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const figureSchema = z.number().nullable();

const assignedRowSchema = z
  .object({ row_id: z.number().int(), segment: z.number().int(), confidence: figureSchema, second_segment: figureSchema, silhouette: figureSchema, distance: figureSchema })
  .catchall(cellSchema);

/** Columns of the assignments that rows can be sorted by. */
export const assignmentSorts = ["segment", "confidence", "silhouette", "distance"] as const;

export interface AssignedRowsQuestion {
  rowsPath: string;
  assignmentsPath: string;
  /** Columns of the data, in the order they are shown. */
  columns: string[];
  segment?: number;
  doubtful: boolean;
  /** One of `columns` or of `assignmentSorts`. */
  sort?: string;
  direction: "asc" | "desc";
  limit: number;
  offset: number;
}

export interface AssignedRow {
  rowId: number;
  segment: number;
  confidence: number | null;
  secondSegment: number | null;
  silhouette: number | null;
  distance: number | null;
  cells: z.infer<typeof cellSchema>[];
}

const doubtfulCondition = "(a.silhouette < 0 OR a.confidence < 0.15)";

/** Rows with their segment, filtered and sorted; rows that took no part are left out. `total` counts all that match. */
export async function assignedRows(question: AssignedRowsQuestion): Promise<{ rows: AssignedRow[]; total: number }> {
  const { columns, segment, doubtful } = question;
  const assignments = parquetTable(question.assignmentsPath);
  const conditions = [segment === undefined ? "TRUE" : "a.segment = ?", doubtful ? doubtfulCondition : "TRUE"].join(" AND ");
  const bindings = segment === undefined ? [] : [segment];
  const [counted] = await query(`SELECT count(*) AS n FROM ${assignments} a WHERE ${conditions}`, bindings, z.object({ n: z.number().int() }));
  const cells = columns.map((name, j) => `, d.${quoteIdentifier(name)} AS c${j}`).join("");
  const found = await query(
    `SELECT a.row_id, a.segment, a.confidence::DOUBLE AS confidence, nullif(a.second_segment, -2) AS second_segment,
            a.silhouette::DOUBLE AS silhouette, a.distance::DOUBLE AS distance${cells}
     FROM ${assignments} a JOIN ${parquetTable(question.rowsPath)} d ON d.row_id = a.row_id
     WHERE ${conditions} ORDER BY ${orderOf(question)} LIMIT ? OFFSET ?`,
    [...bindings, question.limit, question.offset],
    assignedRowSchema,
  );
  const rows = found.map((row) => ({
    rowId: row.row_id,
    segment: row.segment,
    confidence: row.confidence,
    secondSegment: row.second_segment,
    silhouette: row.silhouette,
    distance: row.distance,
    cells: columns.map((_, j) => row[`c${j}`] ?? null),
  }));
  return { rows, total: counted?.n ?? 0 };
}

function orderOf({ sort, direction, columns }: AssignedRowsQuestion): string {
  const towards = direction === "desc" ? "DESC" : "ASC";
  if (sort === undefined) return `a.row_id ${towards}`;
  // A data column may bear the name of a figure; the figure is what this list shows and is meant.
  const figure = assignmentSorts.find((name) => name === sort);
  const column = figure ? `a.${figure}` : columns.includes(sort) ? `d.${quoteIdentifier(sort)}` : "a.row_id";
  return `${column} ${towards} NULLS LAST, a.row_id`;
}
