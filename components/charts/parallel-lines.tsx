"use client";

import { useState } from "react";
import { formatCompact, formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import type { ParallelLine, ParallelModel } from "@/lib/charts/prepare-parallel";
import { segmentColor } from "@/lib/charts/segment-color";
import { shortenMiddle } from "@/lib/charts/shorten-middle";
import { ChartTooltip } from "./chart-tooltip";
import { useElementWidth } from "./use-element-width";

interface ParallelLinesProps {
  model: ParallelModel;
  height: number;
  label: string;
  /** Segments that stand out; the others fade. */
  chosen?: number;
}

const MARGIN = { left: 44, right: 44, top: 34, bottom: 24 };
const NEAR_PX = 14;
const CHARACTER_PX = 6;
/** More bands than this lie over each other and show nothing. */
const MOST_BANDS = 6;

/** One line a segment through its medians, with the middle half of its rows as a band. */
export function ParallelLines({ model, height, label, chosen }: ParallelLinesProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const [hover, setHover] = useState<{ line: ParallelLine; axis: number }>();
  const bottom = height - MARGIN.bottom;
  const step = (Math.max(100, width) - MARGIN.left - MARGIN.right) / Math.max(1, model.axes.length - 1);
  const x = (axis: number) => MARGIN.left + (model.axes.length === 1 ? (width - MARGIN.left - MARGIN.right) / 2 : axis * step);
  const y = (share: number) => bottom - share * (bottom - MARGIN.top);
  const lit = hover?.line.segment ?? chosen;
  const hovered = hover?.line.points[hover.axis];
  const characters = Math.max(5, Math.floor((step - 6) / CHARACTER_PX));

  function find(event: React.PointerEvent<SVGSVGElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const axis = Math.min(model.axes.length - 1, Math.max(0, Math.round((event.clientX - box.left - MARGIN.left) / step)));
    let best: { line: ParallelLine; axis: number } | undefined;
    let least = NEAR_PX;
    for (const line of model.lines) {
      const point = line.points[axis];
      const distance = point ? Math.abs(y(point.median) - (event.clientY - box.top)) : NEAR_PX;
      if (distance < least) [best, least] = [{ line, axis }, distance];
    }
    setHover(best);
  }

  return (
    <div ref={frame} className="relative" style={{ height }}>
      <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} fontSize={10.5} onPointerMove={find} onPointerLeave={() => setHover(undefined)}>
        {model.axes.map((axis, position) => (
          <g key={axis.feature} fill="var(--muted)" textAnchor="middle">
            <line x1={x(position)} x2={x(position)} y1={MARGIN.top} y2={bottom} stroke="var(--line-strong)" />
            <text x={x(position)} y={12} fill="var(--ink)" fontSize={11.5}><title>{axis.feature}</title>{shortenMiddle(axis.feature, characters)}{axis.used ? "" : " *"}</text>
            <text x={x(position)} y={26}>{tick(axis.high)}</text>
            <text x={x(position)} y={height - 8}>{tick(axis.low)}</text>
          </g>
        ))}
        {model.lines.length <= MOST_BANDS || lit !== undefined
          ? model.lines.filter((line) => lit === undefined || line.segment === lit).map((line) => <path key={line.segment} d={band(line, x, y)} fill={segmentColor(line.segment)} fillOpacity={lit === undefined ? 0.1 : 0.22} />)
          : null}
        {model.lines.map((line) => (
          <g key={line.segment} opacity={lit !== undefined && lit !== line.segment ? 0.2 : 1} stroke={segmentColor(line.segment)} fill={segmentColor(line.segment)}>
            <path d={path(line, x, y)} fill="none" strokeWidth={lit === line.segment ? 2.5 : 1.75} />
            {line.points.map((point, axis) => (point ? <circle key={axis} cx={x(axis)} cy={y(point.median)} r={2.5} stroke="none" /> : null))}
          </g>
        ))}
      </svg>
      {hover && hovered ? (
        <ChartTooltip x={x(hover.axis)} y={y(hovered.median)} frameWidth={width}>
          <p className="font-medium">{hover.line.name}</p>
          <p className="text-muted tabular">{model.axes[hover.axis]?.feature}: median {formatQuantity(hovered.exact.median)}</p>
          <p className="text-muted tabular">middle half {formatQuantity(hovered.exact.q1)} to {formatQuantity(hovered.exact.q3)}</p>
        </ChartTooltip>
      ) : null}
    </div>
  );
}

function tick(value: number): string {
  if (Math.abs(value) >= 10_000) return formatCompact(value);
  return formatFixed(value, Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 2);
}

/** Straight from axis to axis; a feature without values breaks the line. */
function path({ points }: ParallelLine, x: (axis: number) => number, y: (share: number) => number): string {
  return points.map((point, axis) => (point ? `${axis > 0 && points[axis - 1] ? "L" : "M"}${x(axis).toFixed(1)},${y(point.median).toFixed(1)}` : "")).join("");
}

function band({ points }: ParallelLine, x: (axis: number) => number, y: (share: number) => number): string {
  const present = points.flatMap((point, axis) => (point ? [{ axis, point }] : []));
  const upper = present.map(({ axis, point }) => `${x(axis).toFixed(1)},${y(point.q3).toFixed(1)}`);
  const lower = present.toReversed().map(({ axis, point }) => `${x(axis).toFixed(1)},${y(point.q1).toFixed(1)}`);
  return present.length > 1 ? `M${[...upper, ...lower].join("L")}Z` : "";
}
