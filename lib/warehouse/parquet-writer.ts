import type { FileHandle } from "node:fs/promises";
import type { ColumnType } from "../schemas/column";
import type { BareValues } from "./bare-values";
import { pushVarint, thriftBytes, zigzag, type ThriftStruct, type ThriftValue } from "./parquet-thrift";

/** One column of a row group, encoded: not compressed, one data page, behind a dictionary where there is one. */
export interface EncodedColumn {
  dictionary: Uint8Array;
  dictionaryValues: number;
  data: Uint8Array;
  encoding: number;
  nullCount: number;
  /** Least and most as Parquet stores them; only of values with a fixed width. */
  range?: { least: Uint8Array; most: Uint8Array };
}

export interface ParquetColumn {
  name: string;
  type: ColumnType;
}

interface ColumnPlace {
  offset: number;
  dictionaryOffset: number | undefined;
  bytes: number;
  column: EncodedColumn;
}

const encodings = { plain: 0, runLength: 3, differences: 5 } as const;
const physicalTypes: Record<ColumnType, number> = { boolean: 0, date: 1, integer: 2, timestamp: 2, decimal: 5, text: 6 };
const magic = Buffer.from("PAR1");
const i32 = (value: number): ThriftValue => ({ i32: value });
const i64 = (value: number): ThriftValue => ({ i64: value });
const text = (value: string): ThriftValue => ({ bytes: Buffer.from(value) });
const struct = (fields: ThriftStruct): ThriftValue => ({ struct: fields });

/** What a physical type stands for: text is UTF-8, dates count days, times are instants in microseconds. */
function meaning(type: ColumnType): ThriftStruct {
  if (type === "text") return { 6: i32(0), 10: struct({ 1: struct({}) }) };
  if (type === "date") return { 6: i32(6), 10: struct({ 6: struct({}) }) };
  if (type === "timestamp") return { 6: i32(10), 10: struct({ 8: struct({ 1: { flag: true }, 2: struct({ 2: struct({}) }) }) }) };
  return {};
}

function dataHeader(bytes: number, values: number, encoding: number): Buffer {
  const header = struct({ 1: i32(values), 2: i32(encoding), 3: i32(encodings.runLength), 4: i32(encodings.runLength) });
  return thriftBytes({ 1: i32(0), 2: i32(bytes), 3: i32(bytes), 5: header });
}

function dictionaryHeader(bytes: number, values: number): Buffer {
  return thriftBytes({ 1: i32(2), 2: i32(bytes), 3: i32(bytes), 7: struct({ 1: i32(values), 2: i32(encodings.plain) }) });
}

const rowsPerBlock = 2048;
const miniblocks = 8;

/** `count` numbers that follow one another from `first` on, by their differences: nine bytes for 2,048 of them. */
function runningNumbers(first: number, count: number): Buffer {
  const head: number[] = [];
  for (const value of [rowsPerBlock, miniblocks, count, zigzag(first)]) pushVarint(head, value);
  const block = Buffer.from([zigzag(1), ...Array<number>(miniblocks).fill(0)]);
  const blocks = Buffer.alloc(Math.ceil((count - 1) / rowsPerBlock) * block.length, block);
  return Buffer.concat([Buffer.from(head), blocks]);
}

function bigintBytes(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
}

function columnMetadata(name: string, physicalType: number, rows: number, { offset, dictionaryOffset, bytes, column }: ColumnPlace): ThriftValue {
  const used = [...new Set([encodings.plain, encodings.runLength, column.encoding])].map(i32);
  const statistics = struct({ 3: i64(column.nullCount), 5: column.range && { bytes: column.range.most }, 6: column.range && { bytes: column.range.least } });
  const metadata = struct({
    1: i32(physicalType), 2: { list: used }, 3: { list: [text(name)] }, 4: i32(0), 5: i64(rows), 6: i64(bytes), 7: i64(bytes),
    9: i64(offset), 11: dictionaryOffset === undefined ? undefined : i64(dictionaryOffset), 12: statistics,
  });
  return struct({ 2: i64(dictionaryOffset ?? offset), 3: metadata });
}

/**
 * Writes a Parquet file of `row_id` (running numbers) and the given columns, one row group at a time, where the cells are
 * encoded already (assembly/table-text.ts). Every program reads such files; DuckDB writes its own, but takes three
 * quarters of the time of an upload for that.
 */
