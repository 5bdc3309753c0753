"use client";

import { Maximize2, Minus, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { linearScale } from "@/lib/charts/linear-scale";
import { formatCompact, formatCount, formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { niceTicks } from "@/lib/charts/nice-ticks";
import type { DendrogramModel } from "@/lib/charts/prepare-dendrogram";
import { segmentColor } from "@/lib/charts/segment-color";
import { shortenMiddle } from "@/lib/charts/shorten-middle";
import { ChartTooltip } from "./chart-tooltip";
import { CutLine, type CutLineProps } from "./cut-line";
import { useElementWidth } from "./use-element-width";

interface DendrogramProps {
  model: DendrogramModel;
  segmentName: (segment: number) => string;
  label: string;
  height: number;
  /** The cut, its line and how it moves. */
  cut: Omit<CutLineProps, "y" | "left" | "width" | "top" | "bottom">;
}

interface View {
  from: number;
  to: number;
  top: number;
}

const MARGIN = { left: 44, right: 8, top: 14 };
const LABELLED_BOTTOM = 92;
const PLAIN_BOTTOM = 26;
const MIN_LABEL_PX = 11;
const MOST_LEAVES_IN = 3;

const colorOf = (segment: number | null) => (segment === null ? "var(--muted)" : segmentColor(segment));

/** The last merges of a hierarchical run: brackets at the merge's height, coloured by segment below a cut line that can be moved. Click a branch to zoom in on it. */
export function Dendrogram({ model, segmentName, label, height, cut }: DendrogramProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const [hovered, setHovered] = useState<number>();
  const [zoomed, setZoomed] = useState<View>();
  const full: View = { from: 0, to: Math.max(1, model.leaves.length), top: model.maxHeight * 1.06 || 1 };
  const view = zoomed && zoomed.to <= full.to ? zoomed : full;
  const plotWidth = Math.max(10, width - MARGIN.left - MARGIN.right);
  const pxPerLeaf = plotWidth / (view.to - view.from);
  const labelled = pxPerLeaf >= MIN_LABEL_PX && model.leaves.some((leaf) => leaf.label);
  const bottom = height - (labelled ? LABELLED_BOTTOM : PLAIN_BOTTOM);
  const x = linearScale([view.from, view.to], [MARGIN.left, MARGIN.left + plotWidth]);
  const y = linearScale([0, view.top], [bottom, MARGIN.top]);
  const { ticks, decimals } = useMemo(() => niceTicks(0, view.top, 4), [view.top]);
  const hoveredLink = hovered === undefined ? undefined : model.links[hovered];

  function zoom(factor: number) {
    const middle = (view.from + view.to) / 2;
    const half = Math.max(MOST_LEAVES_IN / 2, ((view.to - view.from) * factor) / 2);
    const next = { from: Math.max(0, middle - half), to: Math.min(full.to, middle + half), top: Math.min(full.top, view.top * factor) };
    setZoomed(next.from === 0 && next.to === full.to && next.top === full.top ? undefined : next);
  }
  const move = (share: number) => {
    const by = Math.max(-view.from, Math.min(full.to - view.to, share * (view.to - view.from)));
    setZoomed({ ...view, from: view.from + by, to: view.to + by });
  };

  return (
    <div ref={frame} className="relative" style={{ height }} onPointerLeave={() => setHovered(undefined)}>
      <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <defs><clipPath id="dendrogram-plot"><rect x={MARGIN.left} y={0} width={plotWidth} height={height} /></clipPath></defs>
        <g fontSize={11} fill="var(--muted)">
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={MARGIN.left} x2={MARGIN.left + plotWidth} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
              <text x={MARGIN.left - 6} y={y(tick) + 3.5} textAnchor="end">{tick >= 10_000 ? formatCompact(tick) : formatFixed(tick, decimals)}</text>
            </g>
          ))}
        </g>
        <g clipPath="url(#dendrogram-plot)">
          {model.links.map((link, position) => (
            <g key={position} fill="none" strokeWidth={hovered === position ? 2.5 : 1.25} className="cursor-zoom-in" onPointerEnter={() => setHovered(position)} onClick={() => setZoomed({ from: link.from, to: link.to, top: link.height * 1.08 })}>
              <path d={`M${x(link.left.x)},${y(link.left.height)}V${y(link.height)}`} stroke={colorOf(link.leftSegment)} />
              <path d={`M${x(link.right.x)},${y(link.right.height)}V${y(link.height)}`} stroke={colorOf(link.rightSegment)} />
              <path d={`M${x(link.left.x)},${y(link.height)}H${x(link.right.x)}`} stroke={colorOf(link.segment)} />
              <rect data-screen-only x={x(link.left.x)} y={y(link.height) - 4} width={Math.max(1, x(link.right.x) - x(link.left.x))} height={8} fill="transparent" stroke="none" />
            </g>
          ))}
          {model.leaves.map((leaf) =>
            labelled ? (
              <text key={leaf.x} transform={`translate(${x(leaf.x) + 3.5} ${bottom + 6}) rotate(-90)`} textAnchor="end" fontSize={10.5} fill="var(--ink)">
                {shortenMiddle(leaf.label ?? `${formatCount(leaf.size)} rows`, 16)}
              </text>
            ) : (
              <circle key={leaf.x} cx={x(leaf.x)} cy={bottom + 6} r={Math.min(4, 1 + Math.log10(leaf.size + 1))} fill={colorOf(leaf.segment)} />
            ),
          )}
        </g>
        {cut.height <= view.top ? <line x1={MARGIN.left} x2={MARGIN.left + plotWidth} y1={y(cut.height)} y2={y(cut.height)} stroke="var(--ink)" strokeDasharray="4 3" /> : null}
        {cut.height <= view.top ? <text x={MARGIN.left + plotWidth} y={y(cut.height) - 7} textAnchor="end" fontSize={11} fontWeight={500} fill="var(--ink)" stroke="var(--panel)" strokeWidth={3} paintOrder="stroke">cut into {cut.k}</text> : null}
      </svg>
      <CutLine {...cut} y={y} left={MARGIN.left} width={plotWidth} top={MARGIN.top} bottom={bottom} />
      {hoveredLink ? (
        <ChartTooltip x={(x(hoveredLink.left.x) + x(hoveredLink.right.x)) / 2} y={Math.max(24, y(hoveredLink.height))} frameWidth={width}>
          <p className="font-medium">{hoveredLink.segment === null ? "Joins segments" : segmentName(hoveredLink.segment)}</p>
          <p className="text-muted tabular">height {formatQuantity(hoveredLink.height)} · {formatCount(hoveredLink.size)} rows below</p>
        </ChartTooltip>
      ) : null}
      <div className="absolute top-0 right-2 flex gap-1 print:hidden">
        {view === full ? null : (
          <>
            <Button size="icon-sm" className="size-6" aria-label="Move left" disabled={view.from <= 0} onClick={() => move(-0.5)}>←</Button>
            <Button size="icon-sm" className="size-6" aria-label="Move right" disabled={view.to >= full.to} onClick={() => move(0.5)}>→</Button>
            <Button size="icon-sm" className="size-6" aria-label="Show the whole tree" onClick={() => setZoomed(undefined)}><Maximize2 aria-hidden /></Button>
            <Button size="icon-sm" className="size-6" aria-label="Zoom out of the tree" onClick={() => zoom(1.6)}><Minus aria-hidden /></Button>
          </>
        )}
        <Button size="icon-sm" className="size-6" aria-label="Zoom in on the tree" onClick={() => zoom(0.6)}><Plus aria-hidden /></Button>
      </div>
    </div>
  );
}
