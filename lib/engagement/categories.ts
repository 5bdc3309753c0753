import { TrackQuestion } from "../kernels/track-question";
import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { countRatedBuckets } from "./bucket-counts";
import type { OpenEvents } from "./open-events";
import { selectionOf, type Selection } from "./selection";

/** What each category gets; an event counts once in every category of its cell. Most events first, ties by name. */
export async function categories(scope: Scope): Promise<ChartRows["categories"]> {
  const selection = await selectionOf(scope);
  const { tracks, categories: names } = selection.events;
  const [counts, { users, items }] = await Promise.all([countRatedBuckets(selection, tracks.cell, tracks.cells + 1), distinctByCategory(selection)]);
  const of = (values: Uint32Array | Float64Array) => byCategory(selection.events, values);
  const [events, minutes, timed, ratings, rated] = [of(counts.events), of(counts.minutes), of(counts.timed), of(counts.ratings), of(counts.rated)];
  return names
    .map((category, c) => ({
      category, events: events[c]!, users: users[c]!, items: items[c]!,
      ...(rated[c]! > 0 && { meanRating: ratings[c]! / rated[c]! }),
      ...(scope.has.minutes && { minutes: minutes[c]! }),
      ...(timed[c]! > 0 && { meanMinutes: minutes[c]! / timed[c]! }),
    }))
    .filter((row) => row.events > 0)
    .toSorted((a, b) => b.events - a.events);
}

/** Sums of cells as sums of their categories. */
export function byCategory({ categories: names, cellStarts, categoriesOfCells }: OpenEvents, cells: Uint32Array | Float64Array): Float64Array {
  const sums = new Float64Array(names.length);
  for (let cell = 1; cell + 1 < cellStarts.length; cell++) {
    for (let c = cellStarts[cell]!; c < cellStarts[cell + 1]!; c++) sums[categoriesOfCells[c]!]! += cells[cell]!;
  }
  return sums;
}

const bitsPerMask = 64;

/** Distinct users and items of each category: the categories of their cells are gathered as bits, 64 at a time. */
async function distinctByCategory(selection: Selection): Promise<{ users: Uint32Array; items: Uint32Array }> {
  const { categories: names, tracks, cellStarts, categoriesOfCells } = selection.events;
  const [users, items] = [new Uint32Array(names.length), new Uint32Array(names.length)];
  for (let from = 0; from < names.length; from += bitsPerMask) {
    const masks = new BigUint64Array(tracks.cells + 1);
    for (let cell = 1; cell <= tracks.cells; cell++) {
      for (const category of categoriesOfCells.subarray(cellStarts[cell], cellStarts[cell + 1])) {
        if (category >= from && category < from + bitsPerMask) masks[cell]! |= 1n << BigInt(category - from);
      }
    }
    const question = new TrackQuestion(tracks, selection);
    // Read as bytes: numbers of 64 bits would be objects.
    const [gathered, counts] = [question.output(Uint8Array, (tracks.items + 1) * (bitsPerMask / 8)), question.output(Uint32Array, bitsPerMask)];
    await question.run("gatherMasks", question.input(masks), gathered, counts);
    users.set(counts.values.subarray(0, names.length - from), from);
    addBits(gathered.values, items.subarray(from, from + bitsPerMask));
  }
  return { users, items };
}

/** Counts each bit of the masks of all items but 0, which is none. */
function addBits(masks: Uint8Array, counts: Uint32Array): void {
  for (let at = bitsPerMask / 8; at < masks.length; at++) {
    for (let rest = masks[at]!; rest > 0; rest &= rest - 1) counts[(at % 8) * 8 + Math.log2(rest & -rest)]! += 1;
  }
}
