// A stretch of a text file as columns of a Parquet row group, with what a profile needs of them.

import { COUNTER_COUNT, countWhole, fillRegisters, findDistinct } from "./shared/distinct-values";
import { measureMoments, measureRange } from "./shared/measure-column";
import { putCodes, putDifferences, putVarint } from "./shared/pack-bits";
import { readRecords } from "./shared/read-cells";
import {
  ARENA, ARENA_END, BOOLEAN, CAPACITY, CODES, COLUMNS, COUNTERS, COUNTER_STATES, COUNT_LIST, DATA_BYTES, DATA_PAGE, DATE, DECIMAL, DICTIONARY_BYTES, DICTIONARY_PAGE,
  DISTINCT, ENCODING, END, FRESH, INTEGER, NULLS, NULL_STRIDE, OUTPUT, OUTPUT_END, PRESENT, REFUSED, REGISTERS, RESULTS, RESULT_BYTES, ROWS, SLOTS,
  START, TEXT, TIMESTAMP, TYPES, VALUES, VALUE_LIST,
} from "./shared/table-job";

// Encodings of Parquet.
// @ts-ignore: decorator
@inline const PLAIN: i32 = 0;
// @ts-ignore: decorator
@inline const DELTA_BINARY_PACKED: i32 = 5;
// @ts-ignore: decorator
@inline const DELTA_LENGTH_BYTE_ARRAY: i32 = 6;
// @ts-ignore: decorator
@inline const RLE_DICTIONARY: i32 = 8;

/** Different values that a chunk's dictionary may hold, and up to how many cells all are counted. */
// @ts-ignore: decorator
@inline const MOST_DISTINCT: i32 = 32768;
// @ts-ignore: decorator
@inline const COUNTED_CELLS: i32 = 8192;

/** Moves the cells that are there together; answers how many they are. */
function closeGaps(values: usize, nulls: usize, rows: i32): i32 {
  let kept = 0;
  for (let i = 0; i < rows; i++) {
    if (load<u8>(nulls + (<usize>i >> 3)) & (1 << (<u8>i & 7))) continue;
    store<u64>(values + (<usize>kept << 3), load<u64>(values + (<usize>i << 3)));
    kept++;
  }
  return kept;
}

function hasNulls(nulls: usize, rows: i32): bool {
  for (let byte: usize = 0; byte < <usize>((rows + 7) >> 3); byte++) if (load<u8>(nulls + byte) != 0) return true;
  return false;
}

/** Which cells are there: bits behind their length in bytes, as the first part of a data page. */
function putPresence(to: usize, nulls: usize, rows: i32, isFull: bool): usize {
  let at = to + 4;
  if (isFull) {
    at = putVarint(at, <u64>rows << 1);
    store<u8>(at++, 1);
  } else {
    const bytes = (rows + 7) >> 3;
    at = putVarint(at, (<u64>bytes << 1) | 1);
    for (let byte = 0; byte < bytes; byte++) store<u8>(at++, ~load<u8>(nulls + byte));
  }
  store<u32>(to, <u32>(at - to - 4));
  return at;
}

// @ts-ignore: decorator
@inline
function textAt(values: usize, i: i32): usize {
  return values + (<usize>i << 3);
}

function putTexts(to: usize, values: usize, count: i32, withLengths: bool): usize {
  for (let i = 0; i < count; i++) {
    const length = load<u32>(textAt(values, i), 4);
    if (withLengths) {
      store<u32>(to, length);
      to += 4;
    }
    memory.copy(to, load<u32>(textAt(values, i)), length);
    to += length;
  }
  return to;
}

function textBytes(values: usize, count: i32): u64 {
  let sum: u64 = 0;
  for (let i = 0; i < count; i++) sum += load<u32>(textAt(values, i), 4);
  return sum;
}

function putPlain(to: usize, values: usize, count: i32, type: i32): usize {
  if (type == BOOLEAN) {
    const bytes = <usize>((count + 7) >> 3);
    memory.fill(to, 0, bytes);
    for (let i = 0; i < count; i++) if (load<u8>(values + (<usize>i << 3)) != 0) store<u8>(to + (<usize>i >> 3), load<u8>(to + (<usize>i >> 3)) | (1 << (<u8>i & 7)));
    return to + bytes;
  }
  if (type == DATE) {
    for (let i = 0; i < count; i++) store<u32>(to + (<usize>i << 2), load<u32>(values + (<usize>i << 3)));
    return to + (<usize>count << 2);
  }
  memory.copy(to, values, <usize>count << 3);
  return to + (<usize>count << 3);
}

