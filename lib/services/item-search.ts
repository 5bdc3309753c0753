import { database } from "../db/client";
import { AppError } from "../errors";
import { plainText } from "../recommendation/query-words";
import { understandQuery, type QueryVocabulary } from "../recommendation/understand-query";
import type { ItemSearch, ItemSearchQuery, SearchChip } from "../schemas/item-search";
import type { CatalogueItem } from "../schemas/recommendation";
import { readCatalogue, type Catalogue } from "./item-catalogue";
import { itemPopularity, type ItemPopularity } from "./item-popularity";
import { matchScore, searchText, type SearchText } from "./item-search-match";
import { datasetNotFound } from "./require-dataset";

/** What a catalogue is searched by; made once for each catalogue that is held. */
interface SearchIndex {
  texts: SearchText[];
  vocabulary: QueryVocabulary;
  genres: { value: string; items: number }[];
  years?: { from: number; to: number };
}

const indexes = new WeakMap<Catalogue, SearchIndex>();

/**
 * Searches a catalogue by title, people, genre, year, tag and a line of plain words: what is recognised in the line
 * filters, the rest is searched for. Best fits first, then what most people have.
 * @throws AppError `not_found`, `dataset_not_ready`; `conflict` for events without a linked catalogue.
 */
export async function searchItems(query: ItemSearchQuery): Promise<ItemSearch> {
  const { catalogue, popularity } = await searched(query.dataset);
  const index = indexOf(catalogue);
  const { chips, rest } = understandQuery(query.q, index.vocabulary, query.literal);
  const wanted = filters(query, chips);
  const line = plainText(rest.trim());
  const words = wordsOf(line);
  const found = catalogue.items.flatMap((item, at) => {
    if (!wanted(item, index.texts[at]!.title)) return [];
    const score = matchScore(index.texts[at]!, words, line);
    return words.length > 0 && score === 0 ? [] : [{ item, score, users: popularity?.get(item.item)?.users ?? 0 }];
  });
  found.sort((a, b) => b.score - a.score || b.users - a.users || a.item.label.localeCompare(b.item.label));
  return {
    items: found.slice(0, query.limit).map(({ item }) => ({ ...item, ...popularity?.get(item.item) })),
    total: found.length, chips, rest, genres: index.genres, ...(index.years && { years: index.years }),
  };
}

async function searched(datasetId: string): Promise<{ catalogue: Catalogue; popularity?: ItemPopularity }> {
  const dataset = await database().dataset.findUnique({
    where: { id: datasetId },
    select: { name: true, kind: true, itemsDatasetId: true, itemsOf: { where: { kind: "events", currentVersionId: { not: null } }, select: { id: true }, orderBy: { updatedAt: "desc" }, take: 1 } },
  });
  if (!dataset) throw datasetNotFound();
  const items = dataset.itemsDatasetId ?? (dataset.kind === "events" ? undefined : datasetId);
  if (items === undefined) throw new AppError("conflict", `“${dataset.name}” is not linked with a dataset of items. Link one on its page, and its titles can be searched.`);
  const events = dataset.kind === "events" ? datasetId : dataset.itemsOf[0]?.id;
  return { catalogue: await readCatalogue(items), popularity: events === undefined ? undefined : await itemPopularity(events) };
}

function indexOf(catalogue: Catalogue): SearchIndex {
  const known = indexes.get(catalogue);
  if (known) return known;
  const { items } = catalogue;
  const years = items.flatMap(({ year }) => year ?? []);
  const genres = byFrequency(items.map((item) => item.genres));
  const index: SearchIndex = {
    texts: items.map(searchText),
    vocabulary: {
      genres: genres.map(({ value }) => value),
      tags: byFrequency(items.map((item) => item.tags ?? [])).map(({ value }) => value),
      people: byFrequency(items.map((item) => item.people ?? [])).map(({ value }) => value),
    },
    genres,
    ...(years.length > 0 && { years: { from: years.reduce((a, b) => Math.min(a, b)), to: years.reduce((a, b) => Math.max(a, b)) } }),
  };
  indexes.set(catalogue, index);
  return index;
}

function byFrequency(lists: string[][]): { value: string; items: number }[] {
  const counts = new Map<string, number>();
  for (const value of lists.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, items]) => ({ value, items })).sort((a, b) => b.items - a.items || a.value.localeCompare(b.value));
}

/** Every genre and tag asked for must fit, one of the years, and one of the people. */
function filters(query: ItemSearchQuery, chips: SearchChip[]): (item: CatalogueItem, title: string) => boolean {
  const of = (kind: SearchChip["kind"]) => chips.filter((chip) => chip.kind === kind).map((chip) => plainText(chip.value));
  const genres = [...query.genre.map(plainText), ...of("genre")];
  const tags = query.tag.map(plainText);
  // Tags are people's own words, often a title's: “matrix” also means the film of that name.
  const saidTags = chips.filter((chip) => chip.kind === "tag").map((chip) => ({ tag: plainText(chip.value), words: wordsOf(plainText(chip.text)) }));
  const people = of("person");
  const spans = [...of("decade"), ...of("year"), ...(query.year === undefined ? [] : [query.year])].map(yearSpan);
  const holds = (values: string[] | undefined, wanted: string) => (values ?? []).some((value) => plainText(value) === wanted);
  return (item, title) =>
    genres.every((genre) => holds(item.genres, genre)) && tags.every((tag) => holds(item.tags, tag)) &&
    saidTags.every(({ tag, words }) => holds(item.tags, tag) || matchScore({ title, people: "", tags: "", rest: "" }, words, "") > 0) &&
    (people.length === 0 || people.some((person) => holds(item.people, person))) &&
    (spans.length === 0 || spans.some(([from, to]) => item.year !== undefined && item.year >= from && item.year <= to));
}

function wordsOf(line: string): string[] {
  return line.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** `1990s`, `1994` or `1990-1994` as years, both included. */
function yearSpan(text: string): [number, number] {
  const from = Number(text.slice(0, 4));
  if (text.endsWith("s")) return [from, from + 9];
  return [from, text.length > 4 ? Number(text.slice(5)) : from];
}
