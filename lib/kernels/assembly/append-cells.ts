// The lines of a text file copied with further cells at the end of each: LF ends a line, CR is dropped.

/** Where the copying is; mirrored in lib/warehouse/append-kernel.ts: addresses of the next byte to read and to write, and the line. */
// @ts-ignore: decorator
@inline const AT: usize = 0;
// @ts-ignore: decorator
@inline const TO: usize = 4;
// @ts-ignore: decorator
@inline const LINE: usize = 8;

/** Why it stopped. */
// @ts-ignore: decorator
@inline const READ_ALL: i32 = 0;
// @ts-ignore: decorator
@inline const FULL: i32 = 1;
// @ts-ignore: decorator
@inline const NO_CELLS: i32 = 2;
// @ts-ignore: decorator
@inline const LARGE: i32 = 3;

/** More than one cell takes, with its comma. */
// @ts-ignore: decorator
@inline const CELL_BYTES: usize = 16;

// @ts-ignore: decorator
@inline const LINE_FEED: i32 = 10;
// @ts-ignore: decorator
@inline const CARRIAGE_RETURN: i32 = 13;
// @ts-ignore: decorator
@inline const ZERO: u32 = 48;

/** A whole number at `to`; answers where it ends. */
function putWhole(to: usize, value: u32): usize {
  let digits: usize = 1;
  for (let bound: u64 = 10; value >= bound; bound *= 10) digits++;
  let rest = value;
  for (let place = to + digits; place > to; rest /= 10) store<u8>(--place, <u8>(ZERO + (rest % 10)));
  return to + digits;
}

/** `whole` + `fraction` / 10^`places`, without zeros at the end. */
function putDecimal(to: usize, whole: u32, fraction: u32, places: usize): usize {
  const end = putWhole(to, whole);
  if (fraction == 0) return end;
  let rest = fraction;
  let kept = places;
  for (; rest % 10 == 0; rest /= 10) kept--;
  store<u8>(end, 46);
  for (let place = end + 1 + kept; place > end + 1; rest /= 10) store<u8>(--place, <u8>(ZERO + (rest % 10)));
  return end + 1 + kept;
}

/** Nothing for NaN; up to 1 six decimals, beyond nine digits; 0 when it is too large for this. */
function putNumber(to: usize, value: f32): usize {
  if (value != value) return to;
  const size = Math.abs(<f64>value);
  // f32 times a power of ten up to 10^8 is exact in f64: the only rounding is this one.
  let unit: u32 = 1000000;
  let places: usize = 6;
  if (size > 1) {
    if (!(size < 1e9)) return 0;
    unit = 100000000;
    places = 8;
    for (let bound: f64 = 10; size >= bound; bound *= 10) {
      unit /= 10;
      places--;
    }
  }
  const scaled = <u32>Math.floor(size * <f64>unit + 0.5);
  let next = to;
  if (value < 0 && scaled > 0) store<u8>(next++, 45);
  return putDecimal(next, scaled / unit, scaled % unit, places);
}

/** The cells of `line` and the line's end; 0 when one of them is too large. */
function putCells(to: usize, columns: usize, count: i32, line: i32): usize {
  let next = to;
  for (let c: usize = 0; c < <usize>count; c++) {
    store<u8>(next++, 44);
    const cell = <usize>load<u32>(columns + (c << 3), 4) + (<usize>line << 2);
    if (load<u32>(columns + (c << 3)) != 0) {
      const value = load<i32>(cell);
      if (value < 0) store<u8>(next++, 45);
      next = putWhole(next, <u32>(value < 0 ? -value : value));
    } else {
      next = putNumber(next, load<f32>(cell));
      if (next == 0) return 0;
    }
  }
  store<u8>(next, <u8>LINE_FEED);
  return next + 1;
}

/**
 * One thread copies from `state`'s AT to `end`, into the room up to `outEnd`, and adds the cells of a line where it ends: `columns`
 * lists `count` times whether they are i32 (else f32) and their address; `lines` of them are there. Line −1 is the header:
 * what was written since `outStart` is dropped at its end. Answers why it stopped; `state` tells where. The text may be
 * read, and the output written, up to 16 bytes beyond its end.
 */
export function append(thread: i32, threads: i32, state: usize, end: usize, outStart: usize, outEnd: usize, columns: usize, count: i32, lines: i32): i32 {
  let at = <usize>load<u32>(state, AT);
  let to = <usize>load<u32>(state, TO);
  let line = load<i32>(state, LINE);
  const lastRoom = outEnd - CELL_BYTES * <usize>(count + 1);
  let why = READ_ALL;
  while (at < end) {
    if (to > lastRoom) {
      why = FULL;
      break;
    }
    const bytes = v128.load(at);
    const ends = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(<i8>LINE_FEED)), i8x16.eq(bytes, i8x16.splat(<i8>CARRIAGE_RETURN))));
    const plain = min<usize>(ends == 0 ? 16 : ctz(ends), end - at);
    v128.store(to, bytes);
    at += plain;
    to += plain;
    if (ends == 0 || at == end) continue;
    if (load<u8>(at) == <u8>LINE_FEED) {
      if (line < 0) to = outStart;
      else {
        if (line >= lines) {
          why = NO_CELLS;
          break;
        }
        const next = putCells(to, columns, count, line);
        if (next == 0) {
          why = LARGE;
          break;
        }
        to = next;
      }
      line++;
    }
    at++;
  }
  store<u32>(state, <u32>at, AT);
  store<u32>(state, <u32>to, TO);
  store<i32>(state, line, LINE);
  return why;
}
