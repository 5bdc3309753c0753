import type { FeatureColumn } from "../schemas/feature-column";
import { AppError } from "../errors";

/**
 * Who did what with which item, in the order of the source's rows: one entry for each pair of user and item.
 * `user` and `item` index `userIds` and `itemIds`, which are sorted (as numbers where all of them are numbers, else by
 * code point), so that of equally good items the smaller id wins everywhere.
 */
export interface Interactions {
  users: number;
  items: number;
  userIds: string[];
  itemIds: string[];
  user: Int32Array;
  item: Int32Array;
  /** Rating, or weight of what was done. */
  value: Float32Array;
  /** Epoch milliseconds; NaN where unknown. */
  time: Float64Array;
  /** Position of each entry's row in the source, counted from 0. */
  row: Int32Array;
}

export interface InteractionColumns {
  user: FeatureColumn;
  item: FeatureColumn;
  /** Ratings, or weights; without it every row weighs 1. NaN is missing. */
  value?: Float64Array;
  /** Epoch milliseconds; NaN is missing. */
  time?: Float64Array;
  /** Positions of the rows in their source, where some of the source's rows are not here. Default: 0, 1, 2 … */
  rowIds?: Float64Array;
}

export interface InteractionOptions {
  /** Of several rows of one pair: the last one by time (then by row) counts, or their values are added. */
  duplicates: "last" | "sum";
  /** Ratings outside are left out and counted. */
  scale?: { min: number; max: number };
}

/** What was left out or merged on the way, so that it can be said. */
export interface InteractionCounts {
  rows: number;
  kept: number;
  /** Rows without a user or an item. */
  withoutKey: number;
  /** Rows whose value is missing or not finite. */
  withoutValue: number;
  outsideScale: number;
  /** Rows that another row of the same pair replaced or took in. */
  duplicates: number;
}

interface Keys {
  codes: Int32Array;
  ids: string[];
}

/**
 * Makes interactions from a file's columns.
 *
 * Defined for bad input: rows without user, item or value, and ratings outside `scale`, are left out; a pair that occurs
 * several times becomes one entry (at the place of the row that counts). Everything left out is counted.
 * @throws AppError recommendation_impossible when no row is left.
 * O(rows) time and memory, besides sorting the distinct ids.
 */
export function buildInteractions(columns: InteractionColumns, options: InteractionOptions): { interactions: Interactions; counts: InteractionCounts } {
  const users = keysOf(columns.user);
  const items = keysOf(columns.item);
  const counts: InteractionCounts = { rows: users.codes.length, kept: 0, withoutKey: 0, withoutValue: 0, outsideScale: 0, duplicates: 0 };
  const usable = usableRows(columns, users, items, options, counts);
  const kept = mergePairs(columns, users, items, usable, options, counts);
  counts.kept = kept.rows.length;
  if (kept.rows.length === 0) throw new AppError("recommendation_impossible", nothingLeft(counts));
  const user = compact(kept.rows.map((row) => users.codes[row]!), users.ids);
  const item = compact(kept.rows.map((row) => items.codes[row]!), items.ids);
  const { time, rowIds } = columns;
  return {
    interactions: {
      users: user.ids.length, items: item.ids.length, userIds: user.ids, itemIds: item.ids, user: user.codes, item: item.codes, value: kept.values,
      time: Float64Array.from(kept.rows, (row) => time?.[row] ?? NaN), row: kept.rows.map((row) => rowIds?.[row] ?? row),
    },
    counts,
  };
}

/** In words, what `buildInteractions` did with rows that are no plain interaction. */
export function interactionNotices(counts: InteractionCounts, scale?: { min: number; max: number }): string[] {
  const said = (count: number, one: string, many: string): string[] => (count === 0 ? [] : [`${count.toLocaleString("en-US")} ${count === 1 ? one : many}`]);
  const range = scale ? `${scale.min} to ${scale.max}` : "the scale";
  return [
    ...said(counts.withoutKey, "row without a user or an item was left out.", "rows without a user or an item were left out."),
    ...said(counts.withoutValue, "row without a value was left out.", "rows without a value were left out."),
    ...said(counts.outsideScale, `rating outside ${range} was left out.`, `ratings outside ${range} were left out.`),
    ...said(counts.duplicates, "repeated row of a user and an item was merged.", "repeated rows of a user and an item were merged."),
  ];
}

/** The entries at the given positions, with users and items that no longer occur taken out. */
export function takeInteractions(interactions: Interactions, entries: Int32Array): Interactions {
  // Plain loops: a judge takes hundreds of thousands of entries, fold after fold.
  const taken = <Column extends Int32Array | Float32Array | Float64Array>(from: Column, to: Column): Column => {
    for (let at = 0; at < entries.length; at++) to[at] = from[entries[at]!]!;
    return to;
  };
  const count = entries.length;
  const user = compact(taken(interactions.user, new Int32Array(count)), interactions.userIds);
  const item = compact(taken(interactions.item, new Int32Array(count)), interactions.itemIds);
  return {
    users: user.ids.length, items: item.ids.length, userIds: user.ids, itemIds: item.ids, user: user.codes, item: item.codes,
    value: taken(interactions.value, new Float32Array(count)),
    time: taken(interactions.time, new Float64Array(count)),
    row: taken(interactions.row, new Int32Array(count)),
  };
}

