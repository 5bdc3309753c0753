import { adjustForMany, chiSquareP, z95 } from "../kernels/chance";
import type { SparseRows } from "./sparse-rows";

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
  /** χ² of the segments' shares over its degrees of freedom; what is about 1 is chance. */
  disagreement: number;
}

/** Imagined users with lift 1 behind every figure. */
const priorUsers = 5;
/** Items that fewer users have for each segment are not compared: χ² takes small counts for too certain (Cochran 1954). */
const leastUsersEach = 5;
/** Of the items that segments are said to disagree on, at most this share is expected to be chance. */
const falseDiscoveryRate = 0.01;

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

/**
 * Counts users by segment and item. `history` is users × items, an entry for each item that a user has; `segments` has the number
 * of each user's segment, −1 for none, who takes no part. O(entries).
 */
export function countBySegment({ rows, columns, start, column }: SparseRows, segments: Int32Array): SegmentCounts {
  const most = segments.reduce((highest, segment) => Math.max(highest, segment), -1) + 1;
  const counts: SegmentCounts = { segments: most, sizes: new Float64Array(most), users: new Float64Array(most * columns), overall: new Float64Array(columns), total: 0 };
  for (let user = 0; user < rows; user++) {
    const segment = segments[user]!;
    if (segment < 0) continue;
    counts.sizes[segment]!++;
    counts.total++;
    for (let at = start[user]!; at < start[user + 1]!; at++) {
      counts.users[segment * columns + column[at]!]!++;
      counts.overall[column[at]!]!++;
    }
  }
  return counts;
}

/**
 * The lift of one item in one segment: (have + prior) / (expected + prior), where expected = overall share × segment's size and prior = 5.
 * Its interval is that of a gamma posterior with shape have + prior, on the log scale: lift · e^(±1.96 / √(have + prior)).
 * Source: DuMouchel 1999 (shrunk observed-to-expected ratios).
 */
export function liftOf(counts: SegmentCounts, segment: number, item: number): SegmentLift {
  const items = counts.overall.length;
  const users = counts.users[segment * items + item]!;
  const size = counts.sizes[segment]!;
  const overallRatio = counts.total > 0 ? counts.overall[item]! / counts.total : 0;
  const lift = (users + priorUsers) / (overallRatio * size + priorUsers);
  const spread = Math.exp(z95 / Math.sqrt(users + priorUsers));
  return { item, segment, users, shareRatio: size > 0 ? users / size : 0, overallRatio, lift, low95: lift / spread, high95: lift * spread };
}

/** The `k` items of each segment whose lift is surest to be large (by the interval's lower end). */
export function topLifts(counts: SegmentCounts, k: number): SegmentLift[][] {
  const items = counts.overall.length;
  return Array.from({ length: counts.segments }, (_, segment) => {
    const lifts: SegmentLift[] = [];
    for (let item = 0; item < items; item++) if (counts.users[segment * items + item]! > 0) lifts.push(liftOf(counts, segment, item));
    return lifts.sort((a, b) => b.low95 - a.low95 || a.item - b.item).slice(0, k);
  });
}

/**
 * The `k` items on which segments disagree most, beyond what chance makes of so many comparisons (χ², adjusted after Benjamini and
 * Hochberg to 1 %). Needs at least two segments, and an item that five users of each have on average.
 */
export function contestedItems(counts: SegmentCounts, k: number): ContestedItem[] {
  const degrees = counts.sizes.filter((size) => size > 0).length - 1;
  if (degrees < 1) return [];
  const compared = Array.from(counts.overall.keys()).filter((item) => counts.overall[item]! >= leastUsersEach * (degrees + 1));
  const squares = compared.map((item) => squareOf(counts, item));
  const adjusted = adjustForMany(squares.map((square) => chiSquareP(square, degrees)));
  const contested = compared.flatMap((item, at) => (adjusted[at]! <= falseDiscoveryRate ? [{ item, disagreement: squares[at]! / degrees }] : []));
  return contested.sort((a, b) => b.disagreement - a.disagreement || a.item - b.item).slice(0, k);
}

/** χ² of a 2 × segments table of who has an item; 0 where nobody or everybody has it. */
function squareOf({ sizes, users, overall, total }: SegmentCounts, item: number): number {
  const share = overall[item]! / total;
  if (!(share > 0 && share < 1)) return 0;
  return sizes.reduce((sum, size, segment) => (size === 0 ? sum : sum + (users[segment * overall.length + item]! - share * size) ** 2 / (size * share * (1 - share))), 0);
}
