import { adjustedMutualInformation, adjustedRand, type Contingency } from "../kernels/rand-index";

interface SharedRows {
  segment: number;
  otherSegment: number;
  rows: number;
}

export interface RunComparison {
  rows: number;
  /** Rows in segments that match. */
  stayedRows: number;
  ari: number;
  ami: number;
  /** Rows shared by each pair of segments, only where there are any. */
  contingency: SharedRows[];
  /** Segments of the two runs that are the same people, so that colours can stay with them; the largest overlaps first. */
  matches: { segment: number; otherSegment: number; sharedRows: number; jaccard: number }[];
}

/**
 * Compares two runs of the same rows, by how many rows each pair of segments shares. Noise (−1) counts as a group of its own.
 * Matching is greedy by Jaccard similarity, each segment at most once, noise only with noise.
 * @param shared each pair once
 */
export function compareRuns(shared: SharedRows[]): RunComparison {
  const table = tableOf(shared);
  const contingency = shared.filter(({ rows }) => rows > 0).toSorted((a, b) => a.segment - b.segment || a.otherSegment - b.otherSegment);
  const matches = matchSegments(contingency);
  const stayedRows = matches.reduce((sum, { sharedRows }) => sum + sharedRows, 0);
  return { rows: table.rows, stayedRows, ari: adjustedRand(table), ami: adjustedMutualInformation(table), contingency, matches };
}

function tableOf(shared: SharedRows[]): Contingency {
  const left = Int32Array.from(new Set(shared.map(({ segment }) => segment))).sort();
  const right = Int32Array.from(new Set(shared.map(({ otherSegment }) => otherSegment))).sort();
  const counts = new Float64Array(left.length * right.length);
  for (const { segment, otherSegment, rows } of shared) counts[left.indexOf(segment) * right.length + right.indexOf(otherSegment)] = rows;
  return { left, right, counts, rows: counts.reduce((sum, count) => sum + count, 0) };
}

function matchSegments(cells: SharedRows[]): RunComparison["matches"] {
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
