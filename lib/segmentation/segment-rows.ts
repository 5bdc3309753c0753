/** The rows of a run sorted by segment, so that each segment's values can be gathered without a search. */
export interface SegmentRows {
  /** Segment numbers in display order: 0, 1, … and −1 (noise) last. */
  segments: number[];
  /** Row positions, ascending, per entry of `segments`. */
  rows: Uint32Array[];
}

/** Marks a row that took no part because a feature was missing and such rows are dropped. */
export const notSegmented = -2;

/** Groups row positions by label; rows marked `notSegmented` are in no group. O(n). */
export function segmentRows(labels: Int32Array): SegmentRows {
  let highest = -1;
  for (let i = 0; i < labels.length; i += 1) if (labels[i]! > highest) highest = labels[i]!;
  // Place 0 is noise, place s + 1 segment s.
  const counts = new Uint32Array(highest + 2);
  for (let i = 0; i < labels.length; i += 1) if (labels[i] !== notSegmented) counts[labels[i]! + 1]! += 1;
  const groups = Array.from(counts, (count) => new Uint32Array(count));
  const next = new Uint32Array(counts.length);
  for (let i = 0; i < labels.length; i += 1) {
    const place = labels[i]! + 1;
    if (place >= 0) groups[place]![next[place]!++] = i;
  }
  const segments = [...counts.keys()].filter((place) => place > 0 && counts[place]! > 0).map((place) => place - 1);
  if (counts[0]! > 0) segments.push(-1);
  return { segments, rows: segments.map((segment) => groups[segment + 1]!) };
}
