// Integers in as few bits as they need, as Parquet stores them.

let target: usize = 0;
let held: u64 = 0;
let heldBits: u32 = 0;

// @ts-ignore: decorator
@inline
function put32(value: u64, width: u32): void {
  held |= value << heldBits;
  heldBits += width;
  if (heldBits >= 32) {
    store<u32>(target, <u32>held);
    target += 4;
    held >>= 32;
    heldBits -= 32;
  }
}

// @ts-ignore: decorator
@inline
function put(value: u64, width: u32): void {
  if (width <= 32) return put32(value, width);
  put32(value & 0xffffffff, 32);
  put32(value >> 32, width - 32);
}

function startAt(to: usize): void {
  target = to;
  held = 0;
  heldBits = 0;
}

function finish(): usize {
  while (heldBits > 0) {
    store<u8>(target++, <u8>held);
    held >>= 8;
    heldBits = heldBits > 8 ? heldBits - 8 : 0;
  }
  return target;
}

/** Unsigned LEB128. */
export function putVarint(to: usize, value: u64): usize {
  while (value >= 128) {
    store<u8>(to++, <u8>(value & 127) | 128);
    value >>= 7;
  }
  store<u8>(to++, <u8>value);
  return to;
}

// @ts-ignore: decorator
@inline
function zigzag(value: i64): u64 {
  return (<u64>value << 1) ^ <u64>(value >> 63);
}

/** Dictionary codes (i32 each): their width, then one packed run, or one repeated value where there is but one. */
export function putCodes(to: usize, codes: usize, count: i32, distinct: i32): usize {
  if (distinct <= 1) {
    store<u8>(to, 1);
    const at = putVarint(to + 1, <u64>count << 1);
    store<u8>(at, 0);
    return at + 1;
  }
  const width = <u32>(32 - clz<i32>(distinct - 1));
  const groups = (count + 7) >> 3;
  store<u8>(to, <u8>width);
  const first = putVarint(to + 1, (<u64>groups << 1) | 1);
  startAt(first);
  for (let i = 0; i < count; i++) put32(load<u32>(codes + (<usize>i << 2)), width);
  const written = finish();
  const whole = first + <usize>groups * width;
  if (whole > written) memory.fill(written, 0, whole - written);
  return whole;
}

// @ts-ignore: decorator
@inline const BLOCK: i32 = 2048;
// @ts-ignore: decorator
@inline const MINIBLOCKS: i32 = 8;
// @ts-ignore: decorator
@inline const PER_MINIBLOCK: i32 = 256;

/** One block of differences: the least one, a width for each miniblock, and what is above the least. */
function putBlock(to: usize, differences: usize, count: i32): usize {
  let least = i64.MAX_VALUE;
  for (let i = 0; i < count; i++) least = min(least, load<i64>(differences + (<usize>i << 3)));
  for (let i = 0; i < BLOCK; i++) {
    const at = differences + (<usize>i << 3);
    store<i64>(at, i < count ? load<i64>(at) - least : 0);
  }
  const widths = putVarint(to, zigzag(least));
  startAt(widths + MINIBLOCKS);
  for (let mini = 0; mini < MINIBLOCKS; mini++) {
    const from = differences + (<usize>(mini * PER_MINIBLOCK) << 3);
    let all: u64 = 0;
    for (let i = 0; i < PER_MINIBLOCK; i++) all |= load<u64>(from + (<usize>i << 3));
    const width = mini * PER_MINIBLOCK < count ? <u32>(64 - clz<u64>(all)) : 0;
    store<u8>(widths + mini, <u8>width);
    if (width == 0) continue;
    for (let i = 0; i < PER_MINIBLOCK; i++) put(load<u64>(from + (<usize>i << 3)), width);
  }
  return finish();
}

/**
 * DELTA_BINARY_PACKED: whole numbers by their differences.
 * @param values i64, or u32 where `isShort`; `step` bytes from one to the next
 * @param differences 16 kB of the thread's own
 */
export function putDifferences(to: usize, values: usize, count: i32, step: usize, isShort: bool, differences: usize): usize {
  let at = putVarint(putVarint(putVarint(to, BLOCK), MINIBLOCKS), count);
  let last: i64 = isShort ? <i64>load<u32>(values) : load<i64>(values);
  at = putVarint(at, zigzag(last));
  let filled = 0;
  for (let i = 1; i < count; i++) {
    const from = values + <usize>i * step;
    const next: i64 = isShort ? <i64>load<u32>(from) : load<i64>(from);
    store<i64>(differences + (<usize>filled << 3), next - last);
    last = next;
    if (++filled == BLOCK) {
      at = putBlock(at, differences, filled);
      filled = 0;
    }
  }
  return filled > 0 ? putBlock(at, differences, filled) : at;
}
