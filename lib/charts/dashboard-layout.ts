import type { DashboardLayout } from "@/lib/schemas/dashboard";

export type CardWidth = DashboardLayout[number]["width"];
export type PlacedCard = DashboardLayout[number];

/** Columns of six that a width takes. */
const columnsOf: Record<CardWidth, number> = { third: 2, half: 3, "two-thirds": 4, full: 6 };
const columns = 6;

/** A saved layout for the cards that there are: unknown ones are left out; new ones stand at the end, hidden where somebody has saved a layout without them. */
export function resolveLayout(usual: PlacedCard[], saved: DashboardLayout | undefined): PlacedCard[] {
  if (!saved) return usual;
  const known = new Map(usual.map((card) => [card.chart, card]));
  const kept = saved.filter(({ chart }) => known.has(chart));
  const missing = usual.filter(({ chart }) => !kept.some((card) => card.chart === chart));
  return [...kept, ...missing.map((card) => ({ ...card, hidden: true }))];
}

/** The layout with one card at another place among all cards, hidden ones included. */
export function moveCard(layout: PlacedCard[], chart: string, to: number): PlacedCard[] {
  const from = layout.findIndex((card) => card.chart === chart);
  const card = layout[from];
  if (!card) return layout;
  const others = layout.toSpliced(from, 1);
  return others.toSpliced(Math.min(others.length, Math.max(0, to)), 0, card);
}

/** The layout with one card before the next, or behind the previous, that is shown. */
export function stepCard(layout: PlacedCard[], chart: string, step: -1 | 1): PlacedCard[] {
  const from = layout.findIndex((card) => card.chart === chart);
  let to = from + step;
  while (layout[to]?.hidden) to += step;
  return layout[to] ? moveCard(layout, chart, to) : layout;
}

/** Columns of each shown card; with `fills` the last card of a row takes what the row leaves empty. */
export function cardColumns(shown: PlacedCard[], fills: boolean): number[] {
  const taken: number[] = [];
  let used = 0;
  shown.forEach(({ width }, at) => {
    const own = columnsOf[width];
    if (used + own > columns) {
      if (fills && at > 0) taken[at - 1] = (taken[at - 1] ?? 0) + columns - used;
      used = 0;
    }
    taken.push(own);
    used += own;
  });
  const last = taken.length - 1;
  if (fills && last >= 0) taken[last] = (taken[last] ?? 0) + columns - used;
  return taken;
}
