"use client";

import type { HeatGridModel } from "@/lib/charts/prepare-heat-grid";
import { useElementWidth } from "./use-element-width";

interface HeatGridProps {
  model: HeatGridModel;
  label: string;
  cellHeight: number;
  /** Width of the row labels, px. */
  labelWidth?: number;
  /** Heading of the column beside the labels, where rows have an aside. */
  asideLabel?: string;
  /** CSS colour of the largest value. */
  color?: string;
}

const gap = 2;
const asideWidth = 52;
const headHeight = 18;
/** A cell that is almost white would look like no cell. */
const faintestPct = 6;

/** A grid of shaded cells with exact values under the pointer; one SVG, so that it can be exported. */
export function HeatGrid({ model, label, cellHeight, labelWidth = 40, asideLabel, color = "var(--accent)" }: HeatGridProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const left = labelWidth + (asideLabel ? asideWidth : 0);
  const cellWidth = Math.max(4, (width - left) / Math.max(1, model.columns.length));
  const height = headHeight + model.rows.length * cellHeight;
  return (
    <div ref={frame} style={{ minHeight: height }}>
      {width > 0 ? (
        <svg data-chart role="img" aria-label={label} width={width} height={height} fontSize={11} fill="var(--muted)">
          {asideLabel ? <text x={left - 8} y={11} textAnchor="end">{asideLabel}</text> : null}
          {model.columns.map((column, j) => <text key={j} x={left + (j + 0.5) * cellWidth} y={11} textAnchor="middle">{column}</text>)}
          {model.rows.map((row, i) => (
            <g key={row.label} transform={`translate(0 ${headHeight + i * cellHeight})`}>
              <text x={0} y={cellHeight / 2 + 3} fill="var(--ink)">{row.label}</text>
              {row.aside ? <text x={left - 8} y={cellHeight / 2 + 3} textAnchor="end">{row.aside}</text> : null}
              {row.cells.map((cell, j) =>
                cell.value === null ? null : (
                  <g key={j}>
                    <rect x={left + j * cellWidth} y={0} width={cellWidth - gap} height={cellHeight - gap} rx={2} fill={shade(color, cell.value / model.largest)}>
                      <title>{cell.title}</title>
                    </rect>
                    {cell.text && cellWidth > 34 ? <text x={left + j * cellWidth + (cellWidth - gap) / 2} y={cellHeight / 2 + 3} textAnchor="middle" fill="var(--ink)" pointerEvents="none">{cell.text}</text> : null}
                  </g>
                ),
              )}
            </g>
          ))}
        </svg>
      ) : null}
    </div>
  );
}

/** Text must stay readable on the strongest shade, so it is not the full colour. */
function shade(color: string, ratio: number): string {
  const strength = Math.round(faintestPct + 64 * Math.sqrt(Math.min(1, Math.max(0, ratio))));
  return `color-mix(in srgb, ${color} ${strength}%, var(--soft))`;
}
