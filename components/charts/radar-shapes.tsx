"use client";

import { formatSigned } from "@/lib/charts/format-quantity";
import type { RadarModel } from "@/lib/charts/prepare-radar";
import { segmentColor } from "@/lib/charts/segment-color";
import { shortenMiddle } from "@/lib/charts/shorten-middle";
import { useElementWidth } from "./use-element-width";

interface RadarShapesProps {
  model: RadarModel;
  height: number;
  label: string;
}

const LABEL_PX = 26;
const SIDE_PX = 96;
/** On a phone the names stand closer. */
const SIDE_RATIO = 0.22;

/** One shape a segment on spokes of one scale; the dashed circle is the mean of all rows. */
export function RadarShapes({ model, height, label }: RadarShapesProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const radius = Math.max(40, Math.min(height / 2 - LABEL_PX, width / 2 - Math.min(SIDE_PX, width * SIDE_RATIO)));
  const [cx, cy] = [width / 2, height / 2];
  const at = ({ x, y }: { x: number; y: number }) => `${(cx + x * radius).toFixed(1)},${(cy + y * radius).toFixed(1)}`;
  return (
    <div ref={frame} style={{ height }}>
      <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} fontSize={11}>
        <polygon points={model.spokes.map(at).join(" ")} fill="none" stroke="var(--line)" />
        {model.spokes.map((spoke) => <line key={spoke.feature} x1={cx} y1={cy} x2={cx + spoke.x * radius} y2={cy + spoke.y * radius} stroke="var(--line)" />)}
        <circle cx={cx} cy={cy} r={model.averageRadius * radius} fill="none" stroke="var(--muted)" strokeDasharray="3 3" />
        <text x={cx + 4} y={cy - model.averageRadius * radius - 3} fill="var(--muted)" fontSize={10} stroke="var(--panel)" strokeWidth={3} paintOrder="stroke">all rows</text>
        {model.shapes.map((shape) => (
          <g key={shape.segment} stroke={segmentColor(shape.segment)} fill={segmentColor(shape.segment)}>
            <polygon points={shape.points.map(at).join(" ")} fillOpacity={0.08} strokeWidth={1.75} strokeLinejoin="round" />
            {shape.points.map((point, spoke) => (
              <circle key={spoke} cx={cx + point.x * radius} cy={cy + point.y * radius} r={3} stroke="none">
                <title>{`${shape.name}, ${model.spokes[spoke]?.feature}: ${formatSigned(point.zScore, 2)} σ from the mean of all rows`}</title>
              </circle>
            ))}
          </g>
        ))}
        {model.spokes.map((spoke) => (
          <text key={spoke.feature} x={cx + spoke.x * (radius + 8)} y={cy + spoke.y * (radius + 12) + 4} textAnchor={Math.abs(spoke.x) < 0.2 ? "middle" : spoke.x > 0 ? "start" : "end"} fill="var(--ink)">
            <title>{spoke.feature}</title>{shortenMiddle(spoke.feature, 15)}{spoke.used ? "" : " *"}
          </text>
        ))}
      </svg>
    </div>
  );
}
