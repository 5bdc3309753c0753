/** Labels numbered anew, and what each new number was before. */
export interface Renumbering {
  labels: Int32Array;
  /** `order[newLabel]` = old label; only labels that own at least one row. */
  order: Int32Array;
  sizes: Int32Array;
}

/**
 * Numbers clusters by size, largest first; equal sizes by their smallest member's index. −1 (noise) stays −1.
 *
 * `labels[i]` is −1 or 0 … clusters − 1. Clusters without a row disappear from `order` and `sizes`.
 * @throws RangeError when a label is outside that range.
 * Deterministic. O(n + clusters log clusters) time, O(n + clusters) memory.
 */
export function renumbering(labels: Int32Array, clusters: number): Renumbering {
  const counts = new Int32Array(clusters);
  const first = new Int32Array(clusters).fill(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const c = labels[i]!;
    if (c === -1) continue;
    if (c < 0 || c >= clusters) throw new RangeError(`labels: row ${i} has ${c}, expected -1 … ${clusters - 1}`);
    if (counts[c]!++ === 0) first[c] = i;
  }
  const order = Int32Array.from(
    Array.from(counts.keys())
      .filter((c) => counts[c]! > 0)
      .sort((a, b) => counts[b]! - counts[a]! || first[a]! - first[b]!),
  );
  const newLabel = new Int32Array(clusters);
  order.forEach((old, position) => (newLabel[old] = position));
  const renamed = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) renamed[i] = labels[i]! < 0 ? -1 : newLabel[labels[i]!]!;
  return { labels: renamed, order, sizes: order.map((old) => counts[old]!) };
}

/** The labels of `renumbering` alone. */
export function renumberLabels(labels: Int32Array, clusters: number): Int32Array {
  return renumbering(labels, clusters).labels;
}
