"use client";

import { formatCount } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { linearScale } from "@/lib/charts/linear-scale";
import type { SizeBar } from "@/lib/charts/prepare-sizes";
import { segmentColor } from "@/lib/charts/segment-color";
import { shortenMiddle } from "@/lib/charts/shorten-middle";
import { useElementWidth } from "./use-element-width";

const ROW_PX = 28;
const WIDEST_ROW_PX = 52;
const FIGURES_PX = 104;
const CHARACTER_PX = 6.1;

/** Height that gives every bar its line, and few bars some air up to `roomPx`. */
export function sizesBarsHeight(bars: number, roomPx = 0): number {
  return Math.max(bars * ROW_PX, Math.min(roomPx, bars * WIDEST_ROW_PX));
}

/** One bar a segment, its number of rows and share written at its end. Plain SVG: the first thing on a result must not wait for a chart library. */
export function SizesBars({ bars, height, label }: { bars: SizeBar[]; height: number; label: string }) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  // Names get two fifths of a narrow chart, and no more than they need of a wide one.
  const namesPx = Math.min(200, Math.round(width * 0.4));
  const rowPx = height / Math.max(1, bars.length);
  const barPx = Math.min(28, rowPx * 0.66);
  const x = linearScale([0, Math.max(1, ...bars.map((bar) => bar.size))], [0, Math.max(10, width - namesPx - FIGURES_PX)]);
  return (
    <div ref={frame} style={{ height }}>
      <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} fontSize={11.5}>
        {bars.map((bar, position) => {
          const middle = (position + 0.5) * rowPx;
          const length = Math.max(1.5, x(bar.size));
          return (
            <g key={bar.segment}>
              <title>{`${bar.name}: ${formatCount(bar.size)} rows, ${formatShare(bar.shareRatio, 2)}`}</title>
              <text x={namesPx - 8} y={middle + 4} textAnchor="end" fill="var(--ink)">{shortenMiddle(bar.name, Math.max(6, Math.floor(namesPx / CHARACTER_PX)))}</text>
              <rect x={namesPx} y={middle - barPx / 2} width={length} height={barPx} rx={Math.min(3, length / 2)} fill={segmentColor(bar.segment)} />
              <text x={namesPx + length + 7} y={middle + 4} fontSize={11} fill="var(--muted)">{formatCount(bar.size)} · {formatShare(bar.shareRatio)}</text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
