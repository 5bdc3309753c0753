import { open, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { slotMs } from "./local-time";

/** Small whole numbers in the narrowest array that holds them. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/**
 * A version's events in memory, user by user, each user's in the order of time: their tracks.
 *
 * Everything is a number of 1 to 4 bytes, about 13 bytes an event. Users, items, cells and places are numbered from 1 in
 * the order of their dictionaries (code + 1); 0 stands for none. Because a user's events lie together, one pass over them
 * answers any question about distinct users, days, sessions and cohorts, in any time zone and under any filter.
 */
export interface EventTracks {
  events: number;
  /** Known users; number 0 holds the events that name none. */
  users: number;
  items: number;
  cells: number;
  /** Values of each place column. */
  places: number[];
  /** User u's events are those from starts[u] up to starts[u + 1]. */
  starts: Uint32Array;
  /** The most events that one known user has. */
  longestTrack: number;
  /** The quarter of an hour that `slot` 0 stands for. */
  firstSlot: number;
  /** How many different quarters there are up to the last one. */
  slots: number;
  /** Quarters of an hour since `firstSlot`, and what is left within the quarter in units of `restMs`. */
  slot: Codes;
  rest: Codes;
  restMs: number;
  item: Codes;
  cell: Codes;
  place: Codes[];
  /** Numbers of the distinct values, which ascend; value 0 is NaN and stands for none. */
  minutes: Codes;
  minuteValues: Float64Array;
  rating: Codes;
  ratingValues: Float64Array;
}

/** Milliseconds since 1970 of an event. */
export function instantOf(tracks: EventTracks, event: number): number {
  return (tracks.firstSlot + tracks.slot[event]!) * slotMs + tracks.rest[event]! * tracks.restMs;
}

export type NumberType = "u8" | "u16" | "u32" | "f64";

/** What is written beside the columns; each column is a file of its bare numbers. */
export interface TracksLayout extends Pick<EventTracks, "events" | "users" | "items" | "cells" | "places" | "firstSlot" | "slots" | "restMs"> {
  types: Record<string, NumberType>;
}

export const layoutFile = (folder: string): string => path.join(folder, "layout.json");
export const columnFile = (folder: string, column: string): string => path.join(folder, `${column}.bin`);

export const bytesOf: Record<NumberType, number> = { u8: 1, u16: 2, u32: 4, f64: 8 };
const viewOf: Record<NumberType, (bytes: Uint8Array) => Codes | Float64Array> = {
  u8: (bytes) => bytes,
  u16: ({ buffer, byteOffset, length }) => new Uint16Array(buffer, byteOffset, length / 2),
  u32: ({ buffer, byteOffset, length }) => new Uint32Array(buffer, byteOffset, length / 4),
  f64: ({ buffer, byteOffset, length }) => new Float64Array(buffer, byteOffset, length / 8),
};

/** The narrowest type that holds 0 … largest. */
export function typeFor(largest: number): "u8" | "u16" | "u32" {
  return largest < 2 ** 8 ? "u8" : largest < 2 ** 16 ? "u16" : "u32";
}

async function readColumn(folder: string, name: string, type: NumberType, roomFor: (bytes: number) => Uint8Array): Promise<Codes | Float64Array> {
  const file = columnFile(folder, name);
  const { size } = await stat(file);
  const bytes = roomFor(size);
  const handle = await open(file);
  try {
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(bytes, at, size - at, at);
      if (bytesRead === 0) throw new Error(`${file} is shorter than it was`);
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
  return viewOf[type](bytes);
}

/** Reads the tracks that `writeEventTracks` wrote into memory that `roomFor` gives, a column at a time (at multiples of 8 bytes). */
export async function readEventTracks(folder: string, roomFor: (bytes: number) => Uint8Array): Promise<EventTracks> {
  const { types, ...layout } = JSON.parse(await readFile(layoutFile(folder), "utf8")) as TracksLayout;
  const names = Object.keys(types);
  const columns = await Promise.all(names.map((name) => readColumn(folder, name, types[name] ?? "u32", roomFor)));
  const codes = (name: string): Codes => columns[names.indexOf(name)] as Codes;
  const values = (name: string): Float64Array => columns[names.indexOf(name)] as Float64Array;
  const starts = codes("starts") as Uint32Array;
  return {
    ...layout,
    starts, longestTrack: longestTrack(starts),
    slot: codes("slot"), rest: codes("rest"), item: codes("item"), cell: codes("cell"), minutes: codes("minutes"), rating: codes("rating"),
    place: layout.places.map((_, place) => codes(`place_${place}`)),
    minuteValues: values("minute-values"), ratingValues: values("rating-values"),
  };
}

function longestTrack(starts: Uint32Array): number {
  let longest = 0;
  for (let user = 1; user + 1 < starts.length; user++) longest = Math.max(longest, starts[user + 1]! - starts[user]!);
  return longest;
}

/** Bytes that tracks take in memory. */
export function tracksBytes(tracks: EventTracks): number {
  const { starts, slot, rest, item, cell, minutes, rating, place, minuteValues, ratingValues } = tracks;
  return [starts, slot, rest, item, cell, minutes, rating, minuteValues, ratingValues, ...place].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
