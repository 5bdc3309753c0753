"use client";

import { useState } from "react";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { linearScale } from "@/lib/charts/linear-scale";
import { niceTicks } from "@/lib/charts/nice-ticks";
import type { SilhouetteBand, SilhouetteModel } from "@/lib/charts/prepare-silhouette";
import { segmentColor } from "@/lib/charts/segment-color";
import { ChartTooltip } from "./chart-tooltip";
import { useElementWidth } from "./use-element-width";

interface SilhouetteBandsProps {
  model: SilhouetteModel;
  height: number;
  label: string;
  onSegmentClick?: (segment: number) => void;
}

const BOTTOM_PX = 22;
const LABEL_FROM_PX = 11;
/** What "mean 0.828" takes beside its line. */
const MEAN_LABEL_PX = 66;
const leftPx = (width: number) => (width < 420 ? 70 : 96);

/** One outline a segment: a row's bar is as long as the row fits; left of zero it is nearer to another segment. */
export function SilhouetteBands({ model, height, label, onSegmentClick }: SilhouetteBandsProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const [hover, setHover] = useState<{ band: SilhouetteBand; at: number; y: number }>();
  const left = leftPx(width);
  const bottom = height - BOTTOM_PX;
  const x = linearScale(model.range, [left, Math.max(left + 10, width - 12)]);
  const { ticks, decimals } = niceTicks(model.range[0], model.range[1], Math.max(2, Math.round(width / 110)));

  function find(event: React.PointerEvent<SVGSVGElement>) {
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top;
    const place = y / bottom;
    const band = model.bands.find(({ from, to }) => place >= from && place < to);
    if (!band) return setHover(undefined);
    const at = Math.min(band.silhouettes.length - 1, Math.floor(((place - band.from) / (band.to - band.from)) * band.silhouettes.length));
    setHover({ band, at, y });
  }

  const hovered = hover?.band.silhouettes[hover.at];
  return (
    <div ref={frame} className="relative" style={{ height }}>
      <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} onPointerMove={find} onPointerLeave={() => setHover(undefined)} fontSize={11}>
        {ticks.map((tick) => (
          <g key={tick} fill="var(--muted)">
            <line x1={x(tick)} x2={x(tick)} y1={0} y2={bottom} stroke={tick === 0 ? "var(--line-strong)" : "var(--line)"} />
            <text x={x(tick)} y={height - 6} textAnchor="middle">{formatFixed(tick, decimals)}</text>
          </g>
        ))}
        {model.bands.map((band) => (
          <g key={band.segment} className={onSegmentClick ? "cursor-pointer" : undefined} onClick={() => onSegmentClick?.(band.segment)}>
            <path d={outline(band, x, bottom)} fill={segmentColor(band.segment)} fillOpacity={0.85} />
            {(band.to - band.from) * bottom >= LABEL_FROM_PX ? <text x={left - 8 + Math.min(0, x(model.range[0]) - left)} y={((band.from + band.to) / 2) * bottom + 4} textAnchor="end" fill="var(--muted)">{formatCount(band.rows)} rows</text> : null}
          </g>
        ))}
        {model.mean === null ? null : (
          <g>
            <line x1={x(model.mean)} x2={x(model.mean)} y1={0} y2={bottom} stroke="var(--ink)" strokeDasharray="3 3" />
            <text {...(x(model.mean) + MEAN_LABEL_PX > width ? { x: x(model.mean) - 5, textAnchor: "end" } : { x: x(model.mean) + 5 })} y={bottom - 5} fill="var(--ink)" stroke="var(--panel)" strokeWidth={4} paintOrder="stroke">mean {formatFixed(model.mean, 3)}</text>
          </g>
        )}
      </svg>
      {hover && hovered !== undefined ? (
        <ChartTooltip x={x(Math.max(0, hovered))} y={hover.y} frameWidth={width}>
          <p className="font-medium">{hover.band.name}</p>
          <p className="text-muted tabular">row {formatCount((hover.band.rowIds[hover.at] ?? 0) + 1)}: {formatFixed(hovered, 3)} · mean {formatFixed(hover.band.mean, 3)}</p>
          <p className="text-muted tabular">{formatCount(hover.band.negativeRows)} of {formatCount(hover.band.rows)} nearer to another segment</p>
        </ChartTooltip>
      ) : null}
    </div>
  );
}

/** Steps from the band's top to its end, closed along zero. */
function outline({ silhouettes, from, to }: SilhouetteBand, x: (value: number) => number, bottom: number): string {
  const top = from * bottom;
  const step = ((to - from) * bottom) / Math.max(1, silhouettes.length);
  const steps = silhouettes.map((value, i) => `H${x(value).toFixed(1)}V${(top + (i + 1) * step).toFixed(2)}`);
  return `M${x(0).toFixed(1)},${top.toFixed(2)}${steps.join("")}H${x(0).toFixed(1)}Z`;
}
