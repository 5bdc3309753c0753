"use client";

import type { RankedRow } from "@/lib/charts/prepare-ranked";
import { shortenMiddle } from "@/lib/charts/shorten-middle";
import { markAction } from "./mark-action";
import { useElementWidth } from "./use-element-width";

interface RankedBarsProps {
  rows: RankedRow[];
  /** The value that reaches the right end. */
  largest: number;
  label: string;
  /** For the aside's column, 0 where no row has one. */
  asideWidth?: number;
  onSelect?: (key: string) => void;
  /** Rows that are chosen; the others fade. */
  chosen?: string[];
}

export const rankedRowPx = 26;
const barPx = 14;
const characterPx = 6.4;
const tones = { good: "var(--good)", warning: "var(--warning)", muted: "var(--muted)" } as const;

/** Names, bars and figures in rows, largest first; parts of a bar are the compared groups, whiskers are 95 % intervals. */
export function RankedBars({ rows, largest, label, asideWidth = 0, onSelect, chosen = [] }: RankedBarsProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const namePx = Math.min(150, Math.max(64, Math.round(width * 0.28)));
  const valuePx = 62;
  const room = Math.max(20, width - namePx - valuePx - asideWidth - 8);
  const scale = (value: number): number => (largest > 0 ? (value / largest) * room : 0);
  return (
    <div ref={frame} style={{ minHeight: rows.length * rankedRowPx }}>
      {width > 0 ? (
        <svg data-chart role="group" aria-label={label} width={width} height={rows.length * rankedRowPx} fontSize={12}>
          {rows.map((row, i) => (
            <g key={row.key} transform={`translate(0 ${i * rankedRowPx})`} opacity={chosen.length > 0 && !chosen.includes(row.key) ? 0.45 : 1} {...markAction(`${row.name}: ${row.valueText}`, onSelect && (() => onSelect(row.key)), chosen.includes(row.key))}>
              <title>{row.title}</title>
              <rect width={width} height={rankedRowPx} fill="transparent" />
              <text x={0} y={rankedRowPx / 2 + 4} fill="var(--ink)">{shortenMiddle(row.name, Math.max(6, Math.floor((namePx - 8) / characterPx)))}</text>
              <Parts row={row} left={namePx} scale={scale} />
              <text x={width - asideWidth} y={rankedRowPx / 2 + 4} textAnchor="end" fill="var(--ink)" className="tabular">{row.valueText}</text>
              {row.aside ? <text x={width} y={rankedRowPx / 2 + 4} textAnchor="end" fill={tones[row.aside.tone]} className="tabular">{row.aside.text}</text> : null}
            </g>
          ))}
        </svg>
      ) : null}
    </div>
  );
}

function Parts({ row, left, scale }: { row: RankedRow; left: number; scale: (value: number) => number }) {
  const stacked = row.layout === "stacked";
  const count = Math.max(1, row.parts.length);
  const each = stacked ? barPx : Math.min(barPx, (rankedRowPx - 6) / count);
  const top = stacked ? (rankedRowPx - barPx) / 2 : (rankedRowPx - each * count) / 2;
  const starts = row.parts.map((_, at) => (stacked ? row.parts.slice(0, at).reduce((sum, part) => sum + (part.value ?? 0), 0) : 0));
  return (
    <>
      {row.parts.map((part, at) => {
        if (part.value === null) return null;
        const y = stacked ? top : top + at * each;
        const start = left + scale(starts[at] ?? 0);
        const length = Math.max(part.value > 0 ? 1 : 0, scale(part.value) - (stacked && at < count - 1 ? 1.5 : 0));
        return (
          <g key={part.key}>
            <rect x={start} y={y} width={length} height={stacked ? barPx : Math.max(2, each - 1)} rx={2} fill={part.color} />
            {part.low95 !== undefined && part.high95 !== undefined ? (
              <path d={`M${left + scale(part.low95)} ${y + each / 2}H${left + scale(part.high95)}`} stroke="var(--ink)" strokeWidth={1.2} opacity={0.8} />
            ) : null}
          </g>
        );
      })}
    </>
  );
}