function putValues(to: usize, values: usize, count: i32, type: i32, result: usize, scratch: usize): usize {
  if (count == 0 || type == DECIMAL || type == BOOLEAN) {
    store<i32>(result, PLAIN, ENCODING);
    return putPlain(to, values, count, type);
  }
  if (type == TEXT) {
    store<i32>(result, DELTA_LENGTH_BYTE_ARRAY, ENCODING);
    return putTexts(putDifferences(to, values + 4, count, 8, true, scratch), values, count, false);
  }
  store<i32>(result, DELTA_BINARY_PACKED, ENCODING);
  return putDifferences(to, values, count, 8, false, scratch);
}

/** The column's different values with their counts, where they are few enough; kept in the job's arena. */
function countDistinct(job: usize, result: usize, values: usize, count: i32, type: i32): i32 {
  const arena = <usize>load<u32>(job, ARENA);
  const room = <i32>((<usize>load<u32>(job, ARENA_END) - arena) / 12);
  const limit = min(room, min(MOST_DISTINCT, max(COUNTED_CELLS, count >> 2)));
  const list = (arena + 7) & ~7;
  const counts = list + (<usize>limit << 3);
  const distinct = limit <= 0 ? -1 : findDistinct(values, count, type, limit - 1, load<u32>(job, SLOTS), load<u32>(job, CODES), list, counts);
  store<i32>(result, distinct, DISTINCT);
  if (distinct < 0) return distinct;
  memory.copy(list + (<usize>distinct << 3), counts, <usize>distinct << 2);
  store<u32>(result, <u32>list, VALUE_LIST);
  store<u32>(result, <u32>(list + (<usize>distinct << 3)), COUNT_LIST);
  store<u32>(job, <u32>(list + <usize>distinct * 12), ARENA);
  return distinct;
}

function measure(result: usize, values: usize, count: i32, type: i32, distinct: i32, registers: usize): void {
  const isCounted = distinct >= 0;
  const list = isCounted ? <usize>load<u32>(result, VALUE_LIST) : values;
  const counts = isCounted ? <usize>load<u32>(result, COUNT_LIST) : 0;
  const entries = isCounted ? distinct : count;
  fillRegisters(list, entries, type, registers);
  if (count == 0) return;
  measureRange(list, entries, type, result);
  if (type == INTEGER || type == DECIMAL) measureMoments(list, counts, entries, count, type, result);
}

// States of a column's counters: they count, they don't any more, it has none.
// @ts-ignore: decorator
@inline const COUNTING: u8 = 1;
// @ts-ignore: decorator
@inline const OVERRUN: u8 = 2;

/** Keeps the column's counters, where it has some, in step. */
function countAll(job: usize, j: i32, values: usize, count: i32): void {
  const state = <usize>load<u32>(job, COUNTER_STATES) + j;
  if (load<u8>(state) != COUNTING) return;
  let place = 0;
  for (let before = 0; before < j; before++) if (load<u8>(load<u32>(job, COUNTER_STATES) + before) != 0) place++;
  const counters = <usize>load<u32>(job, COUNTERS) + <usize>place * (<usize>COUNTER_COUNT << 2);
  if (!countWhole(values, count, counters)) store<u8>(state, OVERRUN);
}

/** The first stretch of a thread finds memory that another file may have left. */
function clearCounts(job: usize): void {
  const columns = load<i32>(job, COLUMNS);
  let counted = 0;
  for (let j = 0; j < columns; j++) if (load<u8>(load<u32>(job, COUNTER_STATES) + j) != 0) counted++;
  memory.fill(load<u32>(job, COUNTERS), 0, <usize>counted * (<usize>COUNTER_COUNT << 2));
  memory.fill(load<u32>(job, REGISTERS), 0, <usize>columns << 12);
}

