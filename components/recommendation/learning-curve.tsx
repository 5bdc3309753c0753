"use client";

import { useElementWidth } from "@/components/charts/use-element-width";
import { formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { linearScale } from "@/lib/charts/linear-scale";
import { niceTicks } from "@/lib/charts/nice-ticks";

export interface CurveLine {
  label: string;
  color: string;
  /** By step, ascending; null where nothing was measured. */
  points: { step: number; value: number | null }[];
}

export interface CurveAxis {
  /** What a step is, in the singular: epoch, round. */
  label: string;
  format?: (step: number) => string;
  /** A step that stands out. */
  mark?: { step: number; label: string };
}

const left = 48;
const right = 14;
const top = 8;
const bottom = 40;

/** Lines over steps. Plain SVG: two lines are not worth a chart library. */
export function LearningCurve({ lines, height, label, axis }: { lines: CurveLine[]; height: number; label: string; axis: CurveAxis }) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const measured = lines.flatMap(({ points }) => points.filter((point): point is { step: number; value: number } => point.value !== null));
  const values = measured.map(({ value }) => value);
  const steps = measured.map(({ step }) => step);
  const pad = (Math.max(...values) - Math.min(...values) || 1) * 0.06;
  const x = linearScale([Math.min(...steps), Math.max(...steps)], [left, Math.max(left + 10, width - right)]);
  const y = linearScale([Math.min(...values) - pad, Math.max(...values) + pad], [height - bottom, top]);
  const xTicks = niceTicks(Math.min(...steps), Math.max(...steps), Math.max(2, Math.round(width / 90))).ticks.filter((tick) => Number.isInteger(tick) && tick > 0);
  const format = axis.format ?? String;
  const yTicks = niceTicks(Math.min(...values) - pad, Math.max(...values) + pad, 4);
  return (
    <div ref={frame} style={{ height }}>
      <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} fontSize={11} fill="var(--muted)">
        {yTicks.ticks.map((tick) => (
          <g key={tick}>
            <line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
            <text x={left - 7} y={y(tick) + 4} textAnchor="end">{formatFixed(tick, yTicks.decimals)}</text>
          </g>
        ))}
        {xTicks.map((tick) => <text key={tick} x={x(tick)} y={height - 23} textAnchor="middle">{format(tick)}</text>)}
        <text x={(left + Math.max(left + 10, width - right)) / 2} y={height - 5} textAnchor="middle">{axis.label}</text>
        {axis.mark ? <line x1={x(axis.mark.step)} x2={x(axis.mark.step)} y1={top} y2={height - bottom} stroke="var(--line-strong)" strokeDasharray="3 3"><title>{axis.mark.label}</title></line> : null}
        {lines.map((line) => {
          const points = line.points.filter((point): point is { step: number; value: number } => point.value !== null);
          return (
            <g key={line.label}>
              <polyline points={points.map(({ step, value }) => `${x(step)},${y(value)}`).join(" ")} fill="none" stroke={line.color} strokeWidth={1.8} strokeLinejoin="round" />
              {points.map(({ step, value }) => (
                <circle key={step} cx={x(step)} cy={y(value)} r={points.length > 40 ? 1.5 : 2.8} fill={line.color}><title>{`${line.label}, ${axis.label} ${format(step)}: ${formatQuantity(value)}`}</title></circle>
              ))}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
