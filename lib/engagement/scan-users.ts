import { setImmediate as nextTurn } from "node:timers/promises";
import type { Selection } from "./selection";

/**
 * Is shown the events of one user that are meant: the first `count` of `picked`, in the order of time. Events that name no
 * user come as user 0, in pieces. `picked` is only good until the next call.
 */
export type Visit = (user: number, picked: Uint32Array, count: number) => void;

/** What nobody did is handed over in pieces of this many events. */
const pieceLength = 1 << 16;
/** After so long the process answers others before it goes on. */
const turnMs = 10;
const eventsBetweenLooks = 1 << 17;

/** Shows every user who has events that are meant, in the order of their numbers. */
export async function scanUsers(selection: Selection, visit: Visit): Promise<void> {
  const { tracks, tracks: { starts } } = selection.events;
  const picked = new Uint32Array(Math.max(pieceLength, tracks.longestTrack));
  let [turnBegan, looked] = [performance.now(), 0];
  const look = async (event: number): Promise<void> => {
    looked = event;
    if (performance.now() - turnBegan < turnMs) return;
    await nextTurn();
    turnBegan = performance.now();
  };
  const nobody = starts[1] ?? 0;
  for (let from = 0; from < nobody && selection.users?.[0] !== 0; from += pieceLength) {
    const count = pick(selection, from, Math.min(nobody, from + pieceLength), picked);
    if (count > 0) visit(0, picked, count);
    await look(from);
  }
  for (let user = 1; user <= tracks.users; ) {
    // A stretch of users without a pause: an asynchronous loop would cost more than the users do.
    user = visitUntil(selection, user, looked + eventsBetweenLooks, picked, visit);
    if (user <= tracks.users) await look(starts[user]!);
  }
}

/** Shows users from `user` on until their events reach `limit`; answers the next user. */
function visitUntil(selection: Selection, user: number, limit: number, picked: Uint32Array, visit: Visit): number {
  const { users, events: { tracks } } = selection;
  const { starts } = tracks;
  let next = user;
  for (; next <= tracks.users; next++) {
    const from = starts[next]!;
    if (from > limit) break;
    if (users !== undefined && users[next] === 0) continue;
    const count = pick(selection, from, starts[next + 1]!, picked);
    if (count > 0) visit(next, picked, count);
  }
  return next;
}

/** Writes which of the events `from` … `to` − 1 are meant; answers how many. */
function pick(selection: Selection, from: number, to: number, picked: Uint32Array): number {
  const { slots, cells, items, places, events: { tracks } } = selection;
  const { slot, cell, item } = tracks;
  let count = 0;
  if (slots === undefined && cells === undefined && items === undefined && places.length === 0) {
    for (let event = from; event < to; event++) picked[count++] = event;
    return count;
  }
  for (let event = from; event < to; event++) {
    if (slots !== undefined && slots[slot[event]!] === 0) continue;
    if (cells !== undefined && cells[cell[event]!] === 0) continue;
    if (items !== undefined && items[item[event]!] === 0) continue;
    picked[count++] = event;
  }
  for (const { place, values } of places) count = keep(picked, count, tracks.place[place]!, values);
  return count;
}

/** Keeps the events whose place is wanted. */
function keep(picked: Uint32Array, count: number, numbers: ArrayLike<number>, wanted: Uint8Array): number {
  let kept = 0;
  for (let k = 0; k < count; k++) if (wanted[numbers[picked[k]!]!] === 1) picked[kept++] = picked[k]!;
  return kept;
}

/** Is shown the distinct local days of one known user, the first `count` of `days`, ascending. */
export type VisitDays = (user: number, days: Int32Array, count: number) => void;

/** Shows every known user's days with an event that is meant. */
export async function scanUserDays(selection: Selection, visit: VisitDays): Promise<void> {
  const { days: dayOfSlot, daysAscend, events: { tracks: { slot, longestTrack } } } = selection;
  const days = new Int32Array(Math.max(1, longestTrack));
  await scanUsers(selection, (user, picked, count) => {
    if (user === 0) return;
    let found = 0;
    let last = Number.MIN_SAFE_INTEGER;
    for (let k = 0; k < count; k++) {
      const day = dayOfSlot[slot[picked[k]!]!]!;
      if (day !== last) days[found++] = last = day;
    }
    visit(user, days, daysAscend ? found : sortedDistinct(days, found));
  });
}

function sortedDistinct(days: Int32Array, count: number): number {
  days.subarray(0, count).sort();
  let kept = 0;
  for (let k = 0; k < count; k++) if (k === 0 || days[k] !== days[kept - 1]) days[kept++] = days[k]!;
  return kept;
}