/** The smallest and the largest value. */
export function valueRange({ value }: Pick<Interactions, "value">): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (let at = 0; at < value.length; at++) {
    if (value[at]! < min) min = value[at]!;
    if (value[at]! > max) max = value[at]!;
  }
  return { min, max };
}

/** The position of each id among others, −1 for one that is none of them. */
export function placesOf(ids: string[], among: string[]): Int32Array {
  const places = new Map(among.map((id, at): [string, number] => [id, at]));
  return Int32Array.from(ids, (id) => places.get(id) ?? -1);
}

function nothingLeft(counts: InteractionCounts): string {
  if (counts.rows === 0) return "There is no row to learn from.";
  if (counts.outsideScale === counts.rows) return "Every rating lies outside the scale. Check the rating's column and scale.";
  return `None of the ${counts.rows.toLocaleString("en-US")} rows has a user, an item and a value. Check which columns are the user, the item and the rating.`;
}

function keysOf(column: FeatureColumn): Keys {
  if (column.kind === "category") return { codes: column.codes, ids: column.levels };
  const distinct = Float64Array.from(new Set(column.values)).filter((value) => !Number.isNaN(value)).sort();
  const places = new Map(Array.from(distinct, (value, at): [number, number] => [value, at]));
  return { codes: Int32Array.from(column.values, (value) => places.get(value) ?? -1), ids: Array.from(distinct, String) };
}

function usableRows(columns: InteractionColumns, users: Keys, items: Keys, { scale }: InteractionOptions, counts: InteractionCounts): Int32Array {
  const rows = new Int32Array(users.codes.length);
  let kept = 0;
  for (let row = 0; row < rows.length; row++) {
    const value = columns.value?.[row] ?? 1;
    if (users.codes[row]! < 0 || items.codes[row]! < 0) counts.withoutKey++;
    else if (!Number.isFinite(value)) counts.withoutValue++;
    else if (scale && (value < scale.min || value > scale.max)) counts.outsideScale++;
    else rows[kept++] = row;
  }
  return rows.subarray(0, kept);
}

/** One row for each pair. Rows are visited user by user, so that one mark per item tells whether the pair was seen. */
function mergePairs(columns: InteractionColumns, users: Keys, items: Keys, usable: Int32Array, { duplicates }: InteractionOptions, counts: InteractionCounts): { rows: Int32Array; values: Float32Array } {
  const values = Float64Array.from(usable, (row) => columns.value?.[row] ?? 1);
  const dropped = new Uint8Array(usable.length);
  const seenBy = new Int32Array(items.ids.length).fill(-1);
  const seenAt = new Int32Array(items.ids.length);
  const time = (at: number): number => columns.time?.[usable[at]!] ?? NaN;
  for (const at of groupedByUser(users, usable)) {
    const user = users.codes[usable[at]!]!;
    const item = items.codes[usable[at]!]!;
    if (seenBy[item] === user) {
      const before = seenAt[item]!;
      counts.duplicates++;
      if (duplicates === "sum") values[at]! += values[before]!;
      // An unknown time is no reason to prefer the earlier row.
      else if (time(before) > time(at)) {
        dropped[at] = 1;
        continue;
      }
      dropped[before] = 1;
    }
    seenBy[item] = user;
    seenAt[item] = at;
  }
  const left = usable.length - counts.duplicates;
  const result = { rows: new Int32Array(left), values: new Float32Array(left) };
  let next = 0;
  for (let at = 0; at < usable.length; at++) {
    if (dropped[at]) continue;
    result.rows[next] = usable[at]!;
    result.values[next++] = values[at]!;
  }
  return result;
}

function groupedByUser(users: Keys, usable: Int32Array): Int32Array {
  const next = new Int32Array(users.ids.length + 1);
  for (const row of usable) next[users.codes[row]! + 1]!++;
  for (let user = 0; user < users.ids.length; user++) next[user + 1]! += next[user]!;
  const order = new Int32Array(usable.length);
  for (let at = 0; at < usable.length; at++) order[next[users.codes[usable[at]!]!]!++] = at;
  return order;
}

/** Renumbers codes so that only ids that occur are left, in their order: numbers by size, else by code point. */
function compact(codes: Int32Array, ids: string[]): Keys {
  const used = new Uint8Array(ids.length);
  for (const code of codes) used[code] = 1;
  const present = Array.from(used.keys()).filter((code) => used[code] === 1);
  const numeric = present.every((code) => ids[code] !== "" && Number.isFinite(Number(ids[code])));
  const order = numeric ? present.sort((a, b) => Number(ids[a]) - Number(ids[b]) || a - b) : present;
  const renumbered = new Int32Array(ids.length);
  order.forEach((code, at) => (renumbered[code] = at));
  return { codes: codes.map((code) => renumbered[code]!), ids: order.map((code) => ids[code]!) };
}
