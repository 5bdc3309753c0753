import { placesOf } from "./interactions";

/** What a catalogue knows of the items, aligned with `Interactions.itemIds`. An empty list or text is "nothing known". */
export interface ItemFacts {
  titles: string[];
  genres: string[][];
  /** NaN where unknown. */
  year?: Float64Array;
  tags?: string[][];
  description?: string[];
  /** Further numbers by name (price, length …); NaN where missing. */
  numeric?: Record<string, Float64Array>;
}

/** One item of a catalogue. */
export interface CatalogueEntry {
  id: string;
  title?: string;
  genres?: string[];
  year?: number;
  tags?: string[];
  description?: string;
  numeric?: Record<string, number>;
}

/** Aligns a catalogue with the items that occur; an item without an entry is called by its id and has no facts. */
export function alignFacts(itemIds: string[], catalogue: Iterable<CatalogueEntry>): ItemFacts {
  const places = new Map(itemIds.map((id, at): [string, number] => [id, at]));
  const facts = noFacts(itemIds);
  const year = new Float64Array(itemIds.length).fill(NaN);
  const tags: string[][] = itemIds.map(() => []);
  const description: string[] = itemIds.map(() => "");
  const numeric: Record<string, Float64Array> = {};
  for (const entry of catalogue) {
    const at = places.get(entry.id);
    if (at === undefined) continue;
    if (entry.title) facts.titles[at] = entry.title;
    facts.genres[at] = entry.genres ?? [];
    year[at] = entry.year ?? yearOfTitle(entry.title ?? "");
    tags[at] = entry.tags ?? [];
    description[at] = entry.description ?? "";
    for (const [name, value] of Object.entries(entry.numeric ?? {})) {
      numeric[name] ??= new Float64Array(itemIds.length).fill(NaN);
      numeric[name][at] = value;
    }
  }
  return { ...facts, year, tags, description, numeric };
}

/** Facts of items that no catalogue describes. */
export function noFacts(itemIds: string[]): ItemFacts {
  return { titles: itemIds.slice(), genres: itemIds.map(() => []) };
}

/** The facts of items under other ids or in another order; ids must all be among `from`. */
export function takeFacts(facts: ItemFacts, from: string[], itemIds: string[]): ItemFacts {
  if (from === itemIds) return facts;
  const at = placesOf(itemIds, from);
  const listOf = <Value>(values: Value[], none: Value): Value[] => Array.from(at, (place) => values[place] ?? none);
  const numbersOf = (values: Float64Array): Float64Array => Float64Array.from(at, (place) => values[place] ?? NaN);
  return {
    titles: itemIds.map((id, item) => facts.titles[at[item]!] ?? id),
    genres: listOf(facts.genres, []),
    ...(facts.year && { year: numbersOf(facts.year) }),
    ...(facts.tags && { tags: listOf(facts.tags, []) }),
    ...(facts.description && { description: listOf(facts.description, "") }),
    ...(facts.numeric && { numeric: Object.fromEntries(Object.entries(facts.numeric).map(([name, values]) => [name, numbersOf(values)])) }),
  };
}

/** `Toy Story (1995)` → 1995; NaN where the title names no year. */
function yearOfTitle(title: string): number {
  const found = /\((\d{4})\)\s*$/u.exec(title);
  return found ? Number(found[1]) : NaN;
}
