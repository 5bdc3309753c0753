import { TABLE_TEXT_WASM } from "../kernels/generated/table-text";
import { aligned, DATA_ADDRESS } from "../kernels/runtime/layout";
import { openSession, type Session } from "../kernels/runtime/session";
import type { ColumnType } from "../schemas/column";
import { missingTokens } from "./classify-value";

/** Bytes of one thread's job, and where its words lie; mirrored in lib/kernels/assembly/shared/table-job.ts. */
const jobBytes = 128;
const words = { start: 0, end: 4, columns: 8, types: 12, values: 16, capacity: 20, nulls: 24, nullStride: 28, delimiter: 32, carriage: 36, tokens: 40, fives: 44, slots: 48, codes: 52, arena: 56, arenaEnd: 60, output: 64, outputEnd: 68, results: 72, registers: 76, naive: 80, fresh: 84, counters: 88, counterStates: 92, rows: 96, refused: 100, strict: 108 } as const;
const resultBytes = 96;
const typeCodes: Record<ColumnType, number> = { text: 0, integer: 1, decimal: 2, boolean: 3, date: 4, timestamp: 5 };

const slotBytes = 65_536 * 4;
/** Registers of one column's estimate of its different values. */
export const registerCount = 4096;
/** Counters of a column of whole numbers or dates, from this value on; and how many columns have them. */
const counterCount = 524_288;
const leastCounted = -1024;
const mostCountedColumns = 40;
const tokenBytes = 16;
/** Room behind a stretch: the kernel reads up to 16 bytes ahead, and a last line may get its end. */
const padding = 64;
const leastPower = -60;
const mostPower = 60;
const mostBytes = 3.5 * 1024 ** 3;

export interface TableShape {
  types: readonly ColumnType[];
  /** Bytes of text that one thread reads at a time. */
  stretchBytes: number;
  delimiter: string;
  lineEnd: "\n" | "\r\n";
  /** Times without a zone are UTC; else such times are refused. */
  mayBeNaive: boolean;
  /** Refuse what would not be written again as it stands: quotes, words for nothing, text that a spreadsheet would run. */
  isStrict?: boolean;
}

/** Where one of the two sets of buffers of a thread lies: while one is worked on, the other is filled and emptied. */
interface Buffers {
  input: number;
  arena: number;
  output: number;
  results: number;
}

interface Thread {
  sets: [Buffers, Buffers];
  values: number;
  nulls: number;
  codes: number;
  slots: number;
  registers: number;
  counters: number;
  counterStates: number;
  isFresh: boolean;
}

export interface TableKernel {
  threads: number;
  /** The bytes to fill with a stretch of whole lines: `stretchBytes` and a little more. */
  input: (set: number, thread: number) => Buffer;
  /** Reads what lies in a set's inputs (`lengths` bytes each; 0: nothing to do). */
  run: (set: number, lengths: readonly number[]) => Promise<StretchAnswer[]>;
  /** Reads inputs as numbers only; they must be fetched by `numbers` before the next call. */
  runNumbers: (set: number, lengths: readonly number[]) => Promise<StretchAnswer[]>;
  /** The cells that a thread read last of a column that is no text: times in milliseconds, NaN for missing ones. */
  numbers: (thread: number, column: number, rows: number) => Float64Array;
  /** What all stretches together hold of a column whose least and most values these are. */
  totals: (column: number, range: { min: number; max: number } | undefined) => ColumnTotals;
  close: () => void;
}

/** What a thread made of its stretch. All bytes lie in the kernel's memory until the set is used again. */
export interface StretchAnswer {
  rows: number;
  /** Something in it is not as the types want it, or no ordinary text. */
  isRefused: boolean;
  columns: () => ColumnAnswer[];
}

export interface ColumnTotals {
  /** Registers of an estimate of its different values. */
  registers: Uint8Array;
  /** How often each whole number (or day) from the least to the most occurs; absent when one had no counter. */
  counters?: Uint32Array;
}

export interface ColumnAnswer {
  present: number;
  /** The different values with their counts, as the kernel lays them out; absent where they are too many. */
  distinct?: { values: Buffer; counts: Uint32Array; textOf: (code: number) => Buffer };
  dictionary: Buffer;
  data: Buffer;
  encoding: number;
  /** 8 bytes each: a whole number, a double, days or microseconds. */
  least: Buffer;
  most: Buffer;
  /** Of a text column. */
  leastText: () => Buffer;
  mostText: () => Buffer;
  mean: number;
  squares: number;
  cubes: number;
}

/** The first 128 bits of 5^power, rounded up for powers below 0: what the kernel needs to round decimals. */
function fiveBits(power: number): bigint {
  if (power >= 0) {
    let value = 5n ** BigInt(power);
    while (value < 1n << 127n) value <<= 1n;
    while (value >= 1n << 128n) value >>= 1n;
    return value;
  }
  const five = 5n ** BigInt(-power);
  const bits = BigInt(five.toString(2).length);
  if (power >= -27) return (1n << (bits + 127n)) / five + 1n;
  let value = (1n << (2n * bits + 128n)) / five + 1n;
  while (value >= 1n << 128n) value >>= 1n;
  return value;
}

