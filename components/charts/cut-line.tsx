"use client";

import { useRef } from "react";
import { formatQuantity } from "@/lib/charts/format-quantity";
import type { LinearScale } from "@/lib/charts/linear-scale";

export interface CutLineProps {
  /** The number of segments at the present cut, and where the line lies. */
  k: number;
  height: number;
  most: number;
  /** Called with the height that the line is dragged to. */
  onDrag?: (height: number) => void;
  /** Called with a number of segments by the arrow keys. */
  onStep?: (k: number) => void;
  y: LinearScale;
  left: number;
  width: number;
  top: number;
  bottom: number;
}

const GRIP_PX = 18;
const PAGE_STEP = 5;

/** The handle of a dendrogram's cut: drag it, or move it with the arrow keys; up joins segments, down splits them. */
export function CutLine({ k, height, most, onDrag, onStep, y, left, width, top, bottom }: CutLineProps) {
  const dragging = useRef(false);
  if (!onDrag || !onStep) return null;
  const at = Math.min(bottom, Math.max(top, y(height)));
  const steps: Record<string, number> = { ArrowUp: k - 1, ArrowLeft: k - 1, ArrowDown: k + 1, ArrowRight: k + 1, PageUp: k - PAGE_STEP, PageDown: k + PAGE_STEP, Home: 1, End: most };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Cut line"
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={most}
      aria-valuenow={k}
      aria-valuetext={`${k} ${k === 1 ? "segment" : "segments"}, cut at height ${formatQuantity(height)}`}
      className="group absolute cursor-ns-resize touch-none print:hidden"
      style={{ left, width, top: at - GRIP_PX / 2, height: GRIP_PX }}
      onKeyDown={(event) => {
        const next = steps[event.key];
        if (next === undefined) return;
        event.preventDefault();
        onStep(Math.min(most, Math.max(1, next)));
      }}
      onPointerDown={(event) => {
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!dragging.current) return;
        const frame = event.currentTarget.parentElement?.getBoundingClientRect();
        if (frame) onDrag(Math.max(0, y.invert(Math.min(bottom, Math.max(top, event.clientY - frame.top)))));
      }}
      onPointerUp={() => (dragging.current = false)}
      onPointerCancel={() => (dragging.current = false)}
    >
      <span aria-hidden className="absolute top-1/2 left-2 h-3.5 w-7 -translate-y-1/2 rounded-full border border-line-strong bg-panel text-center text-2xs leading-3 text-muted group-hover:border-ink">⋮⋮</span>
    </div>
  );
}
