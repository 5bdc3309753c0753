/** Groups of positions as labels, numbered from 0 by size, largest first (ties: the smallest member); −1 for positions in no group. */
export function renumberBySize(groups: number[][], count: number): { labels: Int32Array; sizes: number[] } {
  const smallest = (group: number[]) => group.reduce((least, i) => Math.min(least, i), Infinity);
  const ordered = groups.filter((group) => group.length > 0).sort((a, b) => b.length - a.length || smallest(a) - smallest(b));
  const labels = new Int32Array(count).fill(-1);
  ordered.forEach((group, segment) => {
    for (const i of group) labels[i] = segment;
  });
  return { labels, sizes: ordered.map((group) => group.length) };
}
