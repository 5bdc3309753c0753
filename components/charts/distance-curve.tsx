"use client";

import { formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { linearScale } from "@/lib/charts/linear-scale";
import { niceTicks } from "@/lib/charts/nice-ticks";
import { DragLine } from "./drag-line";
import { useElementWidth } from "./use-element-width";

interface DistanceCurveProps {
  /** Ascending: `distance` is at most reached by that share of the rows. */
  curve: { ratio: number; distance: number }[];
  /** Where the curve bends. */
  knee: number;
  eps: number;
  onChange: (eps: number) => void;
  height: number;
  label: string;
}

const MARGIN = { left: 44, right: 12, top: 10, bottom: 34 };
const STEPS = 200;
const significantDigits = 3;

/** The sorted distances to the k-th neighbour with their knee, and the line that chooses eps: rows above it lie too thinly. */
export function DistanceCurve({ curve, knee, eps, onChange, height, label }: DistanceCurveProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const top = Math.max(eps, curve.at(-1)?.distance ?? 1) || 1;
  const bottom = height - MARGIN.bottom;
  const right = Math.max(MARGIN.left + 10, width - MARGIN.right);
  const x = linearScale([0, 1], [MARGIN.left, right]);
  const y = linearScale([0, top * 1.04], [bottom, MARGIN.top]);
  const { ticks, decimals } = niceTicks(0, top, 4);
  const line = curve.map(({ ratio, distance }) => `${x(ratio).toFixed(1)},${y(distance).toFixed(1)}`).join("L");
  const reached = curve.findLast(({ distance }) => distance <= eps)?.ratio ?? 0;
  const atKnee = curve.findLast(({ distance }) => distance <= knee)?.ratio ?? 0;
  const round = (value: number) => Number(value.toPrecision(significantDigits));
  return (
    <div ref={frame} className="relative" style={{ height }}>
      <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} fontSize={11}>
        {ticks.map((tick) => (
          <g key={tick} fill="var(--muted)">
            <line x1={MARGIN.left} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
            <text x={MARGIN.left - 6} y={y(tick) + 3.5} textAnchor="end">{formatFixed(tick, decimals)}</text>
          </g>
        ))}
        {[0, 0.25, 0.5, 0.75, 1].map((ratio) => <text key={ratio} x={x(ratio)} y={bottom + 14} textAnchor={ratio === 1 ? "end" : "middle"} fill="var(--muted)">{ratio * 100} %</text>)}
        <text x={right} y={bottom + 29} textAnchor="end" fill="var(--muted)">rows, the densest first</text>
        {line ? <path d={`M${line}`} fill="none" stroke="var(--ink)" strokeWidth={1.5} /> : null}
        <circle cx={x(atKnee)} cy={y(knee)} r={4.5} fill="var(--accent)" />
        <text x={x(atKnee) - 8} y={y(knee) - 8} textAnchor="end" fill="var(--accent)">knee {formatQuantity(round(knee))}</text>
        <line x1={MARGIN.left} x2={right} y1={y(eps)} y2={y(eps)} stroke="var(--ink)" strokeDasharray="4 3" />
        <text x={right} y={y(eps) - 6} textAnchor="end" fontWeight={500} fill="var(--ink)" stroke="var(--panel)" strokeWidth={3} paintOrder="stroke">eps {formatQuantity(round(eps))}: {Math.round(reached * 100)} % of the rows are dense</text>
      </svg>
      <DragLine label="eps" value={eps} valueText={`eps ${formatQuantity(round(eps))}, ${Math.round(reached * 100)} % of the rows are dense`} min={round(top / STEPS)} max={round(top)} step={top / STEPS} onChange={(next) => onChange(round(next))} y={y} left={MARGIN.left} width={right - MARGIN.left} />
    </div>
  );
}
