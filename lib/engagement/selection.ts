import { stat } from "node:fs/promises";
import { z } from "zod";
import type { Members, Scope } from "../sql/engagement/scope";
import { slotsPerDay, type ZoneOffset } from "../warehouse/local-time";
import { query } from "../warehouse/query";
import { parquetTable } from "../warehouse/quote-sql";
import { dayOfLocalSlot, localSlots } from "./calendar";
import { openEvents, type OpenEvents } from "./open-events";

/** Which events are meant, as tables of 0 and 1 by number; a table that isn't there lets everything through. */
export interface Selection {
  events: OpenEvents;
  /** Local day, and local hour counted from 1970-01-01 00:00, of each slot. */
  days: Int32Array;
  hours: Int32Array;
  /** Whether later slots are never of an earlier day: but for clocks that are set back over midnight, they aren't. */
  daysAscend: boolean;
  slots?: Uint8Array;
  users?: Uint8Array;
  cells?: Uint8Array;
  items?: Uint8Array;
  places: { place: number; values: Uint8Array }[];
}

/**
 * The events that a scope means, of its range or (`anyDay`) of all days.
 * Users are known by their number (code + 1; 0 for events that name none), and so are items, cells and places.
 */
export async function selectionOf(scope: Scope, { anyDay = false }: { anyDay?: boolean } = {}): Promise<Selection> {
  const [events, members] = [await openEvents(scope.index), await membersOf(scope)];
  const { tracks } = events;
  const times = timesOf(events, scope.offsets);
  const isWhole = anyDay || (scope.fromDay <= scope.dataFirstDay && scope.toDay >= scope.dataLastDay);
  return {
    events,
    ...times,
    ...(!isWhole && { slots: slotsBetween(times.days, scope.fromDay, scope.toDay) }),
    ...(members && { users: flags(members, tracks.users + 1) }),
    ...(scope.categories && { cells: cellsWith(events, scope.categories) }),
    ...(scope.items && { items: flags(await codesOfItems(scope, scope.items), tracks.items + 1) }),
    places: (scope.places ?? []).map(({ place, values }) => ({ place, values: Uint8Array.from(events.placeValues[place] ?? [], (value, number) => Number(number > 0 && values.includes(value))) })),
  };
}

type Times = Pick<Selection, "days" | "hours" | "daysAscend">;

/** Each zone's reading of a version's slots is made once, of so many zones: that of twenty years takes 6 MB. */
const maximumZones = 8;
const knownTimes = new WeakMap<OpenEvents, Map<string, Times>>();

function timesOf(events: OpenEvents, offsets: ZoneOffset[]): Times {
  const known = knownTimes.get(events) ?? new Map<string, Times>();
  knownTimes.set(events, known);
  const key = JSON.stringify(offsets);
  const found = known.get(key) ?? readTimes(localSlots(offsets, events.tracks.firstSlot, events.tracks.slots));
  known.delete(key);
  known.set(key, found);
  for (const oldest of known.keys()) if (known.size > maximumZones) known.delete(oldest);
  return found;
}

function readTimes(local: Float64Array): Times {
  const [days, hours] = [new Int32Array(local.length), new Int32Array(local.length)];
  let daysAscend = true;
  for (let slot = 0; slot < local.length; slot++) {
    days[slot] = dayOfLocalSlot(local[slot]!);
    hours[slot] = Math.floor(local[slot]! / (slotsPerDay / 24));
    if (slot > 0 && days[slot]! < days[slot - 1]!) daysAscend = false;
  }
  return { days, hours, daysAscend };
}

/** 1 for the slots whose day lies from one to the other, both included. */
export function slotsBetween(days: Int32Array, fromDay: number, toDay: number): Uint8Array {
  const slots = new Uint8Array(days.length);
  for (let slot = 0; slot < days.length; slot++) slots[slot] = Number(days[slot]! >= fromDay && days[slot]! <= toDay);
  return slots;
}

/** Only the n-th of these numbers, from codes that begin at −1. */
function flags(codes: number[], length: number): Uint8Array {
  const table = new Uint8Array(length);
  for (const code of codes) table[code + 1] = 1;
  return table;
}

function cellsWith({ categories, cellStarts, categoriesOfCells, tracks }: OpenEvents, wanted: string[]): Uint8Array {
  const isWanted = categories.map((category) => wanted.includes(category));
  return Uint8Array.from({ length: tracks.cells + 1 }, (_, cell) => Number(categoriesOfCells.subarray(cellStarts[cell] ?? 0, cellStarts[cell + 1] ?? 0).some((category) => isWanted[category])));
}

async function codesOfItems({ index }: Scope, keys: string[]): Promise<number[]> {
  const rows = await query(codesOfItemsSql({ index }), { keys: JSON.stringify(keys) }, codeSchema);
  return rows.map(({ code }) => code);
}

export function codesOfItemsSql({ index }: Pick<Scope, "index">): string {
  return `SELECT code FROM ${parquetTable(index.items)} WHERE key IN (SELECT unnest(from_json($keys::JSON, '["VARCHAR"]')))`;
}

const codeSchema = z.object({ code: z.number() });

/** So many filters' users are remembered: the charts of a page share theirs. */
const maximumKept = 32;
const kept = new Map<string, Promise<number[]>>();

async function membersOf({ members }: Scope): Promise<number[] | undefined> {
  if (!members) return undefined;
  if (!members.files) return askMembers(members);
  const times = await Promise.all(members.files.map(async (file) => (await stat(file)).mtimeMs));
  const key = JSON.stringify([members.sql, members.bindings, times]);
  const found = kept.get(key) ?? askMembers(members);
  kept.delete(key);
  kept.set(key, found);
  for (const oldest of kept.keys()) if (kept.size > maximumKept) kept.delete(oldest);
  return found.catch((error: unknown) => {
    kept.delete(key);
    throw error;
  });
}

async function askMembers({ sql, bindings }: Members): Promise<number[]> {
  const rows = await query(sql, bindings, codeSchema);
  return rows.map(({ code }) => code);
}
