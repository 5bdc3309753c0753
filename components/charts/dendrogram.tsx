"use client";

import { useMemo, useState } from "react";
import { linearScale } from "@/lib/charts/linear-scale";
import { formatCompact, formatCount, formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { niceTicks } from "@/lib/charts/nice-ticks";
import { type MergeNode, prepareDendrogram } from "@/lib/charts/prepare-dendrogram";
import { segmentColor } from "@/lib/charts/segment-color";
import { shortenMiddle } from "@/lib/charts/shorten-middle";
import { ChartTooltip } from "./chart-tooltip";
import { useElementWidth } from "./use-element-width";

interface DendrogramProps {
  nodes: MergeNode[];
  segmentCount: number;
  segmentName: (segment: number) => string;
  label: string;
  height: number;
}

const MARGIN = { left: 44, right: 8, top: 10 };
const LABELLED_BOTTOM = 92;
const PLAIN_BOTTOM = 26;
const MIN_LABEL_PX = 11;

const colorOf = (segment: number | null) => (segment === null ? "var(--muted)" : segmentColor(segment));

/** The last merges of a hierarchical run: brackets at the merge's height, coloured by segment below the dashed cut. */
export function Dendrogram({ nodes, segmentCount, segmentName, label, height }: DendrogramProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const [hovered, setHovered] = useState<number>();
  const model = useMemo(() => prepareDendrogram(nodes, segmentCount), [nodes, segmentCount]);
  const plotWidth = Math.max(10, width - MARGIN.left - MARGIN.right);
  const pxPerLeaf = plotWidth / Math.max(1, model.leaves.length);
  const labelled = pxPerLeaf >= MIN_LABEL_PX && model.leaves.some((leaf) => leaf.label);
  const bottom = height - (labelled ? LABELLED_BOTTOM : PLAIN_BOTTOM);
  const x = linearScale([0, Math.max(1, model.leaves.length)], [MARGIN.left, MARGIN.left + plotWidth]);
  const y = linearScale([0, model.maxHeight * 1.04 || 1], [bottom, MARGIN.top]);
  const { ticks, decimals } = niceTicks(0, model.maxHeight, 4);
  const hoveredLink = hovered === undefined ? undefined : model.links[hovered];

  return (
    <div ref={frame} className="relative" style={{ height }} onPointerLeave={() => setHovered(undefined)}>
      <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <g fontSize={11} fill="var(--muted)">
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={MARGIN.left} x2={MARGIN.left + plotWidth} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
              <text x={MARGIN.left - 6} y={y(tick) + 3.5} textAnchor="end">{tick >= 10_000 ? formatCompact(tick) : formatFixed(tick, decimals)}</text>
            </g>
          ))}
        </g>
        {model.links.map((link, position) => (
          <g key={position} fill="none" strokeWidth={hovered === position ? 2.5 : 1.25} onPointerEnter={() => setHovered(position)}>
            <path d={`M${x(link.left.x)},${y(link.left.height)}V${y(link.height)}`} stroke={colorOf(link.leftSegment)} />
            <path d={`M${x(link.right.x)},${y(link.right.height)}V${y(link.height)}`} stroke={colorOf(link.rightSegment)} />
            <path d={`M${x(link.left.x)},${y(link.height)}H${x(link.right.x)}`} stroke={colorOf(link.segment)} />
            <rect data-screen-only x={x(link.left.x)} y={y(link.height) - 4} width={Math.max(1, x(link.right.x) - x(link.left.x))} height={8} fill="transparent" stroke="none" />
          </g>
        ))}
        {model.leaves.map((leaf) =>
          labelled ? (
            <text key={leaf.x} transform={`translate(${x(leaf.x) + 3.5} ${bottom + 6}) rotate(-90)`} textAnchor="end" fontSize={10.5} fill="var(--ink)">
              {shortenMiddle(leaf.label ?? `${leaf.size} rows`, 16)}
            </text>
          ) : (
            <circle key={leaf.x} cx={x(leaf.x)} cy={bottom + 6} r={Math.min(4, 1 + Math.log10(leaf.size + 1))} fill={colorOf(leaf.segment)} />
          ),
        )}
        {model.cutHeight === null ? null : (
          <g>
            <line x1={MARGIN.left} x2={MARGIN.left + plotWidth} y1={y(model.cutHeight)} y2={y(model.cutHeight)} stroke="var(--ink)" strokeDasharray="4 3" />
            <text x={MARGIN.left + plotWidth} y={y(model.cutHeight) - 5} textAnchor="end" fontSize={11} fill="var(--ink)">cut into {segmentCount}</text>
          </g>
        )}
      </svg>
      {hoveredLink ? (
        <ChartTooltip x={(x(hoveredLink.left.x) + x(hoveredLink.right.x)) / 2} y={y(hoveredLink.height)} frameWidth={width}>
          <p className="font-medium">{hoveredLink.segment === null ? "Joins segments" : segmentName(hoveredLink.segment)}</p>
          <p className="text-muted tabular">height {formatQuantity(hoveredLink.height)} · {formatCount(hoveredLink.size)} rows below</p>
        </ChartTooltip>
      ) : null}
    </div>
  );
}