/** Columns that are counted value by value whatever they hold, as long as it is within the counters. */
function countedColumns(types: readonly ColumnType[]): number[] {
  return [...types.keys()].filter((j) => types[j] === "integer" || types[j] === "date").slice(0, mostCountedColumns);
}

/** Least memory of one thread's buffers, most of which is only touched when cells are many and short. */
function threadBytes({ types, stretchBytes }: TableShape): number {
  const columns = types.length;
  const perSet = stretchBytes + padding + 2 * stretchBytes + 4 * stretchBytes + 4_000_000 + columns * resultBytes;
  const counted = columns * (registerCount + 1) + countedColumns(types).length * counterCount * 4;
  return 2 * perSet + counted + 9 * stretchBytes + 4 * Math.ceil(stretchBytes / columns) + columns * 1024 + slotBytes + 64 * 20;
}

/** Threads that the 4 GB of one WebAssembly memory have room for. */
export function threadsFor(shape: TableShape, wanted: number): number {
  return Math.max(1, Math.min(wanted, Math.floor(mostBytes / threadBytes(shape))));
}

function layOut(shape: TableShape, threads: number, from: number): { threads: Thread[]; end: number; capacity: number; nullStride: number } {
  const { stretchBytes } = shape;
  const columns = shape.types.length;
  let end = from;
  const take = (bytes: number) => {
    const at = aligned(end);
    end = at + bytes;
    return at;
  };
  const capacity = Math.ceil((stretchBytes + padding) / columns / 8) * 8 + 8;
  const nullStride = capacity / 8;
  const set = (): Buffers => ({
    input: take(stretchBytes + padding), arena: take(2 * stretchBytes + 1_000_000), output: take(4 * stretchBytes + 2_000_000),
    results: take(columns * resultBytes),
  });
  const counted = countedColumns(shape.types);
  const made = Array.from({ length: threads }, (): Thread => ({
    sets: [set(), set()], values: take(capacity * columns * 8), nulls: take(nullStride * columns), codes: take(capacity * 4), slots: take(slotBytes),
    registers: take(columns * registerCount), counters: take(counted.length * counterCount * 4), counterStates: take(columns), isFresh: true,
  }));
  return { threads: made, end, capacity, nullStride };
}

interface Tables {
  types: number;
  tokens: number;
  fives: number;
  jobs: number;
  end: number;
}

function tablesAt(columns: number, threads: number): Tables {
  const types = DATA_ADDRESS;
  const tokens = aligned(types + columns);
  const fives = aligned(tokens + (missingTokens.length + 1) * tokenBytes);
  const jobs = aligned(fives + (mostPower - leastPower + 1) * 16);
  return { types, tokens, fives, jobs, end: jobs + threads * jobBytes };
}

function writeTables(memory: DataView, tables: Tables, types: readonly ColumnType[]): void {
  for (const [j, type] of types.entries()) memory.setUint8(tables.types + j, typeCodes[type]);
  const words = missingTokens.filter((token) => token !== "");
  for (const [at, token] of words.entries()) {
    memory.setUint8(tables.tokens + at * tokenBytes, token.length);
    for (let i = 0; i < token.length; i += 1) memory.setUint8(tables.tokens + at * tokenBytes + 1 + i, token.charCodeAt(i));
  }
  memory.setUint8(tables.tokens + words.length * tokenBytes, 255);
  for (let power = leastPower; power <= mostPower; power += 1) {
    const bits = fiveBits(power);
    memory.setBigUint64(tables.fives + (power - leastPower) * 16, bits >> 64n, true);
    memory.setBigUint64(tables.fives + (power - leastPower) * 16 + 8, bits & 0xffff_ffff_ffff_ffffn, true);
  }
}

function columnAnswer(buffer: ArrayBufferLike, result: number): ColumnAnswer {
  const view = new DataView(buffer);
  const word = (offset: number) => view.getUint32(result + offset, true);
  const bytes = (at: number, length: number) => Buffer.from(buffer as ArrayBuffer, at, length);
  const text = (at: number) => bytes(view.getUint32(at, true), view.getUint32(at + 4, true));
  const distinctCount = view.getInt32(result + 4, true);
  const list = word(8);
  return {
    present: word(0),
    distinct: distinctCount < 0 ? undefined : {
      values: bytes(list, distinctCount * 8), counts: new Uint32Array(buffer, word(12), distinctCount), textOf: (code) => text(list + code * 8),
    },
    dictionary: bytes(word(16), word(20)), data: bytes(word(24), word(28)), encoding: word(32),
    least: bytes(result + 40, 8), most: bytes(result + 48, 8), leastText: () => text(result + 40), mostText: () => text(result + 48),
    mean: view.getFloat64(result + 56, true), squares: view.getFloat64(result + 64, true), cubes: view.getFloat64(result + 72, true),
  };
}