/** Writes one column's pages; false when the output has no room left. */
function encodeColumn(job: usize, j: i32): bool {
  const type = <i32>load<u8>(<usize>load<u32>(job, TYPES) + j);
  const rows = load<i32>(job, ROWS);
  const nulls = <usize>load<u32>(job, NULLS) + <usize>load<u32>(job, NULL_STRIDE) * j;
  const values = <usize>load<u32>(job, VALUES) + ((<usize>load<u32>(job, CAPACITY) << 3) * j);
  const result = <usize>load<u32>(job, RESULTS) + RESULT_BYTES * j;
  const isFull = !hasNulls(nulls, rows);
  const count = isFull ? rows : closeGaps(values, nulls, rows);
  let to = <usize>load<u32>(job, OUTPUT);
  const content = type == TEXT ? textBytes(values, count) + (<u64>count << 3) : <u64>count * 9;
  if (<u64>to + content * 2 + rows + 65536 > <u64>load<u32>(job, OUTPUT_END)) return false;
  store<i32>(result, count, PRESENT);
  const distinct = countDistinct(job, result, values, count, type);
  measure(result, values, count, type, distinct, <usize>load<u32>(job, REGISTERS) + (<usize>j << 12));
  countAll(job, j, values, count);
  const byDictionary = type != BOOLEAN && distinct > 0 && distinct < count >> 1;
  store<u32>(result, <u32>to, DICTIONARY_PAGE);
  if (byDictionary) {
    const list = <usize>load<u32>(result, VALUE_LIST);
    to = type == TEXT ? putTexts(to, list, distinct, true) : putPlain(to, list, distinct, type);
  }
  store<u32>(result, <u32>to - load<u32>(result, DICTIONARY_PAGE), DICTIONARY_BYTES);
  store<u32>(result, <u32>to, DATA_PAGE);
  to = putPresence(to, nulls, rows, isFull);
  if (byDictionary) {
    store<i32>(result, RLE_DICTIONARY, ENCODING);
    to = putCodes(to, load<u32>(job, CODES), count, distinct);
  } else to = putValues(to, values, count, type, result, load<u32>(job, SLOTS));
  store<u32>(result, <u32>to - load<u32>(result, DATA_PAGE), DATA_BYTES);
  store<u32>(job, <u32>to, OUTPUT);
  return true;
}

/** A column's cells as doubles, where they lie: times in milliseconds, what is missing as NaN. */
function toNumbers(job: usize, j: i32): void {
  const type = <i32>load<u8>(<usize>load<u32>(job, TYPES) + j);
  if (type == TEXT) return;
  const nulls = <usize>load<u32>(job, NULLS) + <usize>load<u32>(job, NULL_STRIDE) * j;
  const values = <usize>load<u32>(job, VALUES) + ((<usize>load<u32>(job, CAPACITY) << 3) * j);
  const rows = load<i32>(job, ROWS);
  const unit: f64 = type == DATE ? 86400000 : 1;
  for (let i = 0; i < rows; i++) {
    const cell = values + (<usize>i << 3);
    if (load<u8>(nulls + (<usize>i >> 3)) & (1 << (<u8>i & 7))) store<f64>(cell, NaN);
    else if (type == TIMESTAMP) store<f64>(cell, <f64>(load<i64>(cell) / 1000));
    else if (type != DECIMAL) store<f64>(cell, <f64>load<i64>(cell) * unit);
  }
}

/** Reads the stretch of the thread's job as numbers alone. */
export function readNumbers(thread: i32, threads: i32, jobs: usize, jobBytes: i32): i32 {
  const job = jobs + <usize>(thread * jobBytes);
  store<i32>(job, 0, ROWS);
  store<i32>(job, 0, REFUSED);
  if (load<u32>(job, START) >= load<u32>(job, END)) return 0;
  if (!readRecords(job)) store<i32>(job, 1, REFUSED);
  else for (let j = 0; j < load<i32>(job, COLUMNS); j++) toNumbers(job, j);
  return 0;
}

/** Reads and encodes the stretch of the thread's job; a job without bytes has no rows. */
export function readTable(thread: i32, threads: i32, jobs: usize, jobBytes: i32): i32 {
  const job = jobs + <usize>(thread * jobBytes);
  store<i32>(job, 0, ROWS);
  store<i32>(job, 0, REFUSED);
  if (load<u32>(job, START) >= load<u32>(job, END)) return 0;
  if (load<i32>(job, FRESH) != 0) clearCounts(job);
  let isRead = readRecords(job);
  for (let j = 0; isRead && j < load<i32>(job, COLUMNS); j++) isRead = encodeColumn(job, j);
  if (!isRead) store<i32>(job, 1, REFUSED);
  return 0;
}
