import type { Interactions } from "./interactions";

/** How much more often a segment's users have an item than all users. */
export interface SegmentLift {
  item: number;
  segment: number;
  /** Users of the segment that have it. */
  users: number;
  /** Share of the segment's users, and of all users with a segment, that have it. */
  shareRatio: number;
  overallRatio: number;
  /** Pulled towards 1 where few users speak, with a 95 % interval. */
  lift: number;
  low95: number;
  high95: number;
}

/** An item on which segments disagree. */
export interface ContestedItem {
  item: number;
  most: SegmentLift;
  least: SegmentLift;
  /** How much of the difference is no chance: χ² of the segments' shares over its degrees of freedom; 1 is chance. */
  disagreement: number;
}

export interface SegmentOptions {
  /** Values of at least this much count as having the item. */
  positiveFrom: number;
  /** Segment number of each user, −1 for none. */
  segments: Int32Array;
  /** Imagined users with lift 1 behind every figure. Default 5. */
  prior?: number;
}

/** Users of each segment that have each item. */
export interface SegmentCounts {
  segments: number;
  /** Users of each segment. */
  sizes: Float64Array;
  /** segments × items. */
  users: Float64Array;
  /** All users with a segment that have each item. */
  overall: Float64Array;
  total: number;
}

/** Counts users by segment and item; users without a segment take no part. O(entries). */
export function countBySegment({ user, item, value, items }: Interactions, { segments, positiveFrom }: SegmentOptions): SegmentCounts {
  const most = segments.reduce((highest, segment) => Math.max(highest, segment), -1) + 1;
  const counts: SegmentCounts = { segments: most, sizes: new Float64Array(most), users: new Float64Array(most * items), overall: new Float64Array(items), total: 0 };
  for (const segment of segments) if (segment >= 0) counts.sizes[segment]!++;
  counts.total = counts.sizes.reduce((sum, size) => sum + size, 0);
  for (let at = 0; at < user.length; at++) {
    const segment = segments[user[at]!]!;
    if (segment < 0 || value[at]! < positiveFrom) continue;
    counts.users[segment * items + item[at]!]!++;
    counts.overall[item[at]!]!++;
  }
  return counts;
}

/**
 * The lift of one item in one segment: (have + prior) / (expected + prior), where expected = overall share × segment's size.
 * Its interval is that of a gamma posterior with shape have + prior, on the log scale: lift · e^(±1.96 / √(have + prior)).
 * Source: DuMouchel 1999 (shrunk observed-to-expected ratios).
 */
export function liftOf(counts: SegmentCounts, segment: number, item: number, prior = 5): SegmentLift {
  const items = counts.overall.length;
  const users = counts.users[segment * items + item]!;
  const size = counts.sizes[segment]!;
  const overallRatio = counts.total > 0 ? counts.overall[item]! / counts.total : 0;
  const lift = (users + prior) / (overallRatio * size + prior);
  const spread = Math.exp(1.959964 / Math.sqrt(users + prior));
  return { item, segment, users, shareRatio: size > 0 ? users / size : 0, overallRatio, lift, low95: lift / spread, high95: lift * spread };
}

/** The `k` items of each segment whose lift is surest to be large (by the interval's lower end). */
export function topLifts(interactions: Interactions, options: SegmentOptions, k: number, filterItem: (item: number) => boolean = () => true): SegmentLift[][] {
  const counts = countBySegment(interactions, options);
  return Array.from({ length: counts.segments }, (_, segment) => {
    const lifts: SegmentLift[] = [];
    for (let item = 0; item < interactions.items; item++) {
      if (counts.users[segment * interactions.items + item]! > 0 && filterItem(item)) lifts.push(liftOf(counts, segment, item, options.prior));
    }
    return lifts.sort((a, b) => b.low95 - a.low95 || a.item - b.item).slice(0, k);
  });
}

/** The `k` items on which segments disagree most, surest first; at least two segments and five users each are needed. */
export function contestedItems(interactions: Interactions, options: SegmentOptions, k: number, filterItem: (item: number) => boolean = () => true): ContestedItem[] {
  const counts = countBySegment(interactions, options);
  const contested: ContestedItem[] = [];
  for (let item = 0; item < interactions.items; item++) {
    if (counts.overall[item]! < 5 || !filterItem(item)) continue;
    const disagreement = disagreementOf(counts, item);
    if (disagreement <= 1) continue;
    const lifts = Array.from(counts.sizes.keys()).filter((segment) => counts.sizes[segment]! > 0).map((segment) => liftOf(counts, segment, item, options.prior));
    lifts.sort((a, b) => b.lift - a.lift || a.segment - b.segment);
    contested.push({ item, most: lifts[0]!, least: lifts.at(-1)!, disagreement });
  }
  return contested.sort((a, b) => b.disagreement - a.disagreement || a.item - b.item).slice(0, k);
}

/** χ² of a 2 × segments table over its degrees of freedom; 0 where there is nothing to compare. */
function disagreementOf({ sizes, users, overall, total }: SegmentCounts, item: number): number {
  const share = overall[item]! / total;
  if (!(share > 0 && share < 1)) return 0;
  let square = 0;
  let segments = 0;
  sizes.forEach((size, segment) => {
    if (size === 0) return;
    segments++;
    square += (users[segment * overall.length + item]! - share * size) ** 2 / (size * share * (1 - share));
  });
  return segments < 2 ? 0 : square / (segments - 1);
}
