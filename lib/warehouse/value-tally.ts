import type { ColumnType } from "../schemas/column";
import { registerCount, type ColumnAnswer, type ColumnTotals } from "./table-kernel";

/** A cell as it is counted: text, or a number (of dates the days, of times the microseconds since 1970; 1 is true). */
export type TalliedValue = string | number;

/** Columns with more different values than this are not counted value by value. */
const mostCounted = 60_000;
/** Whole numbers with more different values in one stretch than this are left to their counters. */
const mostListed = 2_000;

/** Values with how often each occurs: a map, or counters in the values' order. */
export type CountedValues = Pick<ReadonlyMap<TalliedValue, number>, "size" | "forEach">;

/** What is known of a column's cells, added up stretch by stretch. */
export interface ValueTally {
  type: ColumnType;
  present: number;
  /** Every different value with its count; absent where they are too many. */
  counts?: CountedValues;
  /** Of numbers, dates and times. */
  min?: number | bigint;
  max?: number | bigint;
  leastText?: Buffer;
  mostText?: Buffer;
  mean: number;
  squares: number;
  cubes: number;
  registers?: Uint8Array;
}

export function createTally(type: ColumnType): ValueTally {
  return { type, present: 0, counts: new Map(), mean: 0, squares: 0, cubes: 0 };
}

/** Mean and sums of powers around it of two parts together (Pébay, 2008). */
function addMoments(tally: ValueTally, answer: ColumnAnswer): void {
  const [a, b] = [tally.present, answer.present];
  const n = a + b;
  const delta = answer.mean - tally.mean;
  tally.cubes += answer.cubes + (delta ** 3 * a * b * (a - b)) / (n * n) + (3 * delta * (a * answer.squares - b * tally.squares)) / n;
  tally.squares += answer.squares + (delta * delta * a * b) / n;
  tally.mean += (delta * b) / n;
}

function numberOf(bytes: Buffer, type: ColumnType): number | bigint {
  if (type === "decimal") return bytes.readDoubleLE(0);
  const whole = bytes.readBigInt64LE(0);
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : whole;
}

function addRange(tally: ValueTally, answer: ColumnAnswer): void {
  if (tally.type === "text") {
    const [least, most] = [answer.leastText(), answer.mostText()];
    // Copied: the kernel's memory is used again.
    if (!tally.leastText || Buffer.compare(least, tally.leastText) < 0) tally.leastText = Buffer.from(least);
    if (!tally.mostText || Buffer.compare(most, tally.mostText) > 0) tally.mostText = Buffer.from(most);
    return;
  }
  const [least, most] = [numberOf(answer.least, tally.type), numberOf(answer.most, tally.type)];
  if (tally.min === undefined || least < tally.min) tally.min = least;
  if (tally.max === undefined || most > tally.max) tally.max = most;
}

function addCounts(tally: ValueTally, { distinct }: ColumnAnswer): void {
  const { counts, type } = tally;
  if (!(counts instanceof Map)) return;
  const hasCounters = type === "integer" || type === "date";
  if (!distinct || (hasCounters && distinct.counts.length > mostListed)) {
    tally.counts = undefined;
    return;
  }
  const view = new DataView(distinct.values.buffer, distinct.values.byteOffset, distinct.values.byteLength);
  for (let code = 0; code < distinct.counts.length; code += 1) {
    const value = type === "text" ? distinct.textOf(code).toString() : type === "decimal" ? view.getFloat64(code * 8, true) : view.getInt32(code * 8 + 4, true) * 2 ** 32 + view.getUint32(code * 8, true);
    if (typeof value === "number" && type !== "decimal" && !Number.isSafeInteger(value)) tally.counts = undefined;
    counts.set(value, (counts.get(value) ?? 0) + (distinct.counts[code] ?? 0));
  }
  if (counts.size > mostCounted) tally.counts = undefined;
}

/** Adds what one stretch of a column holds. */
export function addToTally(tally: ValueTally, answer: ColumnAnswer): void {
  if (answer.present === 0) return;
  addCounts(tally, answer);
  addRange(tally, answer);
  if (tally.type === "integer" || tally.type === "decimal") addMoments(tally, answer);
  tally.present += answer.present;
}

function countedByCounters(counters: Uint32Array, least: number): CountedValues {
  let size = 0;
  for (const count of counters) if (count > 0) size += 1;
  return {
    size,
    forEach: (visit) => {
      for (let at = 0; at < counters.length; at += 1) if (counters[at]) visit(counters[at] ?? 0, least + at, new Map());
    },
  };
}

/** Takes over what was counted over all stretches, where the values were not listed. */
export function closeTally(tally: ValueTally, totals: (range: { min: number; max: number } | undefined) => ColumnTotals): void {
  if (tally.counts) return;
  const { min, max, type } = tally;
  const isWhole = (type === "integer" || type === "date") && typeof min === "number" && typeof max === "number";
  const { registers, counters } = totals(isWhole ? { min, max } : undefined);
  tally.registers = registers;
  if (counters && isWhole) tally.counts = countedByCounters(counters, min);
}

/** How many values differ, about 1.6 % off (Flajolet and others, 2007, with linear counting where registers are empty). */
export function estimatedDistinct({ registers }: ValueTally): number {
  let sum = 0;
  let empty = 0;
  for (const rank of registers ?? []) {
    sum += 2 ** -rank;
    if (rank === 0) empty += 1;
  }
  const estimate = ((0.7213 / (1 + 1.079 / registerCount)) * registerCount * registerCount) / sum;
  return Math.round(empty > 0 && estimate <= 2.5 * registerCount ? registerCount * Math.log(registerCount / empty) : estimate);
}
