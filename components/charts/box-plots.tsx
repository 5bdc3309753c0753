"use client";

import { formatCompact, formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { linearScale } from "@/lib/charts/linear-scale";
import { niceTicks } from "@/lib/charts/nice-ticks";
import type { BoxPlotModel } from "@/lib/charts/prepare-box-plots";
import { segmentColor } from "@/lib/charts/segment-color";
import { useElementWidth } from "./use-element-width";

const ROW_PX = 20;
const BOTTOM_PX = 20;

export function boxPlotsHeight(model: BoxPlotModel): number {
  return model.boxes.length * ROW_PX + BOTTOM_PX + 4;
}

/** One box a segment: quartiles and median, whiskers to the smallest and largest value; dashed: the median of all rows. */
export function BoxPlots({ model }: { model: BoxPlotModel }) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const height = boxPlotsHeight(model);
  const x = linearScale(model.range, [16, Math.max(40, width - 16)]);
  const { ticks, decimals } = niceTicks(model.range[0], model.range[1], Math.max(2, Math.round(width / 110)));
  return (
    <div ref={frame} style={{ height }}>
      <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Box plots of ${model.feature} by segment`}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={0} y2={height - BOTTOM_PX} stroke="var(--line)" />
            <text x={x(tick)} y={height - 6} textAnchor="middle" fontSize={10.5} fill="var(--muted)">{Math.abs(tick) >= 10_000 ? formatCompact(tick) : formatFixed(tick, decimals)}</text>
          </g>
        ))}
        {model.boxes.map((box, position) => {
          const middle = position * ROW_PX + ROW_PX / 2 + 2;
          const color = segmentColor(box.segment);
          return (
            <g key={box.segment}>
              <title>{`${box.name}: ${formatQuantity(box.min)} · ${formatQuantity(box.q1)} · median ${formatQuantity(box.median)} · ${formatQuantity(box.q3)} · ${formatQuantity(box.max)}`}</title>
              <line x1={x(box.min)} x2={x(box.max)} y1={middle} y2={middle} stroke={color} />
              <rect x={x(box.q1)} y={middle - 6} width={Math.max(1, x(box.q3) - x(box.q1))} height={12} rx={2} fill={color} fillOpacity={0.35} stroke={color} />
              <line x1={x(box.median)} x2={x(box.median)} y1={middle - 6} y2={middle + 6} stroke={color} strokeWidth={2.5} />
            </g>
          );
        })}
        {model.overallMedian === null ? null : <line x1={x(model.overallMedian)} x2={x(model.overallMedian)} y1={0} y2={height - BOTTOM_PX} stroke="var(--ink)" strokeDasharray="3 3" />}
      </svg>
    </div>
  );
}
