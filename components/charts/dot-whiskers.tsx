"use client";

import { linearScale } from "@/lib/charts/linear-scale";
import { niceTicks } from "@/lib/charts/nice-ticks";
import type { WhiskerRow } from "@/lib/charts/prepare-whiskers";
import { shortenMiddle } from "@/lib/charts/shorten-middle";
import { markAction } from "./mark-action";
import { useElementWidth } from "./use-element-width";

interface DotWhiskersProps {
  rows: WhiskerRow[];
  /** What the whiskers span; zero is always inside. */
  range: [number, number];
  label: string;
  formatTick: (value: number) => string;
  onSelect?: (key: string) => void;
}

const rowPx = 26;
const axisPx = 22;
export const dotWhiskersHeight = (rows: number): number => rows * rowPx + axisPx;

/** An estimate a row as a dot with its 95 % interval; the line is zero. Hollow dots are within chance. */
export function DotWhiskers({ rows, range, label, formatTick, onSelect }: DotWhiskersProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const namePx = Math.min(150, Math.max(64, Math.round(width * 0.28)));
  const valuePx = 74;
  const x = linearScale([Math.min(0, range[0]), Math.max(0, range[1])], [namePx, Math.max(namePx + 20, width - valuePx - 10)]);
  const { ticks } = niceTicks(Math.min(0, range[0]), Math.max(0, range[1]), width < 420 ? 3 : 5);
  const bottom = rows.length * rowPx;
  return (
    <div ref={frame} style={{ minHeight: dotWhiskersHeight(rows.length) }}>
      {width > 0 ? (
        <svg data-chart role="group" aria-label={label} width={width} height={dotWhiskersHeight(rows.length)} fontSize={12}>
          {ticks.map((tick) => (
            <g key={tick}>
              <path d={`M${x(tick)} 0V${bottom}`} stroke={tick === 0 ? "var(--line-strong)" : "var(--line)"} />
              <text x={x(tick)} y={bottom + 15} fontSize={11} textAnchor="middle" fill="var(--muted)">{formatTick(tick)}</text>
            </g>
          ))}
          {rows.map((row, i) => (
            <g key={row.key} transform={`translate(0 ${i * rowPx})`} {...markAction(`${row.name}: ${row.valueText}`, onSelect && (() => onSelect(row.key)))}>
              <title>{row.title}</title>
              <rect width={width} height={rowPx} fill="transparent" />
              <text x={0} y={rowPx / 2 + 4} fill="var(--ink)">{shortenMiddle(row.name, Math.max(6, Math.floor((namePx - 8) / 6.4)))}</text>
              {row.dots.map((dot, at) => {
                const y = rowPx / 2 + (at - (row.dots.length - 1) / 2) * Math.min(7, 20 / row.dots.length);
                return (
                  <g key={dot.key}>
                    <path d={`M${x(dot.low95)} ${y}H${x(dot.high95)}`} stroke={dot.color} strokeWidth={1.5} />
                    <circle cx={x(dot.value)} cy={y} r={3.4} fill={dot.isBeyondChance ? dot.color : "var(--panel)"} stroke={dot.color} strokeWidth={1.4} />
                  </g>
                );
              })}
              <text x={width} y={rowPx / 2 + 4} textAnchor="end" fill="var(--ink)" className="tabular">{row.valueText}</text>
            </g>
          ))}
        </svg>
      ) : null}
    </div>
  );
}
