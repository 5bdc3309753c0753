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
  /** Only these rows; few of them. */
  rowIds?: number[];
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
  const { columns, segment, rowIds, doubtful } = question;
  const assignments = parquetTable(question.assignmentsPath);
  const inRows = rowIds === undefined ? "TRUE" : rowIds.length === 0 ? "FALSE" : `a.row_id IN (${rowIds.map(() => "?").join(", ")})`;
  const conditions = [segment === undefined ? "TRUE" : "a.segment = ?", inRows, doubtful ? doubtfulCondition : "TRUE"].join(" AND ");
  const bindings = [...(segment === undefined ? [] : [segment]), ...(rowIds ?? [])];
  const [counted] = await query(`SELECT count(*) AS n FROM ${assignments} a WHERE ${conditions}`, bindings, z.object({ n: z.number().int() }));
  const data = parquetTable(question.rowsPath);
  const order = orderOf(question);
  // The page is found with the one column that it is sorted by; only its few rows are then looked up in full.
  const sorted = order.column ? ` JOIN (SELECT row_id, ${order.column} AS sort_value FROM ${data}) s ON s.row_id = a.row_id` : "";
  const cells = columns.map((name, j) => `, d.${quoteIdentifier(name)} AS c${j}`).join("");
  const found = await query(
    `WITH page AS (
       SELECT a.row_id, a.segment, a.confidence::DOUBLE AS confidence, nullif(a.second_segment, -2) AS second_segment,
              a.silhouette::DOUBLE AS silhouette, a.distance::DOUBLE AS distance, ${order.key} AS sort_key
       FROM ${assignments} a${sorted} WHERE ${conditions} ORDER BY sort_key ${order.towards}, row_id LIMIT ? OFFSET ?)
     SELECT page.* EXCLUDE (sort_key)${cells} FROM page JOIN ${data} d ON d.row_id = page.row_id ORDER BY page.sort_key ${order.towards}, page.row_id`,
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

/** What a page is sorted by: `key` of the page's query, from `column` of the data where it is one. Ties go by `row_id`. */
function orderOf({ sort, direction, columns }: AssignedRowsQuestion): { key: string; towards: string; column?: string } {
  const towards = `${direction === "desc" ? "DESC" : "ASC"} NULLS LAST`;
  // A data column may bear the name of a figure; the figure is what this list shows and is meant.
  const figure = assignmentSorts.find((name) => name === sort);
  if (figure) return { key: `a.${figure}`, towards };
  if (sort === undefined || !columns.includes(sort)) return { key: "a.row_id", towards };
  return { key: "s.sort_value", towards, column: quoteIdentifier(sort) };
}
