import type { DuckDBConnection } from "@duckdb/node-api";
import { describeParquet, type StoredColumn } from "./describe-parquet";
import { rowsOn } from "./query";
import { parquetTable, quoteIdentifier, quoteLiteral } from "./quote-sql";

export type ExportFormat = "csv" | "json" | "parquet";

export interface ExportOptions {
  parquetPath: string;
  /** Parquet of `writeAssignments`; its columns come after the data's, joined on `row_id`. */
  assignmentsPath?: string;
  format: ExportFormat;
  /** Columns of the data to write, in order; all when absent. */
  columns?: readonly string[];
  /** Columns of the assignments to write; `segment` and `confidence` (where it exists) when absent. */
  assignmentColumns?: readonly string[];
  /** Only rows of these segments. */
  segments?: readonly number[];
  /** Adds a column `segment_name` after `segment`. */
  segmentNames?: Readonly<Record<number, string>>;
}

/** Of a confidence as text: the f32 that is stored holds no more. */
const confidenceDecimals = 6;

interface OutputColumn {
  sql: string;
  name: string;
  type: StoredColumn["type"];
}

/**
 * A text that a spreadsheet would run as a formula gets a leading apostrophe; plain numbers such as -5 or +49 stay.
 * `contains` and not `IN (…)`: DuckDB turns lists into a join, which loses the order of the rows.
 */
export function disarmedText(sql: string): string {
  return `CASE WHEN ${sql} <> '' AND contains('=+-@' || chr(9) || chr(10) || chr(13), left(${sql}, 1)) AND NOT regexp_full_match(${sql}, '[-+]?(\\d+([.,]\\d+)*|[.,]\\d+)([eE][-+]?\\d+)?%?') THEN '''' || ${sql} ELSE ${sql} END`;
}

/** The same rule as {@link disarmedText} for a text in hand, such as a column's name. */
export function disarm(text: string): string {
  const isNumber = /^[-+]?(\d+([.,]\d+)*|[.,]\d+)([eE][-+]?\d+)?%?$/u.test(text);
  return /^[=+\-@\t\n\r]/u.test(text) && !isNumber ? `'${text}` : text;
}

/** A time as ISO 8601 in UTC, the fraction of the second only where there is one. */
function isoTime(sql: string): string {
  const utc = `(${sql} AT TIME ZONE 'UTC')`;
  return `CASE WHEN epoch_us(${sql}) % 1000000 = 0 THEN strftime(${utc}, '%Y-%m-%dT%H:%M:%SZ') ELSE strftime(${utc}, '%Y-%m-%dT%H:%M:%S.%gZ') END`;
}

function written(column: OutputColumn, format: ExportFormat): string {
  const value = format !== "parquet" && column.type === "timestamp" ? isoTime(column.sql) : column.sql;
  const safe = format === "csv" && column.type === "text" ? disarmedText(value) : value;
  return `${safe} AS ${quoteIdentifier(format === "csv" ? disarm(column.name) : column.name)}`;
}

function nameExpression(names: Readonly<Record<number, string>>): string {
  const cases = Object.entries(names).map(([segment, name]) => `WHEN ${Number(segment)} THEN ${quoteLiteral(name)}`);
  return cases.length > 0 ? `CASE a.segment ${cases.join(" ")} END` : "NULL::VARCHAR";
}

async function assignmentOutputs(connection: DuckDBConnection, options: ExportOptions): Promise<OutputColumn[]> {
  if (options.assignmentsPath === undefined) return [];
  const stored = await describeParquet(connection, options.assignmentsPath);
  const wanted = options.assignmentColumns ?? ["segment", "confidence"];
  const outputs: OutputColumn[] = [];
  for (const name of wanted) {
    const found = stored.find((column) => column.name === name);
    if (!found) continue;
    const sql = `a.${quoteIdentifier(name)}`;
    outputs.push({ sql: name === "confidence" && options.format === "csv" ? `round(${sql}::DOUBLE, ${confidenceDecimals})` : sql, name, type: found.type });
    if (name === "segment" && options.segmentNames) {
      outputs.push({ sql: nameExpression(options.segmentNames), name: "segment_name", type: "text" });
    }
  }
  return outputs;
}

/** A data column whose name an added column needs is written as `NAME_original`. */
function withFreeNames(data: StoredColumn[], added: readonly OutputColumn[]): OutputColumn[] {
  const taken = new Set([...data.map((column) => column.name), ...added.map((column) => column.name)]);
  return data.map((column) => {
    let name = column.name;
    if (added.some((output) => output.name === name)) {
      while (taken.has(name)) name = `${name}_original`;
      taken.add(name);
    }
    return { sql: `d.${quoteIdentifier(column.name)}`, name, type: column.type };
  });
}

/** Both files have the same rows in the same order, as they do unless rows were left out of the run. */
async function areAligned(connection: DuckDBConnection, parquetPath: string, assignmentsPath: string): Promise<boolean> {
  const [row] = await rowsOn(
    connection,
    `SELECT count(*) AS n FROM (SELECT row_id FROM ${parquetTable(parquetPath)}) d POSITIONAL JOIN (SELECT row_id FROM ${parquetTable(assignmentsPath)}) a WHERE d.row_id IS DISTINCT FROM a.row_id`,
  );
  return row?.n === 0;
}

/**
 * The SELECT that an export writes: the data's columns, then the assignments', in the order of `row_id`.
 * Stored files lie in that order already; only a join of files with different rows has to be sorted.
 */
export async function exportSelect(connection: DuckDBConnection, options: ExportOptions): Promise<string> {
  const { parquetPath, assignmentsPath } = options;
  const all = await describeParquet(connection, parquetPath);
  const chosen = options.columns ? options.columns.flatMap((name) => all.filter((column) => column.name === name)) : all;
  const added = await assignmentOutputs(connection, options);
  const outputs = [...withFreeNames(chosen, added), ...added].map((column) => written(column, options.format));
  const from = `SELECT ${outputs.join(", ")} FROM ${parquetTable(parquetPath)} d`;
  if (assignmentsPath === undefined) return from;
  const segments = options.segments && `list_contains([${options.segments.map(Number).join(", ")}]::INTEGER[], a.segment)`;
  const where = segments ? ` WHERE ${segments}` : "";
  if (await areAligned(connection, parquetPath, assignmentsPath)) return `${from} POSITIONAL JOIN ${parquetTable(assignmentsPath)} a${where}`;
  return `${from} LEFT JOIN ${parquetTable(assignmentsPath)} a ON a.row_id = d.row_id${where} ORDER BY d.row_id`;
}
