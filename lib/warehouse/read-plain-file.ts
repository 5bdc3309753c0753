import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnType } from "../schemas/column";
import type { FeatureTable } from "../schemas/feature-column";
import type { LinesFile } from "./append-to-lines";
import { castSql, type CastPlan } from "./cast-plan";
import { detectFormat } from "./detect-format";
import { disarmedText } from "./export-select";
import { warehouseThreads, withConnection } from "./instance";
import { presumedUtf8 } from "./detect-encoding";
import { decodeText, unpackText } from "./prepare-text";
import { numberExpression, rawItems } from "./read-columns";
import { maybeOrdinary } from "./read-ordinary-table";
import { readPlainNumbers, type PlainNumbers } from "./read-plain-numbers";
import { scanFile } from "./scan-file";
import { csvReader, isStraight, layoutOf, type TextLayout } from "./text-layout";

export interface PlainFileRequest {
  sourcePath: string;
  fileName: string;
  tempFolder: string;
  /** Columns to read, none of them text; when empty, all numbers. */
  features: readonly string[];
}

/** A file that needs no repair: the numbers of its columns, and its lines as they are. */
export interface PlainFile {
  columns: { name: string; type: ColumnType }[];
  table: FeatureTable;
  lines: LinesFile;
}

/** SQL of a column's value, and of whether its cell would have to be rejected, or changed when it is written. */
function columnSql(plan: CastPlan, isPlainNumber: boolean, j: number): { value: string; oddity: string } {
  const raw = `r${j}`;
  if (plan.type === "text") return { value: raw, oddity: `${raw} IS DISTINCT FROM (${disarmedText(raw)})` };
  if (isPlainNumber) return { value: raw, oddity: `NOT isfinite(${raw})` };
  return { value: castSql(raw, plan), oddity: `c${j} IS NULL AND ${raw} IS NOT NULL` };
}

function selectSql({ text, dialect, lineEnd, plans, plainNumbers }: TextLayout, wanted: readonly number[]): string {
  const types = Object.fromEntries(plainNumbers.map((isPlain, j) => [`r${j}`, isPlain ? "DOUBLE" : "VARCHAR"]));
  const columns = plans.map((plan, j) => columnSql(plan, plainNumbers[j] ?? false, j));
  const inner = columns.map(({ value }, j) => `r${j}, ${value} AS c${j}`);
  const values = wanted.map((j) => numberExpression(`c${j}`, plans[j]?.type ?? "decimal"));
  const oddities = columns.map(({ oddity }) => `(${oddity})`).join(" OR ");
  const source = csvReader(text.path, dialect.delimiter, dialect.header, types, lineEnd);
  return `SELECT ${values.join(", ")}, CASE WHEN ${oddities} THEN 1 ELSE 0 END::INTEGER FROM (SELECT ${inner.join(", ")} FROM ${source})`;
}

/** The columns' values, or nothing when a cell is odd or DuckDB finds another number of rows. */
async function readValues(connection: DuckDBConnection, layout: TextLayout, wanted: readonly number[], rows: number): Promise<Float64Array[] | undefined> {
  // One after the other, as a matrix of them lies.
  const all = new Float64Array(rows * wanted.length);
  const columns = wanted.map((_, at) => all.subarray(at * rows, (at + 1) * rows));
  const result = await connection.stream(selectSql(layout, wanted));
  let offset = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    if (offset + chunk.rowCount > rows || rawItems<Int32Array>(chunk, wanted.length).includes(1)) return undefined;
    for (const [j, values] of columns.entries()) values.set(rawItems<Float64Array>(chunk, j), offset);
    offset += chunk.rowCount;
  }
  return offset === rows ? columns : undefined;
}

function wantedColumns({ names, plans }: TextLayout, features: readonly string[]): number[] | undefined {
  const isNumber = ({ type }: CastPlan) => type === "integer" || type === "decimal";
  if (features.length === 0) return [...plans.keys()].filter((j) => isNumber(plans[j] as CastPlan));
  const wanted = features.map((name) => names.indexOf(name));
  return wanted.every((j) => j >= 0 && plans[j]?.type !== "text") ? wanted : undefined;
}

function plainFileOf({ text, names, plans, dialect }: TextLayout, wanted: readonly number[], { rows, columns }: PlainNumbers): PlainFile {
  const rowIds = new Float64Array(rows);
  for (let i = 0; i < rowIds.length; i += 1) rowIds[i] = i;
  return {
    columns: names.map((name, j) => ({ name, type: plans[j]?.type ?? "text" })),
    table: { rowIds, columns: wanted.map((j, at) => ({ kind: "numeric", name: names[j] ?? "", values: columns[at] ?? new Float64Array(0) })) },
    lines: { path: text.path, names, hasHeader: dialect.header },
  };
}

/** Columns to read, of a file that may be read straight. */
function straightColumns(layout: TextLayout, features: readonly string[]): number[] | undefined {
  const isUsable = isStraight(layout) && layout.dialect.delimiter === "," && layout.unseen.length === 0;
  const wanted = isUsable ? wantedColumns(layout, features) : undefined;
  return wanted?.length ? wanted : undefined;
}

/** Usual notations need no DuckDB at all. */
async function readUsual(sourcePath: string, compressed: boolean, features: readonly string[]): Promise<PlainFile | undefined> {
  const encoding = await presumedUtf8(sourcePath, undefined);
  const layout = encoding && (await layoutOf({ ...encoding, path: sourcePath, compressed }, {}));
  const wanted = layout && straightColumns(layout, features);
  if (!wanted || !maybeOrdinary(layout)) return undefined;
  const numbers = await readPlainNumbers(layout, wanted, warehouseThreads());
  return numbers && plainFileOf(layout, wanted, numbers);
}

async function readOrdinary(request: PlainFileRequest): Promise<PlainFile | undefined> {
  const { features, tempFolder } = request;
  const format = await detectFormat(request.sourcePath, request.fileName);
  if (format !== "text" && format !== "gzip") return undefined;
  const compressed = format === "gzip";
  const path = await unpackText(request.sourcePath, compressed, tempFolder);
  const usual = await readUsual(path, compressed, features);
  if (usual) return usual;
  const layout = await layoutOf({ ...(await decodeText(path, {}, tempFolder)), compressed }, {});
  const wanted = straightColumns(layout, features);
  if (!wanted) return undefined;
  const report = await scanFile(layout.text.path, layout.dialect);
  if (!report.clean || !report.bare || report.records === 0) return undefined;
  const columns = await withConnection((connection) => readValues(connection, layout, wanted, report.records));
  return columns && plainFileOf(layout, wanted, { rows: report.records, columns });
}

/**
 * Reads columns of a file straight into typed arrays, without storing it first: CSV with commas, every line one record
 * without quotes, every cell as its column's type wants it, no text that a spreadsheet would run. Then each line is a row.
 * Answers nothing for any other file, also one that can't be read: `ingestFile` says what is wrong and knows what to do.
 * Types are those that `ingestFile` would find; the rows are checked against an independent count of the lines.
 */
export async function readPlainFile(request: PlainFileRequest): Promise<PlainFile | undefined> {
  return readOrdinary(request).catch(() => undefined);
}
