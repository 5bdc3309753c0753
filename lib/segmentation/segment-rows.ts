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
  const counts = new Map<number, number>();
  for (const label of labels) if (label !== notSegmented) counts.set(label, (counts.get(label) ?? 0) + 1);
  const segments = [...counts.keys()].sort((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b));
  const groups = new Map(segments.map((segment) => [segment, { rows: new Uint32Array(counts.get(segment) ?? 0), next: 0 }]));
  for (let i = 0; i < labels.length; i += 1) {
    const group = groups.get(labels[i] ?? notSegmented);
    if (group) group.rows[group.next++] = i;
  }
  return { segments, rows: segments.map((segment) => groups.get(segment)?.rows ?? new Uint32Array(0)) };
}
