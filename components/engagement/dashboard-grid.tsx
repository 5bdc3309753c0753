"use client";

import { Eye } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cardColumns, moveCard, type PlacedCard, stepCard } from "@/lib/charts/dashboard-layout";
import { CardSlot } from "./card-slot";
import { dashboardCards } from "./dashboard-cards";

interface DashboardGridProps {
  layout: PlacedCard[];
  /** Whether cards may grow into what their row leaves empty: in a layout that nobody has made. */
  fills: boolean;
  isArranging: boolean;
  onChange: (layout: PlacedCard[]) => void;
}

/** The cards of the dashboard in their order and widths. */
export function DashboardGrid({ layout, fills, isArranging, onChange }: DashboardGridProps) {
  const [news, setNews] = useState("");
  const grid = useRef<HTMLDivElement>(null);
  const shown = layout.filter(({ hidden }) => !hidden);
  const columns = cardColumns(shown, fills);
  const titleOf = (chart: string): string => dashboardCards.find((card) => card.chart === chart)?.title ?? chart;
  const change = (chart: string, patch: Partial<PlacedCard>) => onChange(layout.map((card) => (card.chart === chart ? { ...card, ...patch } : card)));
  const refocus = useRefocus(grid, layout);

  function step(chart: string, by: -1 | 1) {
    const next = stepCard(layout, chart, by);
    onChange(next);
    refocus(chart);
    setNews(`${titleOf(chart)} is now ${next.filter(({ hidden }) => !hidden).findIndex((card) => card.chart === chart) + 1} of ${shown.length}`);
  }

  return (
    <>
      {isArranging ? <HiddenCards cards={layout.filter(({ hidden }) => hidden).map(({ chart }) => ({ chart, title: titleOf(chart) }))} onShow={(chart) => change(chart, { hidden: false })} /> : null}
      <p role="status" className="sr-only">{news}</p>
      <div ref={grid} className="grid gap-3.5 xl:grid-cols-6">
        {shown.map(({ chart, width }, at) => {
          const found = dashboardCards.find((card) => card.chart === chart);
          if (!found) return null;
          const { Card, title } = found;
          return (
            <CardSlot
              key={chart}
              chart={chart}
              title={title}
              width={width}
              columns={columns[at] ?? 3}
              arranging={isArranging ? {
                onDrag: (over) => onChange(moveCard(layout, chart, layout.findIndex((card) => card.chart === over))),
                onStep: (by) => step(chart, by),
                onWidth: (next) => change(chart, { width: next }),
                onHide: () => change(chart, { hidden: true }),
              } : undefined}
            >
              <Card />
            </CardSlot>
          );
        })}
      </div>
      {shown.length === 0 ? <p className="rounded-card border border-line bg-panel px-4 py-10 text-center text-sm text-muted">Every chart is hidden. Press “Arrange” to show some again.</p> : null}
    </>
  );
}

/** Keeps the keyboard's focus on the handle of a card that was moved: a moved element loses it. */
function useRefocus(grid: { current: HTMLElement | null }, layout: PlacedCard[]): (chart: string) => void {
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    if (wanted.current === undefined) return;
    grid.current?.querySelector<HTMLButtonElement>(`[data-card="${wanted.current}"] button`)?.focus();
    wanted.current = undefined;
  }, [grid, layout]);
  return (chart) => {
    wanted.current = chart;
  };
}

function HiddenCards({ cards, onShow }: { cards: { chart: string; title: string }[]; onShow: (chart: string) => void }) {
  if (cards.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-card border border-line bg-soft px-4 py-2.5 text-sm">
      <span className="text-muted">Hidden</span>
      {cards.map(({ chart, title }) => <Button key={chart} size="sm" onClick={() => onShow(chart)}><Eye aria-hidden /> {title}</Button>)}
    </div>
  );
}
