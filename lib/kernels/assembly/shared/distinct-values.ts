// The different values of a column's cells with how often each occurs, and a code per cell; and an estimate where there are many.

import { TEXT } from "./table-job";

// @ts-ignore: decorator
@inline const SLOT_COUNT: u32 = 65536;

// @ts-ignore: decorator
@inline
export function mixed(word: u64): u64 {
  word ^= word >> 32;
  word *= 0xd6e8feb86659fd93;
  word ^= word >> 32;
  word *= 0xd6e8feb86659fd93;
  return word ^ (word >> 32);
}

/** Hash of a text; reads up to 7 bytes behind it. */
function textHash(value: u64): u64 {
  let at = <usize>(value & 0xffffffff);
  let left = <u32>(value >> 32);
  let hash: u64 = left;
  while (left >= 8) {
    hash = (hash ^ load<u64>(at)) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 29;
    at += 8;
    left -= 8;
  }
  if (left > 0) hash = (hash ^ (load<u64>(at) & (((<u64>1) << (left << 3)) - 1))) * 0x9e3779b97f4a7c15;
  return mixed(hash);
}

function isSameText(a: u64, b: u64): bool {
  if (a >> 32 != b >> 32) return false;
  return memory.compare(<usize>(a & 0xffffffff), <usize>(b & 0xffffffff), <usize>(a >> 32)) == 0;
}

// @ts-ignore: decorator
@inline
export function hashOf(value: u64, type: i32): u64 {
  return type == TEXT ? textHash(value) : mixed(value);
}

/**
 * Gives each of `count` values (8 bytes each) the code of its first occurrence. Answers how many differ, or −1 as soon as
 * these are more than `limit`; `distinct` (8 bytes each) and `counts` (4 bytes each) must hold so many.
 */
export function findDistinct(values: usize, count: i32, type: i32, limit: i32, slots: usize, codes: usize, distinct: usize, counts: usize): i32 {
  memory.fill(slots, 0, SLOT_COUNT << 2);
  let found = 0;
  for (let i = 0; i < count; i++) {
    const value = load<u64>(values + (<usize>i << 3));
    let slot = <u32>hashOf(value, type) & (SLOT_COUNT - 1);
    let code: i32;
    for (;;) {
      code = load<i32>(slots + (<usize>slot << 2)) - 1;
      if (code < 0) {
        if (found >= limit) return -1;
        code = found++;
        store<i32>(slots + (<usize>slot << 2), found);
        store<u64>(distinct + (<usize>code << 3), value);
        store<u32>(counts + (<usize>code << 2), 0);
        break;
      }
      const known = load<u64>(distinct + (<usize>code << 3));
      if (known == value || (type == TEXT && isSameText(known, value))) break;
      slot = (slot + 1) & (SLOT_COUNT - 1);
    }
    const entry = counts + (<usize>code << 2);
    store<u32>(entry, load<u32>(entry) + 1);
    store<i32>(codes + (<usize>i << 2), code);
  }
  return found;
}

/** HyperLogLog with 4,096 registers of a byte (about 1.6 % off): each keeps the longest run of zeros of its hashes, over all stretches. */
export function fillRegisters(values: usize, count: i32, type: i32, registers: usize): void {
  for (let i = 0; i < count; i++) {
    const hash = hashOf(load<u64>(values + (<usize>i << 3)), type);
    const register = registers + <usize>(hash >> 52);
    const rank = <u8>clz<u64>((hash << 12) | 2048) + 1;
    if (rank > load<u8>(register)) store<u8>(register, rank);
  }
}

/** Whole numbers from `LEAST_COUNTED` on, this many, have a counter each. */
// @ts-ignore: decorator
@inline export const COUNTER_COUNT: i32 = 524288;
// @ts-ignore: decorator
@inline const LEAST_COUNTED: i64 = -1024;

/** Counts whole numbers one by one, over all stretches; false at the first that has no counter. */
export function countWhole(values: usize, count: i32, counters: usize): bool {
  for (let i = 0; i < count; i++) {
    const place = <u64>(load<i64>(values + (<usize>i << 3)) - LEAST_COUNTED);
    if (place >= <u64>COUNTER_COUNT) return false;
    const counter = counters + (<usize>place << 2);
    store<u32>(counter, load<u32>(counter) + 1);
  }
  return true;
}
