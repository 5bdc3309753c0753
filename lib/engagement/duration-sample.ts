import type { Scope } from "../sql/engagement/scope";
import { countNumbers } from "./bucket-counts";
import { weekdayOf } from "./calendar";
import type { OpenEvents } from "./open-events";
import { scanUsers } from "./scan-users";
import { selectionOf, type Selection } from "./selection";

/** About as many timed events as an estimate rests on: more of them narrow its intervals to less than anybody reads. */
const wantedEvents = 40_000;

/** Timed events with a category, user by user. */
export interface DurationSample extends Pick<OpenEvents, "categories" | "cellStarts" | "categoriesOfCells"> {
  /** Category cell of each event. */
  cells: Uint32Array;
  /** The six hours of the day that each event lies in (0–3), and whether on a weekend (0 or 1). */
  quarters: Uint8Array;
  weekends: Uint8Array;
  minutes: Float64Array;
  /** Where each known user's events begin, and the last one's end. Where the data know no users, all events are one stretch. */
  userStarts: Uint32Array;
}

/**
 * All timed events with a category, or all those of every m-th user where they are very many. The same ones each time.
 * Where the data know users, events that name nobody are left out: nobody can say whose habits they follow.
 */
export async function durationSample(scope: Scope): Promise<DurationSample> {
  const all = await selectionOf(scope);
  const selection = scope.has.user ? { ...all, users: knownUsers(all) } : all;
  const step = Math.max(1, Math.round((await countTimed(selection)) / wantedEvents));
  const { tracks, categories, cellStarts, categoriesOfCells } = selection.events;
  const { events, userStarts } = await chosenEvents(selection, step, scope.has.user);
  const [cells, minutes] = [new Uint32Array(events.length), new Float64Array(events.length)];
  const [quarters, weekends] = [new Uint8Array(events.length), new Uint8Array(events.length)];
  for (let i = 0; i < events.length; i++) {
    const event = events[i]!;
    const slot = tracks.slot[event]!;
    cells[i] = tracks.cell[event]!;
    minutes[i] = tracks.minuteValues[tracks.minutes[event]!]!;
    quarters[i] = (((selection.hours[slot]! % 24) + 24) % 24) / 6;
    weekends[i] = Number(weekdayOf(selection.days[slot]!) >= 5);
  }
  return { cells, quarters, weekends, minutes, userStarts, categories, cellStarts, categoriesOfCells };
}

/** Numbers of the sampled events, and where each user's begin among them. */
async function chosenEvents(selection: Selection, step: number, byUser: boolean): Promise<{ events: Uint32Array; userStarts: Uint32Array }> {
  const { cell, minutes } = selection.events.tracks;
  const isEachChosen = step === 1 || byUser;
  const userStarts: number[] = [];
  let events = new Uint32Array(2 * wantedEvents);
  let [found, lastUser] = [0, -1];
  await scanUsers(step > 1 && byUser ? { ...selection, users: chosenUsers(selection, step) } : selection, (user, picked, count) => {
    if (found + count > events.length) events = grown(events, 2 * (found + count));
    const before = found;
    for (let k = 0; k < count; k++) {
      const event = picked[k]!;
      if (cell[event] !== 0 && minutes[event] !== 0 && (isEachChosen || isChosen(event, step))) events[found++] = event;
    }
    if (found > before && user !== lastUser) userStarts.push(before);
    if (found > before) lastUser = user;
  });
  return { events: events.subarray(0, found), userStarts: Uint32Array.from([...userStarts, found]) };
}

function grown(values: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(values);
  return larger;
}

async function countTimed(selection: Selection): Promise<number> {
  const { tracks } = selection.events;
  const isKnown = selection.cells?.slice() ?? new Uint8Array(tracks.cells + 1).fill(1);
  isKnown[0] = 0;
  const events = await countNumbers({ ...selection, cells: isKnown }, tracks.minutes, tracks.minuteValues.length - 1);
  return events.subarray(1).reduce((sum, count) => sum + count, 0);
}

/** The selected users but for number 0, which stands for none. */
function knownUsers({ users, events }: Selection): Uint8Array {
  const known = users?.slice() ?? new Uint8Array(events.tracks.users + 1).fill(1);
  known[0] = 0;
  return known;
}

/** The selected users that the sample is of. */
function chosenUsers(selection: Selection, step: number): Uint8Array {
  const chosen = new Uint8Array(selection.events.tracks.users + 1);
  for (let user = 0; user < chosen.length; user++) chosen[user] = Number(selection.users?.[user] !== 0 && isChosen(user, step));
  return chosen;
}

/** One in `step` numbers, without a pattern (MurmurHash3's last mixing). */
function isChosen(number: number, step: number): boolean {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % step === 0;
}
