import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { once } from "node:events";
import type { DuckDBConnection } from "@duckdb/node-api";
import { bytesOf, columnFile, layoutFile, typeFor, type NumberType, type TracksLayout } from "./event-tracks";
import { slotMs } from "./local-time";
import { rowsOn } from "./query";
import { parquetTable } from "./quote-sql";
import { rawItems } from "./read-columns";

/** An index's event file, in the order of user and time, and how many codes its dictionaries have. */
export interface TracksSource {
  eventsPath: string;
  users: number;
  items: number;
  cells: number;
  places: number[];
}

const arrays = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array };
/** Numbers are handed to the disk in pieces of about this many. */
const pieceLength = 1 << 18;

/** Numbers appended to a file. */
class ColumnWriter {
  private readonly stream: WriteStream;
  private piece: Uint8Array | Uint16Array | Uint32Array | Float64Array;
  private length = 0;

  constructor(folder: string, name: string, private readonly type: NumberType) {
    this.stream = createWriteStream(columnFile(folder, name));
    this.piece = new arrays[type](pieceLength);
  }

  /** Appends `count` values, each plus `add`. */
  append(values: ArrayLike<number>, count: number, add: number): void {
    for (let i = 0; i < count; i++) {
      if (this.length === this.piece.length) this.flush();
      this.piece[this.length++] = values[i]! + add;
    }
  }

  private flush(): void {
    this.stream.write(new Uint8Array(this.piece.buffer, 0, this.length * bytesOf[this.type]));
    this.piece = new arrays[this.type](pieceLength);
    this.length = 0;
  }

  /** Waits while the disk is behind. */
  async drained(): Promise<void> {
    if (this.stream.writableNeedDrain) await once(this.stream, "drain");
  }

  async end(): Promise<void> {
    this.flush();
    this.stream.end();
    await once(this.stream, "close");
  }
}

/** Writes the tracks of an index's events: each column in a file of its own, as bare numbers. */
export async function writeEventTracks(connection: DuckDBConnection, source: TracksSource, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const events = parquetTable(source.eventsPath);
  const [found] = await rowsOn(
    connection,
    `SELECT count(*) AS events, coalesce(min(slot), 0) AS first_slot, coalesce(max(slot), 0) AS last_slot, coalesce(bool_and(at_ms % 1000 = 0), true) AS whole FROM ${events}`,
  );
  const [firstSlot, lastSlot] = [Number(found?.first_slot ?? 0), Number(found?.last_slot ?? 0)];
  const restMs = found?.whole === true ? 1000 : 1;
  const minutes = await distinctValues(connection, events, "minutes");
  const ratings = await distinctValues(connection, events, "rating");
  const columns: Column[] = [
    { name: "slot", sql: `slot - ${firstSlot}`, largest: lastSlot - firstSlot, add: 0 },
    { name: "rest", sql: `((at_ms - slot::BIGINT * ${slotMs}) // ${restMs})`, largest: slotMs / restMs - 1, add: 0 },
    { name: "item", sql: "item", largest: source.items, add: 1 },
    { name: "cell", sql: "cell", largest: source.cells, add: 1 },
    ...source.places.map((count, place) => ({ name: `place_${place}`, sql: `place_${place}`, largest: count, add: 1 })),
    { name: "minutes", sql: "minutes", largest: minutes.length, add: 0, values: minutes },
    { name: "rating", sql: "rating", largest: ratings.length, add: 0, values: ratings },
  ];
  const starts = await writeColumns(connection, events, columns, source.users, folder);
  await writeNumbers(folder, "starts", "u32", starts);
  await writeNumbers(folder, "minute-values", "f64", [Number.NaN, ...minutes]);
  await writeNumbers(folder, "rating-values", "f64", [Number.NaN, ...ratings]);
  const types: TracksLayout["types"] = { ...Object.fromEntries(columns.map(({ name, largest }) => [name, typeFor(largest)])), starts: "u32", "minute-values": "f64", "rating-values": "f64" };
  const layout: TracksLayout = {
    events: Number(found?.events ?? 0), users: source.users, items: source.items, cells: source.cells, places: source.places,
    firstSlot, slots: lastSlot - firstSlot + 1, restMs, types,
  };
  await writeFile(layoutFile(folder), JSON.stringify(layout));
}

interface Column {
  name: string;
  sql: string;
  largest: number;
  /** What a code is raised by, so that none (−1) becomes 0. */
  add: number;
  /** Distinct values, ascending, where the column is numbered by them. */
  values?: Float64Array;
}

async function distinctValues(connection: DuckDBConnection, events: string, column: "minutes" | "rating"): Promise<Float64Array> {
  const result = await connection.run(`SELECT DISTINCT ${column} FROM ${events} WHERE ${column} IS NOT NULL AND NOT isnan(${column}) ORDER BY 1`);
  const pieces: number[] = [];
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const value of rawItems<Float64Array>(chunk, 0).subarray(0, chunk.rowCount)) pieces.push(value);
  }
  return Float64Array.from(pieces);
}

/** One pass over the events; answers where each user's begin. */
async function writeColumns(connection: DuckDBConnection, events: string, columns: Column[], users: number, folder: string): Promise<Uint32Array> {
  const writers = columns.map(({ name, largest }) => new ColumnWriter(folder, name, typeFor(largest)));
  const numbers = columns.map(({ values }) => values && new Map(Array.from(values, (value, i) => [value, i + 1])));
  const starts = new Uint32Array(users + 2);
  const selected = columns.map(({ sql, values }) => (values ? `coalesce(${sql}, 'nan'::DOUBLE)` : `(${sql})::INTEGER`));
  const result = await connection.stream(`SELECT user, ${selected.join(", ")} FROM ${events}`);
  let last = -1;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const count = chunk.rowCount;
    const owners = rawItems<Int32Array>(chunk, 0);
    for (let i = 0; i < count; i++) {
      if (owners[i]! < last) throw new Error("The index's events are not in the order of their users.");
      last = owners[i]!;
      starts[last + 2]! += 1;
    }
    for (const [j, writer] of writers.entries()) {
      const number = numbers[j];
      const values = rawItems<Float64Array | Int32Array>(chunk, j + 1);
      writer.append(number ? numbered(values, count, number) : values, count, columns[j]?.add ?? 0);
    }
    for (const writer of writers) await writer.drained();
  }
  for (const writer of writers) await writer.end();
  for (let user = 1; user < starts.length; user++) starts[user]! += starts[user - 1]!;
  return starts;
}

function numbered(values: ArrayLike<number>, count: number, number: Map<number, number>): Uint32Array {
  const found = new Uint32Array(count);
  for (let i = 0; i < count; i++) found[i] = number.get(values[i]!) ?? 0;
  return found;
}

async function writeNumbers(folder: string, name: string, type: NumberType, values: ArrayLike<number>): Promise<void> {
  const writer = new ColumnWriter(folder, name, type);
  writer.append(values, values.length, 0);
  await writer.end();
}
