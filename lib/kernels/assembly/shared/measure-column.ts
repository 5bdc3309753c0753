// Least, most and moments of a column's cells.

import { CUBES, DECIMAL, INTEGER, LEAST, MEAN, MOST, SQUARES, TEXT } from "./table-job";

// @ts-ignore: decorator
@inline
function first8(value: u64): u64 {
  const length = <u32>(value >> 32);
  const head = bswap<u64>(load<u64>(<usize>(value & 0xffffffff)));
  return length >= 8 ? head : length == 0 ? 0 : head & ~(u64.MAX_VALUE >> (length << 3));
}

function isBefore(a: u64, b: u64): bool {
  const one = first8(a);
  const two = first8(b);
  if (one != two) return one < two;
  const lengthA = <i32>(a >> 32);
  const lengthB = <i32>(b >> 32);
  const compared = memory.compare(<usize>(a & 0xffffffff), <usize>(b & 0xffffffff), min(lengthA, lengthB));
  return compared != 0 ? compared < 0 : lengthA < lengthB;
}

function textRange(values: usize, count: i32, result: usize): void {
  let least = load<u64>(values);
  let most = least;
  for (let i = 1; i < count; i++) {
    const value = load<u64>(values + (<usize>i << 3));
    if (isBefore(value, least)) least = value;
    else if (isBefore(most, value)) most = value;
  }
  store<u64>(result, least, LEAST);
  store<u64>(result, most, MOST);
}

function wholeRange(values: usize, count: i32, result: usize): void {
  let least = i64.MAX_VALUE;
  let most = i64.MIN_VALUE;
  for (let i = 0; i < count; i++) {
    const value = load<i64>(values + (<usize>i << 3));
    least = min(least, value);
    most = max(most, value);
  }
  store<i64>(result, least, LEAST);
  store<i64>(result, most, MOST);
}

function decimalRange(values: usize, count: i32, result: usize): void {
  let least: f64 = Infinity;
  let most: f64 = -Infinity;
  for (let i = 0; i < count; i++) {
    const value = load<f64>(values + (<usize>i << 3));
    least = min(least, value);
    most = max(most, value);
  }
  store<f64>(result, least, LEAST);
  store<f64>(result, most, MOST);
}

/** Least and most of `count` > 0 values; of a few different ones it is enough to look at these. */
export function measureRange(values: usize, count: i32, type: i32, result: usize): void {
  if (type == TEXT) textRange(values, count, result);
  else if (type == DECIMAL) decimalRange(values, count, result);
  else wholeRange(values, count, result);
}

// @ts-ignore: decorator
@inline
function numberAt(values: usize, i: i32, type: i32): f64 {
  return type == INTEGER ? <f64>load<i64>(values + (<usize>i << 3)) : load<f64>(values + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
function weightAt(counts: usize, i: i32): f64 {
  return counts == 0 ? 1 : <f64>load<u32>(counts + (<usize>i << 2));
}

/** Mean, and sums of squares and cubes around it, of values that occur `counts` times each (once where `counts` is 0). */
export function measureMoments(values: usize, counts: usize, entries: i32, present: i32, type: i32, result: usize): void {
  let sum: f64 = 0;
  for (let i = 0; i < entries; i++) sum += numberAt(values, i, type) * weightAt(counts, i);
  const mean = sum / <f64>present;
  let squares: f64 = 0;
  let cubes: f64 = 0;
  for (let i = 0; i < entries; i++) {
    const distance = numberAt(values, i, type) - mean;
    const square = distance * distance * weightAt(counts, i);
    squares += square;
    cubes += square * distance;
  }
  store<f64>(result, mean, MEAN);
  store<f64>(result, squares, SQUARES);
  store<f64>(result, cubes, CUBES);
}
