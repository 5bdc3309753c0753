"use client";

import { useRef } from "react";
import type { LinearScale } from "@/lib/charts/linear-scale";

interface DragLineProps {
  label: string;
  value: number;
  /** The value in words, for a screen reader. */
  valueText: string;
  min: number;
  max: number;
  /** What one press of an arrow key changes. */
  step: number;
  onChange: (value: number) => void;
  y: LinearScale;
  left: number;
  width: number;
}

const GRIP_PX = 16;
const LARGE_STEPS = 10;

/** The handle of a horizontal line in a chart: drag it, or move it with the arrow keys. */
export function DragLine({ label, value, valueText, min, max, step, onChange, y, left, width }: DragLineProps) {
  const dragging = useRef(false);
  const within = (next: number) => Math.min(max, Math.max(min, next));
  const steps: Record<string, number> = { ArrowUp: step, ArrowRight: step, ArrowDown: -step, ArrowLeft: -step, PageUp: LARGE_STEPS * step, PageDown: -LARGE_STEPS * step };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText}
      className="group absolute cursor-ns-resize touch-none print:hidden"
      style={{ left, width, top: y(value) - GRIP_PX / 2, height: GRIP_PX }}
      onKeyDown={(event) => {
        const by = steps[event.key];
        if (by === undefined) return;
        event.preventDefault();
        onChange(within(value + by));
      }}
      onPointerDown={(event) => {
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const frame = event.currentTarget.parentElement?.getBoundingClientRect();
        if (dragging.current && frame) onChange(within(y.invert(event.clientY - frame.top)));
      }}
      onPointerUp={() => (dragging.current = false)}
      onPointerCancel={() => (dragging.current = false)}
    >
      <span aria-hidden className="absolute top-1/2 left-2 h-3.5 w-7 -translate-y-1/2 rounded-full border border-line-strong bg-panel text-center text-2xs leading-3 text-muted group-hover:border-ink">⋮⋮</span>
    </div>
  );
}
