import type { Scope } from "../sql/engagement/scope";
import { countNumbers } from "./bucket-counts";
import { weekdayOf } from "./calendar";
import { scanUsers } from "./scan-users";
import { selectionOf, type Selection } from "./selection";

/** About as many timed events as an estimate rests on: more of them narrow its intervals to less than anybody reads. */
const wantedEvents = 40_000;

/** One timed event: its user, its category cell, the six hours of the day it lies in (0–3), whether on a weekend (0 or 1). */
export interface TimedEvent {
  user: number;
  cell: number;
  hours: number;
  weekend: number;
  minutes: number;
}

export interface DurationSample {
  events: TimedEvent[];
  /** Categories of each cell. */
  categoriesOf: Map<number, string[]>;
}

/** Timed events with a category: all of them, or all those of every m-th user where they are very many. The same ones each time. */
export async function durationSample(scope: Scope): Promise<DurationSample> {
  const selection = await selectionOf(scope);
  const step = Math.max(1, Math.round((await countTimed(selection)) / wantedEvents));
  const { tracks: { cell, minutes, minuteValues, slot }, categories, cellStarts, categoriesOfCells } = selection.events;
  const events: TimedEvent[] = [];
  const byUser = scope.has.user;
  const chosen = step === 1 || !byUser ? selection : { ...selection, users: chosenUsers(selection, step) };
  await scanUsers(chosen, (user, picked, count) => {
    for (const event of picked.subarray(0, count)) {
      if (cell[event] === 0 || minutes[event] === 0 || (!byUser && !isChosen(event, step))) continue;
      const at = slot[event]!;
      const hour = (((selection.hours[at]! % 24) + 24) % 24);
      events.push({ user, cell: cell[event]!, hours: Math.floor(hour / 6), weekend: weekdayOf(selection.days[at]!) >= 5 ? 1 : 0, minutes: minuteValues[minutes[event]!]! });
    }
  });
  const cells = new Set(events.map((event) => event.cell));
  return { events, categoriesOf: new Map(Array.from(cells, (its) => [its, Array.from(categoriesOfCells.subarray(cellStarts[its], cellStarts[its + 1]), (category) => categories[category] ?? "")])) };
}

async function countTimed(selection: Selection): Promise<number> {
  const { tracks } = selection.events;
  const isKnown = Uint8Array.from({ length: tracks.cells + 1 }, (_, cell) => Number(cell > 0 && selection.cells?.[cell] !== 0));
  const events = await countNumbers({ ...selection, cells: isKnown }, tracks.minutes, tracks.minuteValues.length - 1);
  return events.subarray(1).reduce((sum, count) => sum + count, 0);
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