function registersOf(buffer: ArrayBufferLike, threads: readonly Thread[], column: number): Uint8Array {
  const registers = new Uint8Array(registerCount);
  for (const thread of threads) {
    const own = new Uint8Array(buffer, thread.registers + column * registerCount, registerCount);
    for (let at = 0; at < registerCount; at += 1) registers[at] = Math.max(registers[at] ?? 0, own[at] ?? 0);
  }
  return registers;
}

/** @param place of the column among those with counters, or −1 */
function countersOf(buffer: ArrayBufferLike, threads: readonly Thread[], column: number, place: number, range: { min: number; max: number }): Uint32Array | undefined {
  const isCounted = place >= 0 && threads.every(({ counterStates }) => new Uint8Array(buffer, counterStates + column, 1)[0] === 1);
  if (!isCounted) return undefined;
  const counters = new Uint32Array(range.max - range.min + 1);
  for (const thread of threads) {
    const own = new Uint32Array(buffer, thread.counters + (place * counterCount + range.min - leastCounted) * 4, counters.length);
    for (let at = 0; at < counters.length; at += 1) counters[at] = (counters[at] ?? 0) + (own[at] ?? 0);
  }
  return counters;
}

/**
 * Opens the kernel that makes columns of text (assembly/table-text.ts) on `threads` threads.
 * @throws KernelCancelled, also from `run`, when `signal` fires: the threads are ended wherever they are
 */
export function openTableKernel(shape: TableShape, threads: number, signal: AbortSignal | undefined): TableKernel {
  const columns = shape.types.length;
  const tables = tablesAt(columns, threads);
  const layout = layOut(shape, threads, tables.end);
  const session: Session = openSession({ name: "table-text", wasm: TABLE_TEXT_WASM, bytes: layout.end, threads, control: { signal } });
  const memory = new DataView(session.buffer);
  writeTables(memory, tables, shape.types);
  const counted = countedColumns(shape.types);
  for (const { counterStates } of layout.threads) for (let j = 0; j < columns; j += 1) memory.setUint8(counterStates + j, counted.includes(j) ? 1 : 0);
  const prepareJob = (thread: Thread, t: number, set: number, length: number) => {
    const { input, arena, output, results } = thread.sets[set as 0 | 1];
    const job: Record<Exclude<keyof typeof words, "rows" | "refused">, number> = {
      start: input, end: input + length, columns, types: tables.types, values: thread.values, capacity: layout.capacity, nulls: thread.nulls,
      nullStride: layout.nullStride, delimiter: shape.delimiter.charCodeAt(0), carriage: shape.lineEnd === "\r\n" ? 1 : 0, tokens: tables.tokens,
      fives: tables.fives, slots: thread.slots, codes: thread.codes, arena, arenaEnd: arena + 2 * shape.stretchBytes + 1_000_000,
      output, outputEnd: output + 4 * shape.stretchBytes + 2_000_000, results, registers: thread.registers, naive: shape.mayBeNaive ? 1 : 0, strict: shape.isStrict ? 1 : 0,
      fresh: thread.isFresh && length > 0 ? 1 : 0, counters: thread.counters, counterStates: thread.counterStates,
    };
    for (const [name, value] of Object.entries(job)) memory.setUint32(tables.jobs + t * jobBytes + words[name as keyof typeof words], value, true);
    thread.isFresh &&= length === 0;
  };
  const answerOf = (thread: Thread, t: number, set: number): StretchAnswer => {
    const { results } = thread.sets[set as 0 | 1];
    const job = tables.jobs + t * jobBytes;
    return {
      rows: memory.getInt32(job + words.rows, true),
      isRefused: memory.getInt32(job + words.refused, true) !== 0,
      columns: () => Array.from({ length: columns }, (_, j) => columnAnswer(session.buffer, results + j * resultBytes)),
    };
  };
  const run = async (entry: string, set: number, lengths: readonly number[]) => {
    for (const [t, thread] of layout.threads.entries()) prepareJob(thread, t, set, lengths[t] ?? 0);
    await session.run(entry, tables.jobs, jobBytes);
    return layout.threads.map((thread, t) => answerOf(thread, t, set));
  };
  return {
    threads,
    input: (set, t) => Buffer.from(session.buffer as ArrayBuffer, (layout.threads[t] as Thread).sets[set as 0 | 1].input, shape.stretchBytes + padding),
    run: (set, lengths) => run("readTable", set, lengths),
    runNumbers: (set, lengths) => run("readNumbers", set, lengths),
    numbers: (t, column, rows) => new Float64Array(session.buffer, (layout.threads[t] as Thread).values + column * layout.capacity * 8, rows),
    totals: (column, range) => {
      const used = layout.threads.filter(({ isFresh }) => !isFresh);
      return { registers: registersOf(session.buffer, used, column), counters: range && countersOf(session.buffer, used, column, counted.indexOf(column), range) };
    },
    close: session.close,
  };
}
