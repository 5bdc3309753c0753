import type { Recommendation } from "../recommendation/recommend";
import type { FoldInRequest, Reason, ViewerRow, ViewerRows, ViewerRowsQuery } from "../schemas/recommendation";
import { alike, bestFor } from "./recommender-recommend";
import { openServing, type Serving } from "./recommender-serving";
import { catalogueItem, percent, suggestions } from "./recommender-suggestions";
import { audienceOf, describedAudience, type Audience } from "./recommender-viewers";
import { trendingNow } from "./trending";

/** Titles of the history that get a row of their own. */
const mostBecause = 2;
const mostHistory = 50;
/** The newest fifth of the titles is new. */
const newRatio = 0.2;

/** What a user sees on the home page, with what staff tried out with them. */
export async function viewerRows(recommenderId: string, { user, k }: ViewerRowsQuery): Promise<ViewerRows> {
  const serving = await openServing(recommenderId);
  return { ...(await pageOf(serving, await audienceOf(serving, user, true), k)), user };
}

/** What somebody would see who is only described. */
export async function describedRows(recommenderId: string, request: FoldInRequest): Promise<ViewerRows> {
  const serving = await openServing(recommenderId);
  return pageOf(serving, describedAudience(serving, request), request.k);
}

async function pageOf(serving: Serving, audience: Audience, k: number): Promise<ViewerRows> {
  const { model } = serving;
  const { viewer, feedback } = audience;
  const name = serving.segmentNames.get(viewer.segment);
  return {
    version: serving.version, algorithm: serving.algorithm, testUser: audience.testUser, basis: audience.basis,
    ...(name !== undefined && { segment: { segment: viewer.segment, name } }),
    history: historyOf(serving, audience), historyCount: viewer.items.length,
    feedback: [...feedback.judgements.values()],
    watchlist: [...feedback.watchlist].reverse().map((item) => catalogueItem(serving, item)),
    ...(model.feedback === "explicit" && { scale: [model.scale.min, model.scale.max] as [number, number] }),
    rows: await rowsOf(serving, audience, k),
  };
}

function historyOf(serving: Serving, { viewer, feedback }: Audience): ViewerRows["history"] {
  const { model } = serving;
  const sent = new Map(feedback.had.map((each) => [each.item, each]));
  const live = [...sent.values()].reverse().map(({ item, rating, at }) => ({ ...catalogueItem(serving, item), ...(rating !== undefined && { rating }), ...(at.getTime() > 0 && { at: at.toISOString() }), live: true }));
  const before = Array.from(viewer.items, (item, at) => ({ key: model.itemIds[item]!, value: viewer.values[at]! })).filter(({ key }) => !sent.has(key) && !feedback.watchlist.has(key)).reverse();
  return [...live, ...before.slice(0, mostHistory).map(({ key, value }) => ({ ...catalogueItem(serving, key), ...(model.feedback === "explicit" && { rating: Number(value.toFixed(2)) }), live: false }))].slice(0, mostHistory);
}

/** Rows without repeats: a title stands in the first row that has it; trending is the same for everybody and stays whole. */
async function rowsOf(serving: Serving, audience: Audience, k: number): Promise<ViewerRow[]> {
  const shown = new Set<number>();
  const row: MakeRow = (part, found, because) => {
    for (const { item } of found) shown.add(item);
    if (found.length === 0) return [];
    const items = suggestions(serving, found, audience, because === undefined);
    return [{ ...part, items: because === undefined ? items : items.map((title) => ({ ...title, why: [because] })) }];
  };
  const fresh = (item: number) => !shown.has(item);
  const forYou = row({ id: "for-you", kind: "for-you", title: "For you", note: "What suits this viewer best, of everything they don't have" }, bestFor(serving, audience, k));
  const because = becauseItems(serving, audience).flatMap((item) => {
    const key = serving.model.itemIds[item]!;
    const { label } = catalogueItem(serving, key);
    const found = alike(serving, item, k, (other) => fresh(other) && !audience.hidden.has(other));
    return row({ id: `because-${key}`, kind: "because", title: `Because you watched ${label}`, note: "Titles most like it that the viewer doesn't have" }, found, { kind: "watched", text: `Like “${label}”`, item: key, label });
  });
  const favourite = favouriteGenre(serving, audience);
  const more = favourite === undefined ? [] : row({ id: "genre", kind: "genre", title: `More in ${favourite.genre}`, note: `${percent(favourite.ratio)} of what the viewer likes is ${favourite.genre}` }, bestFor(serving, audience, k, { filterItem: (item) => fresh(item) && serving.model.facts.genres[item]!.includes(favourite.genre) }));
  return [...(await trendingRow(serving, audience, k)), ...forYou, ...because, ...more, ...newRow(serving, audience, k, fresh, row)];
}

