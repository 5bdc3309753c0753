import { itemLikenesses, type ItemLikeness } from "../recommendation/item-likeness";
import { demandModel, sharesOf, type DemandCheck } from "../recommendation/new-item-demand";
import type { SegmentCounts } from "../recommendation/segment-lift";
import type { CatalogueItem, RecommenderSegments } from "../schemas/recommendation";
import { catalogueFacts } from "./recommender-data";
import type { Serving } from "./recommender-serving";
import { percent } from "./recommender-suggestions";

/** Titles that fewer people have are new: what they will do is told from titles like them. */
const newBelowUsers = 10;
/** Known titles that are taken as if they were new, to see how far off the answer tends to be. */
const mostChecked = 300;
/** New titles that are looked at, the newest first, and shown. */
const mostCandidates = 300;
const mostShown = 30;

type DemandAnswer = Pick<RecommenderSegments, "demand" | "demandBasis">;

/**
 * How many of each segment, and of everybody, can be expected to take up titles that few have yet: told from the known
 * titles most like them, by the features that a hybrid has learned, else by their content. Only where a catalogue says something.
 */
export function expectedDemand(serving: Serving, counts: SegmentCounts, segments: number[]): DemandAnswer {
  const { catalogue, model } = serving;
  if (!catalogue) return { demand: [] };
  const { items } = catalogue;
  const places = Int32Array.from(items, ({ item }) => serving.items.get(item) ?? -1);
  const usersOf = (at: number): number => model.popularity[places[at]!] ?? 0;
  const order = Array.from(items.keys());
  const [few, many] = [order.filter((at) => usersOf(at) < newBelowUsers), order.filter((at) => usersOf(at) >= newBelowUsers)];
  // Where everything is known, what is known least stands for the new.
  const fresh = few.length > 0 ? few : many.toSorted((a, b) => usersOf(a) - usersOf(b)).slice(0, mostShown);
  const isKnown = (at: number): boolean => usersOf(at) >= newBelowUsers;
  const step = Math.ceil(many.length / mostChecked);
  const checked = Int32Array.from(many.filter((_, at) => at % step === 0));
  const shares = sharesOf(counts, segments, { users: model.userIds.length, popularity: model.popularity }, (at) => places[at]!);
  const tried = itemLikenesses(model, catalogueFacts(items.map(({ item }) => item), catalogue)).map(({ kind, of }) => ({ kind, ...demandModel({ likeness: of, isKnown, checked, shares }) }));
  const { kind, expect, check } = tried.reduce((best, each) => ((each.check?.gainRatio ?? -Infinity) > (best.check?.gainRatio ?? -Infinity) ? each : best));
  const newest = fresh.toSorted((a, b) => (items[b]!.year ?? 0) - (items[a]!.year ?? 0) || a - b).slice(0, mostCandidates);
  const demand = newest.flatMap((at) => {
    const expected = expect(at);
    const total = expected?.groups.at(-1);
    if (!expected || !total) return [];
    const bySegment = segments.map((segment, group) => ({ segment, ...viewExpected(expected.groups[group]!, counts.sizes[segment] ?? 0) }));
    return [{ ...items[at]!, users: usersOf(at), expected: viewExpected(total, model.userIds.length), bySegment, like: expected.like.map(({ item, weight }) => ({ item: items[item]!.item, label: items[item]!.label, weight })) }];
  });
  demand.sort((a, b) => b.expected.expectedUsers - a.expected.expectedUsers || compareKeys(a, b));
  return { demand: demand.slice(0, mostShown), ...(demand.length > 0 && { demandBasis: { kind, ...(check && { check }), sentence: `${few.length > 0 ? "" : "No title is new, so those that fewest have stand in. "}${basisWords(kind, check)}` } }) };
}

function viewExpected({ users, low80, high80 }: { users: number; low80: number; high80: number }, size: number) {
  return { expectedUsers: users, low80, high80, shareRatio: size > 0 ? users / size : 0 };
}

function compareKeys(a: CatalogueItem, b: CatalogueItem): number {
  return a.item < b.item ? -1 : 1;
}

const likeIn: Record<ItemLikeness["kind"], string> = {
  features: "in genres, people, tags and numbers",
  content: "in genres, people, tags, numbers and the words of title and description",
  "learned-features": "by what the model has learned of genres, decades and tags",
};

/** What the figures rest on, and how far they can be trusted. */
function basisWords(kind: ItemLikeness["kind"], check: DemandCheck | undefined): string {
  const by = `most like it ${likeIn[kind]}`;
  if (!check) return `Told from the known titles that are ${by}; there are too few of them to say how far off that may be.`;
  const told = `Told from the ${check.neighbours} known titles that are ${by}, in the time for which these have been there.`;
  const checked = `Checked on ${check.items} known titles taken as if they were new: 8 of 10 got ${times(check.low80)} to ${times(check.high80)} times what was expected`;
  const closer = check.gainRatio > 0.02 ? `${percent(check.gainRatio)} closer than expecting of each what the average title gets` : "no closer than expecting of each what the average title gets, so take it as a rough figure";
  return `${told} ${checked}, ${closer}.`;
}

function times(ratio: number): string {
  return ratio.toFixed(ratio < 10 ? 1 : 0);
}
