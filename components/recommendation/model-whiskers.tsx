"use client";

import { useElementWidth } from "@/components/charts/use-element-width";
import { formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { linearScale } from "@/lib/charts/linear-scale";
import { niceTicks } from "@/lib/charts/nice-ticks";
import type { ModelWhiskers as Model, WhiskerBar } from "@/lib/charts/prepare-recommender-models";
import { shortenMiddle } from "@/lib/charts/shorten-middle";

const rowPx = 26;
const axisPx = 24;
const colors = { model: "var(--accent)", version: "var(--segment-0)", baseline: "var(--line-strong)" } as const;

export const modelWhiskersHeight = (bars: number): number => bars * rowPx + axisPx;

interface ModelWhiskersProps {
  model: Model;
  label: string;
  format: (value: number) => string;
  /** The axis is in percent. */
  isShare: boolean;
}

/** A dot with its 95 % interval for every model; the shown version in the accent colour. */
export function ModelWhiskers({ model, label, format, isShare }: ModelWhiskersProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const namePx = Math.min(210, Math.round(width * 0.36));
  const valuePx = 66;
  const x = linearScale(model.range, [namePx + 6, Math.max(namePx + 26, width - valuePx)]);
  const { ticks, decimals } = niceTicks(model.range[0], model.range[1], width < 480 ? 3 : 5);
  const bottom = model.bars.length * rowPx;
  const height = modelWhiskersHeight(model.bars.length);
  return (
    <div ref={frame} style={{ height }}>
      <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} fontSize={11.5}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={0} y2={bottom} stroke="var(--line)" />
            <text x={x(tick)} y={bottom + 16} textAnchor="middle" fontSize={11} fill="var(--muted)">{isShare ? formatShare(tick, 0) : formatFixed(tick, decimals)}</text>
          </g>
        ))}
        {model.bars.map((bar, i) => <Row key={bar.key} bar={bar} middle={(i + 0.5) * rowPx} namePx={namePx} width={width} x={x} format={format} />)}
      </svg>
    </div>
  );
}

function Row({ bar, middle, namePx, width, x, format }: { bar: WhiskerBar; middle: number; namePx: number; width: number; x: (value: number) => number; format: (value: number) => string }) {
  const { value, low95, high95 } = bar.figure;
  const color = colors[bar.kind];
  const hasInterval = low95 !== undefined && high95 !== undefined;
  return (
    <g>
      <title>{`${bar.label}: ${format(value)}${hasInterval ? ` (95 %: ${format(low95)} to ${format(high95)})` : ""}`}</title>
      <text x={namePx - 6} y={middle + 4} textAnchor="end" fill="var(--ink)" fontWeight={bar.kind === "model" ? 600 : 400}>{shortenMiddle(bar.label, Math.max(8, Math.floor(namePx / 6.3)))}</text>
      {hasInterval ? <line x1={x(low95)} x2={x(high95)} y1={middle} y2={middle} stroke={color} strokeWidth={2.5} strokeLinecap="round" /> : null}
      <circle cx={x(value)} cy={middle} r={4.5} fill={color} stroke="var(--panel)" strokeWidth={1.5} />
      <text x={width} y={middle + 4} textAnchor="end" fill={bar.kind === "model" ? "var(--ink)" : "var(--muted)"} fontWeight={bar.kind === "model" ? 600 : 400}>{format(value)}</text>
    </g>
  );
}
