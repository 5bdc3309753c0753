import type { LinearScale } from "@/lib/charts/linear-scale";
import { formatCompact, formatFixed } from "@/lib/charts/format-quantity";
import { niceTicks } from "@/lib/charts/nice-ticks";

export interface PlotArea {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface AxesProps {
  area: PlotArea;
  xScale: LinearScale;
  yScale: LinearScale;
  xLabel?: string;
  yLabel?: string;
}

/** Thin grid lines with tick labels, the axis names at their ends; colours as attributes, so that exports keep them. */
export function Axes({ area, xScale, yScale, xLabel, yLabel }: AxesProps) {
  const { left, top, width, height } = area;
  const x = niceTicks(xScale.invert(left), xScale.invert(left + width), Math.max(2, Math.round(width / 90)));
  const y = niceTicks(yScale.invert(top + height), yScale.invert(top), Math.max(2, Math.round(height / 55)));
  return (
    <g fontSize={11} fill="var(--muted)">
      {x.ticks.map((tick) => (
        <g key={`x${tick}`}>
          <line x1={xScale(tick)} x2={xScale(tick)} y1={top} y2={top + height} stroke="var(--line)" />
          <text x={xScale(tick)} y={top + height + 15} textAnchor="middle">{tickLabel(tick, x.decimals)}</text>
        </g>
      ))}
      {y.ticks.map((tick) => (
        <g key={`y${tick}`}>
          <line x1={left} x2={left + width} y1={yScale(tick)} y2={yScale(tick)} stroke="var(--line)" />
          <text x={left - 7} y={yScale(tick) + 3.5} textAnchor="end">{tickLabel(tick, y.decimals)}</text>
        </g>
      ))}
      {xLabel ? <text x={left + width} y={top + height + 30} textAnchor="end">{xLabel}</text> : null}
      {yLabel ? <text x={left - 30} y={top - 6}>{yLabel}</text> : null}
    </g>
  );
}

function tickLabel(tick: number, decimals: number): string {
  return Math.abs(tick) >= 10_000 ? formatCompact(tick) : formatFixed(tick, decimals);
}
