import { adjustedMutualInformation, adjustedRand, contingency } from "../kernels/rand-index";

export interface RunComparison {
  ari: number;
  ami: number;
  /** Rows shared by each pair of segments, only where there are any. */
  contingency: { segment: number; otherSegment: number; rows: number }[];
  /** Segments of the two runs that are the same people, so that colours can stay with them; the largest overlaps first. */
  matches: { segment: number; otherSegment: number; sharedRows: number; jaccard: number }[];
}

/**
 * Compares two labelings of the same rows. Noise (−1) counts as a group of its own.
 * Matching is greedy by Jaccard similarity, each segment at most once, noise only with noise.
 * @throws RangeError when the lengths differ.
 */
export function compareRuns(labels: Int32Array, otherLabels: Int32Array): RunComparison {
  const table = contingency(labels, otherLabels);
  const columns = table.right.length;
  const cells = Array.from(table.counts, (rows, cell) => ({
    segment: table.left[Math.floor(cell / columns)] ?? -1,
    otherSegment: table.right[cell % columns] ?? -1,
    rows,
  })).filter(({ rows }) => rows > 0);
  return { ari: adjustedRand(labels, otherLabels), ami: adjustedMutualInformation(labels, otherLabels), contingency: cells, matches: matchSegments(cells) };
}

/** The same from counts of rows per pair of segments, as a query gives them; `stayedRows` are in segments that match. */
export function compareCounts(counts: { segment: number; otherSegment: number; rows: number }[]): RunComparison & { rows: number; stayedRows: number } {
  const rows = counts.reduce((sum, pair) => sum + pair.rows, 0);
  const labels = new Int32Array(rows);
  const otherLabels = new Int32Array(rows);
  let at = 0;
  for (const pair of counts) {
    labels.fill(pair.segment, at, at + pair.rows);
    otherLabels.fill(pair.otherSegment, at, at + pair.rows);
    at += pair.rows;
  }
  const comparison = compareRuns(labels, otherLabels);
  return { ...comparison, rows, stayedRows: comparison.matches.reduce((sum, { sharedRows }) => sum + sharedRows, 0) };
}

function matchSegments(cells: RunComparison["contingency"]): RunComparison["matches"] {
  const sizeOf = (key: "segment" | "otherSegment") => {
    const sizes = new Map<number, number>();
    for (const cell of cells) sizes.set(cell[key], (sizes.get(cell[key]) ?? 0) + cell.rows);
    return sizes;
  };
  const sizes = sizeOf("segment");
  const otherSizes = sizeOf("otherSegment");
  const candidates = cells
    .filter(({ segment, otherSegment }) => segment < 0 === otherSegment < 0)
    .map(({ segment, otherSegment, rows }) => {
      const union = (sizes.get(segment) ?? 0) + (otherSizes.get(otherSegment) ?? 0) - rows;
      return { segment, otherSegment, sharedRows: rows, jaccard: rows / union };
    })
    .sort((a, b) => b.jaccard - a.jaccard || a.segment - b.segment || a.otherSegment - b.otherSegment);
  const taken = new Set<number>();
  const otherTaken = new Set<number>();
  return candidates.filter(({ segment, otherSegment }) => {
    if (taken.has(segment) || otherTaken.has(otherSegment)) return false;
    taken.add(segment);
    otherTaken.add(otherSegment);
    return true;
  });
}
