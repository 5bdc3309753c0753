import type { DuckDBConnection } from "@duckdb/node-api";
import { castSql, failedSql, type CastPlan } from "./cast-plan";
import { rowsOn } from "./query";
import { parquetTable, quoteLiteral } from "./quote-sql";
import { runTracked, type Tracking } from "./run-tracked";

/** Where the texts (or values) of a table come from. */
export interface StageSource {
  /** For the FROM. */
  table: string;
  /** Per column: SQL of its text. */
  texts: string[];
  /** Per column: SQL of its value when the source is typed already and the type is not overridden. */
  values?: (string | undefined)[];
  /** SQL of a record's number and line; without them a record's number is its place. */
  record?: { number: string; line: string };
}

export interface StagedTable {
  path: string;
  rows: number;
  /** Rows with a cell that its column's type does not fit. */
  badRows: number;
}

/**
 * Makes values of texts and writes them to a Parquet file with columns c0, c1 … in order, `bad` (the cells that failed,
 * with column number and text; NULL in good rows), and `record` and `line` when the source has them.
 */
export async function stageTable(
  connection: DuckDBConnection,
  source: StageSource,
  plans: readonly CastPlan[],
  path: string,
  tracking: Tracking,
): Promise<StagedTable> {
  const inner: string[] = source.record ? [`${source.record.number} AS record`, `${source.record.line} AS line`] : [];
  const outer: string[] = source.record ? ["record", "line"] : [];
  const failures: { test: string; entry: string }[] = [];
  for (const [j, plan] of plans.entries()) {
    const text = source.texts[j] ?? "NULL";
    outer.push(`c${j}`);
    const value = source.values?.[j];
    if (value !== undefined || plan.type === "text") {
      inner.push(`${value ?? text} AS c${j}`);
      continue;
    }
    inner.push(`${castSql(text, plan)} AS c${j}`, `${text} AS t${j}`);
    const test = failedSql(`t${j}`, `c${j}`);
    failures.push({ test, entry: `CASE WHEN ${test} THEN {'c': ${j}, 'v': left(t${j}, 1000)} END` });
  }
  const anyFailed = failures.map(({ test }) => `(${test})`).join(" OR ");
  const bad = failures.length > 0
    ? `CASE WHEN ${anyFailed} THEN list_filter([${failures.map(({ entry }) => entry).join(", ")}], lambda x: x IS NOT NULL) END`
    : "NULL::STRUCT(c INTEGER, v VARCHAR)[]";
  const select = `SELECT ${outer.join(", ")}, ${bad} AS bad FROM (SELECT ${inner.join(", ")} FROM ${source.table})`;
  await runTracked(connection, `COPY (${select}) TO ${quoteLiteral(path)} (FORMAT parquet, COMPRESSION snappy)`, tracking);
  const [counted] = await rowsOn(connection, `SELECT count(*) AS n, count(bad) AS bad FROM ${parquetTable(path)}`);
  return { path, rows: Number(counted?.n ?? 0), badRows: Number(counted?.bad ?? 0) };
}
