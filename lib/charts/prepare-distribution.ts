export interface DistributionBar {
  from: number;
  to: number;
  count: number;
}

/** One place on the axis: `KEY` is the group's share of its own total, 0–1; `KEY.count` how many that are. */
export type DistributionPoint = { label: string } & Record<string, number | string | null>;

/**
 * Distributions of several groups on one axis, as shares of each group's total: groups of any size can be compared.
 * Where a group's bars are narrower than another's, they are added up into the wider ones; the last bar takes all that is longer.
 */
export function prepareDistribution(series: { key: string; bars: DistributionBar[] }[], formatEdge: (value: number) => string): DistributionPoint[] {
  const edges = [...commonStarts(series.map(({ bars }) => bars))];
  const shares = series.map(({ key, bars }) => {
    const total = bars.reduce((sum, bar) => sum + bar.count, 0);
    const counts = edges.map((from, at) => bars.filter((bar) => bar.from >= from && bar.from < (edges[at + 1] ?? Infinity)).reduce((sum, bar) => sum + bar.count, 0));
    return { key, total, counts };
  });
  return edges.map((from, at): DistributionPoint => {
    const to = edges[at + 1];
    const values = shares.flatMap(({ key, total, counts }) => [[key, total > 0 ? (counts[at] ?? 0) / total : null], [`${key}.count`, counts[at] ?? 0]] as [string, number | null][]);
    return { label: to === undefined ? `${formatEdge(from)}+` : `${formatEdge(from)}–${formatEdge(to)}`, ...Object.fromEntries(values) };
  });
}

/** Starts that every group has a bar at, or that lie beyond all of its bars: none cuts a bar, of which nobody knows what lies where. */
function commonStarts(all: DistributionBar[][]): number[] {
  const known = all.filter((bars) => bars.length > 0);
  const starts = known.map((bars) => new Set(bars.map(({ from }) => from)));
  const every = [...new Set(known.flatMap((bars) => bars.map(({ from }) => from)))].toSorted((a, b) => a - b);
  return every.filter((from) => starts.every((own, at) => own.has(from) || from >= (known[at]?.at(-1)?.to ?? Infinity)));
}
