import type { ItemFacts } from "../item-facts";

/** Genres, decade and tags of each item, as words. */
export function itemFeatureNames({ genres, year, tags }: ItemFacts): string[][] {
  return genres.map((list, item) => [
    ...list.map((genre) => `genre ${genre}`),
    ...(year && !Number.isNaN(year[item]!) ? [`decade ${Math.floor(year[item]! / 10)}`] : []),
    ...new Set(tags?.[item]?.map((tag) => `tag ${tag.toLowerCase()}`) ?? []),
  ]);
}

/** The features that at least two rows have, in order of their names: one of a single row says no more than the row itself. */
export function sharedFeatures(names: string[][]): string[] {
  const counts = new Map<string, number>();
  for (const list of names) for (const name of list) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Array.from(counts.keys()).filter((name) => counts.get(name)! > 1).sort();
}
