import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ColumnType } from "../schemas/column";
import { csvLine } from "./csv-line";
import { withConnection } from "./instance";
import { quoteIdentifier, quoteLiteral } from "./quote-sql";
import { streamAndRemove } from "./stream-export";
import type { RowCell } from "./write-rows";

export interface TableColumn {
  name: string;
  type: Extract<ColumnType, "integer" | "decimal" | "text">;
}

const storedTypes = { integer: "BIGINT", decimal: "DOUBLE", text: "VARCHAR" } as const;
/** Rows that are written together. */
const rowsAtOnce = 2000;

/**
 * Streams rows that are made one after the other as CSV (RFC 4180, safe to open in a spreadsheet), JSON (an array of
 * objects) or Parquet, with bounded memory and no row limit. Rows are made as fast as the reader takes them.
 */
export function streamTable(format: "csv" | "json" | "parquet", columns: readonly TableColumn[], rows: AsyncIterable<readonly RowCell[]> | Iterable<readonly RowCell[]>): ReadableStream<Uint8Array> {
  if (format === "parquet") return streamAndRemove((filePath) => writeParquet(filePath, columns, rows), "parquet");
  const text = format === "csv" ? csvLines(columns, rows) : jsonLines(columns, rows, ["[\n", ",\n", "\n]\n"]);
  return Readable.toWeb(Readable.from(encoded(text))) as ReadableStream<Uint8Array>;
}

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting: string[] = [];
  for await (const line of lines) {
    waiting.push(line);
    if (waiting.length < rowsAtOnce) continue;
    yield encoder.encode(waiting.join(""));
    waiting = [];
  }
  yield encoder.encode(waiting.join(""));
}

async function* csvLines(columns: readonly TableColumn[], rows: AsyncIterable<readonly RowCell[]> | Iterable<readonly RowCell[]>): AsyncGenerator<string> {
  yield csvLine(columns.map(({ name }) => name));
  for await (const cells of rows) yield csvLine(cells);
}

async function* jsonLines(columns: readonly TableColumn[], rows: AsyncIterable<readonly RowCell[]> | Iterable<readonly RowCell[]>, [open, between, close]: [string, string, string]): AsyncGenerator<string> {
  yield open;
  let first = true;
  for await (const cells of rows) {
    yield `${first ? "" : between}${JSON.stringify(Object.fromEntries(columns.map(({ name }, j) => [name, cells[j] ?? null])))}`;
    first = false;
  }
  yield close;
}

async function writeParquet(filePath: string, columns: readonly TableColumn[], rows: AsyncIterable<readonly RowCell[]> | Iterable<readonly RowCell[]>): Promise<void> {
  const text = `${filePath}.json`;
  try {
    await pipeline(Readable.from(encoded(jsonLines(columns, rows, ["", "\n", "\n"]))), createWriteStream(text));
    const types = columns.map(({ name, type }) => `${quoteIdentifier(name)}: '${storedTypes[type]}'`).join(", ");
    await withConnection((connection) => connection.run(`COPY (SELECT * FROM read_json(${quoteLiteral(text)}, format = 'newline_delimited', columns = {${types}})) TO ${quoteLiteral(filePath)} (FORMAT parquet, COMPRESSION snappy)`));
  } finally {
    await rm(text, { force: true });
  }
}
