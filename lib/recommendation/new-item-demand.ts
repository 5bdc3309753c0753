import type { SegmentCounts } from "./segment-lift";
import { topItems } from "./recommend";

/** What is known of the items to tell new ones from: all items of a catalogue by their positions there. */
export interface DemandEvidence {
  /** How alike an item is to every item, 0 and more; the item itself may be among them. */
  likeness: (item: number) => Float64Array;
  /** Whether enough people have the item to tell others from it. */
  isKnown: (item: number) => boolean;
  /** Known items that stand for new ones in the check, at most some hundred. */
  checked: Int32Array;
  /** Groups of users (segments, and everybody): the share of each that has an item. */
  shares: { size: number; shareOf: (item: number) => number }[];
}

/** Users of one group that can be expected, with the interval that eight of ten checked items fell into. */
export interface Expected {
  users: number;
  low80: number;
  high80: number;
}

export interface Demand {
  /** Aligned with `shares` of the evidence. */
  groups: Expected[];
  /** What it is told from, most alike first; weights add up to 1. */
  like: { item: number; weight: number }[];
}

export interface DemandCheck {
  /** Known items that were taken as if they were new. */
  items: number;
  /** How many alike items speak for one; what came closest in the check. */
  neighbours: number;
  /** Eight of ten got between these multiples of what was expected of everybody. */
  low80: number;
  high80: number;
  /** How much closer it came than expecting of each item what the average one gets: 1 is exact, 0 or less no closer. */
  gainRatio: number;
}

export interface DemandModel {
  check?: DemandCheck;
  /** Undefined for an item that is like none that is known. */
  expect: (item: number) => Demand | undefined;
}

const choices = [5, 10, 20, 40] as const;
const mostNeighbours = 40;
/** Checked items below this tell no interval. */
const leastChecked = 10;
const shownNeighbours = 3;

/**
 * What new items can expect of each group of users: the share of the group that has known items like it, the more alike
 * the more they count (by the square of their likeness). How many alike items are asked, and how far off the answer
 * tends to be, is told from known items, each taken as if it were new: the interval reaches from the 10th to the 90th
 * percentile of (users + 1) / (expected + 1) of the checked items, group by group. Deterministic.
 * O(checked × items) time.
 */
export function demandModel(evidence: DemandEvidence): DemandModel {
  const { shares, checked } = evidence;
  const neighbourhoods = Array.from(checked, (item) => ({ item, near: nearest(evidence, item) })).filter(({ near }) => near.length > 0);
  const everybody = shares.length - 1;
  const actual = (group: number, item: number): number => shares[group]!.shareOf(item) * shares[group]!.size;
  const ratios = (neighbours: number, group: number): Float64Array =>
    Float64Array.from(neighbourhoods, ({ item, near }) => (actual(group, item) + 1) / (expectedOf(shares[group]!, near.slice(0, neighbours)) + 1)).sort();
  const errors = choices.map((neighbours) => spread(ratios(neighbours, everybody)));
  const neighbours = choices[errors.indexOf(Math.min(...errors))] ?? choices[0];
  const enough = neighbourhoods.length >= leastChecked;
  const factors = shares.map((_, group) => intervalOf(ratios(neighbours, group)));
  return {
    ...(enough && { check: { items: neighbourhoods.length, neighbours, ...factors[everybody]!, gainRatio: gainRatio(Math.min(...errors), neighbourhoods.map(({ item }) => actual(everybody, item))) } }),
    expect: (item) => {
      const near = nearest(evidence, item).slice(0, neighbours);
      if (near.length === 0) return undefined;
      const total = near.reduce((sum, { weight }) => sum + weight, 0);
      return {
        groups: shares.map((group, at) => {
          const users = expectedOf(group, near);
          const { low80, high80 } = enough ? factors[at]! : { low80: 0, high80: Infinity };
          return { users, low80: Math.max(0, (users + 1) * low80 - 1), high80: Math.min(group.size, (users + 1) * high80 - 1) };
        }),
        like: near.slice(0, shownNeighbours).map((each) => ({ item: each.item, weight: each.weight / total })),
      };
    },
  };
}

/** The known items most like one, without itself, with the square of their likeness. */
function nearest({ likeness, isKnown }: DemandEvidence, item: number): { item: number; weight: number }[] {
  const scores = likeness(item);
  return topItems(scores, mostNeighbours, (other) => other !== item && scores[other]! > 0 && isKnown(other)).map(({ item: other, score }) => ({ item: other, weight: score * score }));
}

function expectedOf({ size, shareOf }: DemandEvidence["shares"][number], near: { item: number; weight: number }[]): number {
  let [sum, weights] = [0, 0];
  for (const { item, weight } of near) {
    sum += weight * shareOf(item);
    weights += weight;
  }
  return weights > 0 ? (size * sum) / weights : 0;
}

/** The 10th and 90th percentile of sorted ratios. */
function intervalOf(sorted: Float64Array): { low80: number; high80: number } {
  const at = (ratio: number): number => sorted[Math.min(sorted.length - 1, Math.round(ratio * (sorted.length - 1)))] ?? 1;
  return { low80: at(0.1), high80: at(0.9) };
}

/** Mean size of the logarithm: how many times off, on either side. */
function spread(ratios: Float64Array): number {
  return ratios.reduce((sum, ratio) => sum + Math.abs(Math.log(ratio)), 0) / Math.max(1, ratios.length);
}

function gainRatio(error: number, users: number[]): number {
  const mean = users.reduce((sum, each) => sum + each, 0) / Math.max(1, users.length);
  const naive = spread(Float64Array.from(users, (each) => (each + 1) / (mean + 1)));
  return naive > 0 ? 1 - error / naive : 0;
}

/** Shares of each segment, and of everybody at the end, by positions in a catalogue; `place` is an item's number in the counts, −1 where nobody has it. */
export function sharesOf(counts: SegmentCounts, segments: number[], everybody: { users: number; popularity: Float64Array }, place: (item: number) => number): DemandEvidence["shares"] {
  const items = counts.overall.length;
  const ofSegments = segments.map((segment) => {
    const size = counts.sizes[segment] ?? 0;
    return { size, shareOf: (item: number) => (place(item) < 0 || size === 0 ? 0 : counts.users[segment * items + place(item)]! / size) };
  });
  return [...ofSegments, { size: everybody.users, shareOf: (item: number) => (place(item) < 0 ? 0 : everybody.popularity[place(item)]! / Math.max(1, everybody.users)) }];
}