export class ParquetWriter {
  private offset = 0;
  private rows = 0;
  private readonly groups: ThriftValue[] = [];
  /** Per column; gone from the first page on that is written otherwise. */
  private readonly bare: (BareValues[number][] | undefined)[];

  constructor(private readonly file: FileHandle, private readonly columns: readonly ParquetColumn[], private readonly firstRowId: number) {
    this.bare = columns.map(({ type }) => (type === "decimal" ? [] : undefined));
  }

  get rowCount(): number {
    return this.rows;
  }

  /** Where the values of each column of decimals lie as bare numbers; nothing for columns that have a dictionary. */
  get bareValues(): (BareValues | undefined)[] {
    return this.bare;
  }

  /** Notes where the values of a page lie that ends at `end`: behind everything else in it. */
  private noteValues(j: number, { encoding, dictionary, nullCount }: EncodedColumn, rows: number, end: number): void {
    const isBare = encoding === encodings.plain && dictionary.length === 0;
    const count = rows - nullCount;
    if (isBare) this.bare[j]?.push({ position: end - 8 * count, count });
    else this.bare[j] = undefined;
  }

  private async write(pieces: Uint8Array[]): Promise<void> {
    // The system takes at most 1,024 pieces at once.
    for (let from = 0; from < pieces.length; from += 1024) {
      const part = pieces.slice(from, from + 1024);
      const bytes = part.reduce((sum, piece) => sum + piece.length, 0);
      const { bytesWritten } = await this.file.writev(part);
      if (bytesWritten !== bytes) throw new Error(`No space left: ${bytesWritten} of ${bytes} bytes were written.`);
    }
  }

  /** Appends a row group. The columns' bytes must stay as they are until the promise resolves; calls must not overlap. */
  async addRowGroup(rows: number, encoded: readonly EncodedColumn[]): Promise<void> {
    const pieces: Uint8Array[] = this.offset === 0 ? [magic] : [];
    let at = this.offset + (this.offset === 0 ? magic.length : 0);
    const first = this.firstRowId + this.rows;
    const numbers: EncodedColumn = {
      dictionary: Buffer.alloc(0), dictionaryValues: 0, data: runningNumbers(first, rows), encoding: encodings.differences, nullCount: 0,
      range: { least: bigintBytes(first), most: bigintBytes(first + rows - 1) },
    };
    const places = [numbers, ...encoded].map((column, j): ColumnPlace => {
      const from = at;
      const parts: Uint8Array[] = column.dictionary.length > 0 ? [dictionaryHeader(column.dictionary.length, column.dictionaryValues), column.dictionary] : [];
      const dictionaryOffset = parts.length > 0 ? from : undefined;
      const offset = from + parts.reduce((sum, part) => sum + part.length, 0);
      parts.push(dataHeader(column.data.length, rows, column.encoding), column.data);
      for (const part of parts) at += part.length;
      if (j > 0) this.noteValues(j - 1, column, rows, at);
      pieces.push(...parts);
      return { offset, dictionaryOffset, bytes: at - from, column };
    });
    const names = ["row_id", ...this.columns.map((column) => column.name)];
    const types = [physicalTypes.integer, ...this.columns.map((column) => physicalTypes[column.type])];
    const metadata = places.map((place, j) => columnMetadata(names[j] ?? "", types[j] ?? 0, rows, place));
    this.groups.push(struct({ 1: { list: metadata }, 2: i64(at - this.offset), 3: i64(rows) }));
    this.offset = at;
    this.rows += rows;
    await this.write(pieces);
  }

  /** Writes the footer; the file is complete then. */
  async finish(): Promise<void> {
    const columns = this.columns.map(({ name, type }) => struct({ 1: i32(physicalTypes[type]), 3: i32(1), 4: text(name), ...meaning(type) }));
    const schema = [struct({ 4: text("schema"), 5: i32(this.columns.length + 1) }), struct({ 1: i32(physicalTypes.integer), 3: i32(0), 4: text("row_id") }), ...columns];
    const footer = thriftBytes({ 1: i32(1), 2: { list: schema }, 3: i64(this.rows), 4: { list: this.groups }, 6: text("Tessera") });
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    await this.write([footer, length, magic]);
  }
}
