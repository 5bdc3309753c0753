import type { ReactNode } from "react";

interface ChartTooltipProps {
  /** Position of the mark within the chart, px. */
  x: number;
  y: number;
  frameWidth: number;
  children: ReactNode;
}

/** Exact values beside a mark; turns to the left where the right has no room. Never catches the pointer. */
export function ChartTooltip({ x, y, frameWidth, children }: ChartTooltipProps) {
  const onLeft = x > frameWidth * 0.6;
  return (
    <div
      className="pointer-events-none absolute z-10 max-w-64 rounded-control border border-line bg-panel px-2 py-1.5 text-xs break-words"
      style={{ top: y, ...(onLeft ? { right: frameWidth - x + 10 } : { left: x + 10 }), transform: "translateY(-50%)" }}
    >
      {children}
    </div>
  );
}
