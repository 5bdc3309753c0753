// One pass over the events of users, who come one after another, each one's in the order of time (lib/warehouse/event-tracks).
// Kernels over tracks share this. `q` is the address of a question, see lib/kernels/track-question.ts: i32 words, addresses of tables (0: there is none).

// @ts-ignore: decorator
@inline const PIECE: u32 = 65536;

// @ts-ignore: decorator
@inline export function word(q: usize, i: usize): u32 {
  return load<u32>(q + (i << 2));
}

// A number of 1, 2 or 4 bytes (shift 0, 1, 2).
// @ts-ignore: decorator
@inline export function read(column: usize, shift: u32, i: u32): u32 {
  if (shift == 1) return <u32>load<u16>(column + (<usize>i << 1));
  return shift == 0 ? <u32>load<u8>(column + <usize>i) : load<u32>(column + (<usize>i << 2));
}

// @ts-ignore: decorator
@inline export function u32At(table: usize, i: u32): u32 {
  return load<u32>(table + (<usize>i << 2));
}

// @ts-ignore: decorator
@inline export function raise(table: usize, i: u32): void {
  const at = table + (<usize>i << 2);
  store<u32>(at, load<u32>(at) + 1);
}

// @ts-ignore: decorator
@inline export function raiseIf(table: usize, i: u32, isSo: bool): void {
  const at = table + (<usize>i << 2);
  store<u32>(at, load<u32>(at) + <u32>isSo);
}

// @ts-ignore: decorator
@inline export function f64At(table: usize, i: u32): f64 {
  return load<f64>(table + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline export function addTo(table: usize, i: u32, value: f64): void {
  const at = table + (<usize>i << 3);
  store<f64>(at, load<f64>(at) + value);
}

// @ts-ignore: decorator
@inline export function starts(q: usize, user: u32): u32 {
  return u32At(word(q, 0), user);
}
// @ts-ignore: decorator
@inline export function users(q: usize): u32 {
  return word(q, 1);
}
// @ts-ignore: decorator
@inline export function isMeant(q: usize, user: u32): bool {
  const table = word(q, 11);
  return table == 0 || load<u8>(table + <usize>user) != 0;
}

/** Where a stretch of a user's events ends: of events that name no user, a piece at a time. */
// @ts-ignore: decorator
@inline export function endOf(q: usize, user: u32, from: u32): u32 {
  const end = starts(q, user + 1);
  return user == 0 ? min(end, from + PIECE) : end;
}

/** Writes which of the events from … to − 1 are meant into the question's list; answers how many. */
export function pick(q: usize, from: u32, to: u32): u32 {
  const slots = word(q, 8), cells = word(q, 9), items = word(q, 10), picked = word(q, 12), places = word(q, 13);
  let count: u32 = 0;
  if ((slots | cells | items | places) == 0) {
    for (let e = from; e < to; e++) store<u32>(picked + (<usize>(e - from) << 2), e);
    return to - from;
  }
  const slot = word(q, 2), slotShift = word(q, 3), item = word(q, 4), itemShift = word(q, 5), cell = word(q, 6), cellShift = word(q, 7);
  for (let e = from; e < to; e++) {
    let isIn: u32 = 1;
    if (slots != 0) isIn &= <u32>load<u8>(slots + <usize>read(slot, slotShift, e));
    if (cells != 0) isIn &= <u32>load<u8>(cells + <usize>read(cell, cellShift, e));
    if (items != 0) isIn &= <u32>load<u8>(items + <usize>read(item, itemShift, e));
    // Written in any case, and kept only by counting: a branch would be guessed wrong half of the time.
    store<u32>(picked + (<usize>count << 2), e);
    count += isIn;
  }
  for (let p: u32 = 0; p < places; p++) count = keep(picked, count, word(q, 14 + 3 * p), word(q, 15 + 3 * p), word(q, 16 + 3 * p));
  return count;
}

function keep(picked: usize, count: u32, column: usize, shift: u32, wanted: usize): u32 {
  let kept: u32 = 0;
  for (let k: u32 = 0; k < count; k++) {
    const e = u32At(picked, k);
    store<u32>(picked + (<usize>kept << 2), e);
    kept += <u32>load<u8>(wanted + <usize>read(column, shift, e));
  }
  return kept;
}

