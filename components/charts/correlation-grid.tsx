"use client";

import type { CorrelationsModel } from "@/lib/charts/prepare-correlations";
import { formatSigned } from "@/lib/charts/format-quantity";
import { shortenMiddle } from "@/lib/charts/shorten-middle";
import { useElementWidth } from "./use-element-width";

interface CorrelationGridProps {
  model: CorrelationsModel;
  label: string;
  /** Columns written in full ink; the others are muted. */
  emphasised: ReadonlySet<string>;
}

const LARGEST_CELL = 34;
const SMALLEST_CELL = 9;
const CHARACTER_PX = 6.1;
/** A figure such as −0.98 fits from here on. */
const TEXT_FROM_PX = 31;

/** The lower triangle of a correlation matrix: blue together, red against each other; names stand on the diagonal. */
export function CorrelationGrid({ model, label, emphasised }: CorrelationGridProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const size = model.names.length;
  const nameWidth = Math.min(150, Math.max(48, Math.round(width * 0.24)));
  const cell = Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, Math.floor((width - 2 * nameWidth) / Math.max(1, size - 1))));
  return (
    <div ref={frame} style={{ minHeight: correlationGridHeight(size) }}>
      {width > 0 ? (
        <svg data-chart role="img" aria-label={label} width={width} height={size * cell} fontSize={11}>
          {model.names.map((name, i) => (
            <g key={name} transform={`translate(0 ${i * cell})`}>
              <text x={0} y={cell / 2 + 4} fill={emphasised.has(name) ? "var(--ink)" : "var(--muted)"} fontSize={Math.min(11, cell)}>
                <title>{name}</title>
                {shortenMiddle(name, Math.max(4, Math.floor((nameWidth - 8) / CHARACTER_PX)))}
              </text>
              {model.names.slice(0, i).map((other, j) => {
                const r = model.values[i * size + j] ?? null;
                return (
                  <g key={other} transform={`translate(${nameWidth + j * cell} 0)`}>
                    <rect width={cell - 1} height={cell - 1} rx={2} fill={shade(r)}>
                      <title>{`${name} and ${other}: ${r === null ? "not defined" : `r = ${formatSigned(r, 3)}`}`}</title>
                    </rect>
                    {r !== null && cell >= TEXT_FROM_PX ? <text x={(cell - 1) / 2} y={cell / 2 + 3.5} textAnchor="middle" fontSize={10} fill="var(--ink)" pointerEvents="none">{formatSigned(r, 2)}</text> : null}
                  </g>
                );
              })}
              <text x={nameWidth + i * cell + 4} y={cell / 2 + 4} fill="var(--muted)" fontSize={Math.min(11, cell)} aria-hidden>
                {i < size - 1 ? shortenMiddle(name, Math.max(4, Math.floor((width - nameWidth - i * cell - 8) / CHARACTER_PX))) : ""}
              </text>
            </g>
          ))}
        </svg>
      ) : null}
    </div>
  );
}

/** Height in px of a grid of so many columns at its widest. */
export function correlationGridHeight(columns: number): number {
  return columns * Math.min(LARGEST_CELL, 20);
}

/** Figures must stay readable on the strongest shade, so it is not the full colour. */
function shade(r: number | null): string {
  if (r === null) return "var(--soft)";
  return `color-mix(in srgb, var(--${r < 0 ? "below" : "above"}) ${Math.round(Math.abs(r) * 60)}%, var(--soft))`;
}