async function trendingRow(serving: Serving, audience: Audience, k: number): Promise<ViewerRow[]> {
  const trending = (await trendingNow(serving.datasetId)).flatMap(({ item, score, recent, expected, since_ms }) => {
    const place = serving.items.get(item);
    return place === undefined || audience.hidden.has(place) ? [] : [{ item: place, score, recent, expected, since: new Date(since_ms).toISOString().slice(0, 10) }];
  }).slice(0, k);
  if (trending.length === 0) return [];
  const items = suggestions(serving, trending, audience).map((title, at) => {
    const { recent = 0, expected = 0, since = "" } = trending[at] ?? {};
    return { ...title, why: [{ kind: "trending" as const, text: `${recent} people since ${since}, ${expected.toFixed(expected < 10 ? 1 : 0)} expected` }] };
  });
  return [{ id: "trending", kind: "trending", title: "Trending", note: `More people than usual since ${trending[0]?.since}; the same for everybody`, items }];
}

/** The newest titles that the viewer liked. */
function becauseItems({ model }: Serving, { viewer, hidden }: Audience): number[] {
  const liked = Array.from(viewer.items.keys()).filter((at) => hidden.has(viewer.items[at]!) && viewer.values[at]! >= model.positiveFrom);
  return liked.slice(-mostBecause).reverse().map((at) => viewer.items[at]!);
}

/** The genre that the viewer likes most, against how common it is. */
function favouriteGenre({ model }: Serving, { viewer }: Audience): { genre: string; ratio: number } | undefined {
  const liked = viewer.items.filter((_, at) => viewer.values[at]! >= model.positiveFrom);
  const counts = new Map<string, number>();
  for (const item of liked) for (const genre of model.facts.genres[item]!) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  const usual = usualGenres(model);
  const scored = [...counts].map(([genre, count]) => ({ genre, ratio: count / liked.length, score: count / Math.sqrt(1 + (usual.get(genre) ?? 0) * liked.length) }));
  return scored.sort((a, b) => b.score - a.score || a.genre.localeCompare(b.genre))[0];
}

const usualRatios = new WeakMap<object, Map<string, number>>();

function usualGenres({ facts, popularity }: Serving["model"]): Map<string, number> {
  const known = usualRatios.get(facts);
  if (known) return known;
  const total = popularity.reduce((sum, users) => sum + users, 0);
  const ratios = new Map<string, number>();
  facts.genres.forEach((genres, item) => {
    for (const genre of genres) ratios.set(genre, (ratios.get(genre) ?? 0) + popularity[item]! / Math.max(1, total));
  });
  usualRatios.set(facts, ratios);
  return ratios;
}

/** A row of titles; `because` is the one reason of all of them, where there is one. */
type MakeRow = (part: Omit<ViewerRow, "items">, found: Recommendation[], because?: Reason) => ViewerRow[];

/** The best of the newest titles; without years, of those that few have found yet. */
function newRow(serving: Serving, audience: Audience, k: number, fresh: (item: number) => boolean, row: MakeRow): ViewerRow[] {
  const { facts, popularity } = serving.model;
  const years = (facts.year ?? new Float64Array(0)).filter((year) => !Number.isNaN(year)).sort();
  if (years.length > 0) {
    const since = years[Math.floor(years.length * (1 - newRatio))]!;
    return row({ id: "new", kind: "new", title: "New for you", note: `The best of the titles from ${since} on` }, bestFor(serving, audience, k, { filterItem: (item) => fresh(item) && facts.year![item]! >= since }));
  }
  const usual = Float64Array.from(popularity).sort()[Math.floor(popularity.length / 2)] ?? 0;
  return row({ id: "new", kind: "new", title: "New for you", note: "The best of the titles that few people have found yet" }, bestFor(serving, audience, k, { filterItem: (item) => fresh(item) && popularity[item]! <= usual }));
}
