import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnType } from "../schemas/column";
import type { CastPlan } from "./cast-plan";
import { literalPath, parquetTable, quoteLiteral } from "./quote-sql";
import type { ScanReport } from "./scan-file";
import type { StagedTable } from "./stage-table";

const reasons: Record<ColumnType, string> = {
  integer: "Not a whole number", decimal: "Not a number", boolean: "Neither true nor false",
  date: "Not a date", timestamp: "Not a date with time", text: "Not readable",
};

export interface RejectSources {
  staged: StagedTable;
  names: readonly string[];
  plans: readonly CastPlan[];
  /** The staged table has `record` and `line`. */
  hasRecords: boolean;
  /** CSV of records that could not be split into cells. */
  structuralPath?: string;
  /** Line of a record where the staged table has none; without it, record + 1. */
  lineShifts?: ScanReport["lineShifts"];
  rowIdOffset: number;
}

function columnTable(sources: RejectSources): string {
  const entries = sources.names.map((name, j) => `(${j}, ${quoteLiteral(name)}, ${quoteLiteral(reasons[sources.plans[j]?.type ?? "text"])})`);
  return `(VALUES ${entries.join(", ")}) AS columns(number, name, reason)`;
}

/** Bad cells of the staged table, one row each. */
function cellRejects(sources: RejectSources): string {
  const table = parquetTable(sources.staged.path, { rowNumbers: !sources.hasRecords });
  const number = sources.hasRecords ? "record" : "file_row_number";
  const bad = `SELECT ${number}::BIGINT AS record, ${sources.hasRecords ? "line" : "0"} AS line, unnest(bad, recursive := true) FROM ${table} WHERE bad IS NOT NULL`;
  const shifts = sources.lineShifts;
  const joined = sources.hasRecords || !shifts || shifts.records.length === 0
    ? `SELECT record, ${sources.hasRecords ? "line" : "record + 1"} AS line, c, v FROM (${bad})`
    : `SELECT b.record, b.record + s.shift AS line, c, v FROM (${bad}) b ASOF JOIN (VALUES ${shifts.records.map((record, i) => `(${record}, ${shifts.shifts[i]})`).join(", ")}) AS s(since, shift) ON b.record >= s.since`;
  return `SELECT record, line, name AS "column", v AS value, reason, number FROM (${joined}) JOIN ${columnTable(sources)} ON c = number`;
}

/**
 * Writes the rejected rows to a Parquet file: row_id, line (1-based, in the uploaded file), column (empty when the whole
 * record is at fault), value, reason. A row with several faults has several lines here. In the order of the file.
 */
export async function writeRejects(connection: DuckDBConnection, sources: RejectSources, path: string): Promise<void> {
  const parts: string[] = [];
  if (sources.staged.badRows > 0) parts.push(cellRejects(sources));
  if (sources.structuralPath) {
    const reader = `read_csv(${quoteLiteral(literalPath(sources.structuralPath))}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', columns = {'record': 'BIGINT', 'line': 'BIGINT', 'column': 'VARCHAR', 'value': 'VARCHAR', 'reason': 'VARCHAR'})`;
    parts.push(`SELECT record, line, coalesce("column", '') AS "column", coalesce(value, '') AS value, reason, 0 AS number FROM ${reader}`);
  }
  await writeParts(connection, parts, sources.rowIdOffset, path);
}

/** Writes the file of rejected rows where there are none. */
export async function writeNoRejects(connection: DuckDBConnection, path: string): Promise<void> {
  await writeParts(connection, [], 0, path);
}

async function writeParts(connection: DuckDBConnection, parts: readonly string[], rowIdOffset: number, path: string): Promise<void> {
  const all = parts.length > 0 ? parts : [`SELECT 0 AS record, 0 AS line, '' AS "column", '' AS value, '' AS reason, 0 AS number WHERE false`];
  const select = `SELECT (record + ${rowIdOffset})::BIGINT AS row_id, line::BIGINT AS line, "column", value, reason FROM (${all.join(" UNION ALL ")}) ORDER BY record, number`;
  await connection.run(`COPY (${select}) TO ${quoteLiteral(path)} (FORMAT parquet)`);
}
