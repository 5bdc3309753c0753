import { totalmem } from "node:os";
import { z } from "zod";
import { forgetMemory } from "../kernels/track-threads";
import { TrackMemory } from "../kernels/track-memory";
import type { TrackSource } from "../kernels/track-question";
import type { EventIndex } from "../warehouse/event-index";
import { readEventTracks, tracksBytes, type EventTracks } from "../warehouse/event-tracks";
import { query } from "../warehouse/query";
import { parquetTable } from "../warehouse/quote-sql";

/** What the charts of a version read, in memory. */
export interface OpenEvents {
  tracks: EventTracks & TrackSource;
  /** Names of all categories in the order in which ties are listed; a category is known by its place in it. */
  categories: string[];
  /** Numbers of the categories of a cell are those of `categoriesOfCells` from `cellStarts[cell]` up to `cellStarts[cell + 1]`; cell 0 has none. */
  cellStarts: Uint32Array;
  categoriesOfCells: Uint32Array;
  /** Texts of each place column by number; 0 has none. */
  placeValues: string[][];
}

/** Tracks of several versions stay in memory together up to this; the one in use always does. */
const maximumBytes = Math.min(2 * 1024 ** 3, totalmem() / 8);

interface Kept {
  opening: Promise<OpenEvents>;
  bytes: number;
}

/** Least recently used first. On `globalThis`: a development server reloads modules. */
const holder = globalThis as typeof globalThis & { tesseraOpenEvents?: Map<string, Kept> };

/** The events of an index, read once and kept for the next question. */
export async function openEvents(index: EventIndex): Promise<OpenEvents> {
  const kept = (holder.tesseraOpenEvents ??= new Map());
  const found = kept.get(index.tracks) ?? { opening: readEvents(index), bytes: 0 };
  kept.delete(index.tracks);
  kept.set(index.tracks, found);
  try {
    const events = await found.opening;
    found.bytes = tracksBytes(events.tracks);
    forgetOldest(kept, index.tracks);
    return events;
  } catch (error) {
    kept.delete(index.tracks);
    throw error;
  }
}

function forgetOldest(kept: Map<string, Kept>, inUse: string): void {
  let bytes = [...kept.values()].reduce((sum, one) => sum + one.bytes, 0);
  for (const [key, one] of kept) {
    if (bytes <= maximumBytes) return;
    if (key === inUse) continue;
    kept.delete(key);
    bytes -= one.bytes;
    // Whoever asked for it hears of it when it can't be read.
    void one.opening.then(({ tracks }) => forgetMemory(tracks.memory), () => undefined);
  }
}

async function readEvents(index: EventIndex): Promise<OpenEvents> {
  const memory = new TrackMemory();
  const [tracks, cells, places] = await Promise.all([readEventTracks(index.tracks, (bytes) => memory.addColumn(bytes)), readCells(index), readPlaces(index)]);
  return { tracks: { ...tracks, memory }, ...cells, placeValues: tracks.places.map((_, place) => ["", ...places.filter((row) => row.place === place).map(({ value }) => value)]) };
}

const cellSchema = z.object({ code: z.number(), kind: z.number(), category: z.string() });

async function readCells(index: EventIndex): Promise<Pick<OpenEvents, "categories" | "cellStarts" | "categoriesOfCells">> {
  const rows = await query(cellsSql(index), [], cellSchema);
  const cells = rows.reduce((most, { code }) => Math.max(most, code + 1), 0);
  const categories: string[] = [];
  const cellStarts = new Uint32Array(cells + 2);
  for (const { code, kind, category } of rows) {
    categories[kind] = category;
    cellStarts[code + 2]! += 1;
  }
  for (let cell = 1; cell < cellStarts.length; cell++) cellStarts[cell]! += cellStarts[cell - 1]!;
  return { categories, cellStarts, categoriesOfCells: Uint32Array.from(rows, ({ kind }) => kind) };
}

/** Every category of every cell, with the category's number. */
export function cellsSql(index: EventIndex): string {
  return `SELECT code, (dense_rank() OVER (ORDER BY category) - 1)::INTEGER AS kind, category FROM (SELECT code, unnest(categories) AS category FROM ${parquetTable(index.cells)}) ORDER BY code, kind`;
}

async function readPlaces(index: EventIndex): Promise<{ place: number; value: string }[]> {
  return query(`SELECT place, value FROM ${parquetTable(index.places)} ORDER BY place, code`, [], z.object({ place: z.number(), value: z.string() }));
}
