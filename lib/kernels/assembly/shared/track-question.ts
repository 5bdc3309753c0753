// One pass over the events of users, who come one after another, each one's in the order of time (lib/warehouse/event-tracks).
// Kernels over tracks share this. `q` is the address of a question: u32 words.

// Words of a question: addresses and widths of columns, then tables of what is meant (0: everything), then lists.
// Mirrored in lib/kernels/track-question.ts.
// @ts-ignore: decorator
@inline const STARTS: usize = 0;
// @ts-ignore: decorator
@inline const USERS: usize = 1;
// @ts-ignore: decorator
@inline export const SLOT: usize = 2;
// @ts-ignore: decorator
@inline export const SLOT_SHIFT: usize = 3;
// @ts-ignore: decorator
@inline export const ITEM: usize = 4;
// @ts-ignore: decorator
@inline export const ITEM_SHIFT: usize = 5;
// @ts-ignore: decorator
@inline export const CELL: usize = 6;
// @ts-ignore: decorator
@inline export const CELL_SHIFT: usize = 7;
// @ts-ignore: decorator
@inline const MEANT_SLOTS: usize = 8;
// @ts-ignore: decorator
@inline const MEANT_CELLS: usize = 9;
// @ts-ignore: decorator
@inline const MEANT_ITEMS: usize = 10;
// @ts-ignore: decorator
@inline const MEANT_USERS: usize = 11;
// @ts-ignore: decorator
@inline export const PICKED: usize = 12;
// @ts-ignore: decorator
@inline const PLACES: usize = 13;
// @ts-ignore: decorator
@inline const FIRST_PLACE: usize = 14;
// @ts-ignore: decorator
@inline export const LIST: usize = 32;

/** Events that name no user are looked at in pieces of so many. */
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
  return u32At(word(q, STARTS), user);
}
// @ts-ignore: decorator
@inline export function users(q: usize): u32 {
  return word(q, USERS);
}
// @ts-ignore: decorator
@inline export function isMeant(q: usize, user: u32): bool {
  const table = word(q, MEANT_USERS);
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
  const slots = word(q, MEANT_SLOTS), cells = word(q, MEANT_CELLS), items = word(q, MEANT_ITEMS), picked = word(q, PICKED), places = word(q, PLACES);
  let count: u32 = 0;
  if ((slots | cells | items | places) == 0) {
    for (let e = from; e < to; e++) store<u32>(picked + (<usize>(e - from) << 2), e);
    return to - from;
  }
  const slot = word(q, SLOT), slotShift = word(q, SLOT_SHIFT), item = word(q, ITEM), itemShift = word(q, ITEM_SHIFT), cell = word(q, CELL), cellShift = word(q, CELL_SHIFT);
  for (let e = from; e < to; e++) {
    let isIn: u32 = 1;
    if (slots != 0) isIn &= <u32>load<u8>(slots + <usize>read(slot, slotShift, e));
    if (cells != 0) isIn &= <u32>load<u8>(cells + <usize>read(cell, cellShift, e));
    if (items != 0) isIn &= <u32>load<u8>(items + <usize>read(item, itemShift, e));
    // Written in any case, and kept only by counting: a branch would be guessed wrong half of the time.
    store<u32>(picked + (<usize>count << 2), e);
    count += isIn;
  }
  for (let p: u32 = 0; p < places; p++) count = keep(picked, count, word(q, FIRST_PLACE + 3 * p), word(q, FIRST_PLACE + 1 + 3 * p), word(q, FIRST_PLACE + 2 + 3 * p));
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
