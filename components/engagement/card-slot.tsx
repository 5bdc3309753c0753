"use client";

import { EyeOff, GripVertical } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from "react";
import { useSeen } from "@/components/charts/use-seen";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { cn } from "@/components/ui/class-names";
import type { CardWidth } from "@/lib/charts/dashboard-layout";
import { CardSeenContext } from "./use-chart";

const widths: Record<CardWidth, string> = { third: "Third", half: "Half", "two-thirds": "Two thirds", full: "Full width" };
/** Grid columns; on narrow screens every card has the whole width. */
const spans: Record<number, string> = { 2: "xl:col-span-2", 3: "xl:col-span-3", 4: "xl:col-span-4", 5: "xl:col-span-5", 6: "xl:col-span-6" };
const steps: Record<string, -1 | 1> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

export interface Arranging {
  onDrag: (overChart: string) => void;
  onStep: (step: -1 | 1) => void;
  onWidth: (width: CardWidth) => void;
  onHide: () => void;
}

interface CardSlotProps {
  chart: string;
  title: string;
  width: CardWidth;
  columns: number;
  /** Set while the dashboard is arranged. */
  arranging?: Arranging;
  children: ReactNode;
}

/** One place of the dashboard. Its card asks once it comes near the screen; while arranging it can be moved, resized and hidden. */
export function CardSlot({ chart, title, width, columns, arranging, children }: CardSlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const seen = useSeen(frame);
  return (
    <div ref={frame} id={`chart-${chart}`} data-card={chart} className={cn("flex min-w-0 scroll-mt-4 flex-col *:grow", spans[columns], arranging && "rounded-card outline-2 outline-offset-2 outline-line outline-dashed")}>
      {arranging ? (
        <div className="mb-1.5 flex grow-0! items-center gap-2">
          <DragHandle chart={chart} title={title} onDrag={arranging.onDrag} onStep={arranging.onStep} />
          <span className="min-w-0 grow truncate text-sm font-medium">{title}</span>
          <Select aria-label={`Width of “${title}”`} className="hidden w-28 xl:block" value={width} onChange={(event) => { const next = (Object.keys(widths) as CardWidth[]).find((each) => each === event.target.value); if (next) arranging.onWidth(next); }}>
            {Object.entries(widths).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
          </Select>
          <Button size="sm" aria-label={`Hide “${title}”`} onClick={arranging.onHide}><EyeOff aria-hidden /> Hide</Button>
        </div>
      ) : null}
      <CardSeenContext value={seen}>{children}</CardSeenContext>
    </div>
  );
}

/** Dragged over another card the card takes its place; arrow keys move it one place on. */
function DragHandle({ chart, title, onDrag, onStep }: { chart: string; title: string } & Pick<Arranging, "onDrag" | "onStep">) {
  function drag(event: PointerEvent) {
    event.preventDefault();
    // After a swap the pointer may still be over the card that made way; it counts again once the pointer has left it.
    let ignored: string | undefined;
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener("pointermove", (move) => {
      const over = document.elementFromPoint(move.clientX, move.clientY)?.closest<HTMLElement>("[data-card]")?.dataset.card;
      if (over === ignored) return;
      ignored = over;
      if (over !== undefined && over !== chart) onDrag(over);
    }, { signal });
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => listening.abort(), { signal });
  }
  function step(event: KeyboardEvent) {
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onStep(to);
  }
  return (
    <button type="button" aria-label={`Move “${title}”: drag, or press an arrow key`} onPointerDown={drag} onKeyDown={step} className="flex size-7 shrink-0 cursor-grab touch-none items-center justify-center rounded-control border border-line bg-panel text-muted hover:text-ink active:cursor-grabbing">
      <GripVertical aria-hidden className="size-4" />
    </button>
  );
}
