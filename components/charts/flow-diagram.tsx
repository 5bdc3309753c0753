"use client";

import { formatCount } from "@/lib/charts/format-quantity";
import type { FlowBand, FlowModel, FlowNode } from "@/lib/charts/prepare-flow";
import { segmentColor } from "@/lib/charts/segment-color";
import { shortenMiddle } from "@/lib/charts/shorten-middle";
import { useElementWidth } from "./use-element-width";

const NODE_PX = 10;
const CHARACTER_PX = 6.1;

interface FlowDiagramProps {
  model: FlowModel;
  height: number;
  label: string;
  /** The band whose rows are looked at. */
  chosen?: { segment: number; otherSegment: number };
  onChoose: (band: FlowBand) => void;
}

const colorOf = ({ colorOf: segment }: FlowNode): string => (segment === undefined ? "var(--line-strong)" : segmentColor(segment));

/** Segments of two runs and the rows between them. A band can be chosen by mouse or keyboard. */
export function FlowDiagram({ model, height, label, chosen, onChoose }: FlowDiagramProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const namesPx = Math.min(230, Math.round(width * 0.3));
  const [x0, x1] = [namesPx + NODE_PX, Math.max(namesPx + NODE_PX + 20, width - namesPx - NODE_PX)];
  const nameOf = (nodes: FlowNode[], segment: number): string => nodes.find((node) => node.segment === segment)?.name ?? "";
  return (
    <div ref={frame} style={{ height }}>
      <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label} fontSize={11.5}>
        {model.bands.map((band) => {
          const words = `${formatCount(band.rows)} ${band.rows === 1 ? "row" : "rows"} from “${nameOf(model.left, band.segment)}” to “${nameOf(model.right, band.otherSegment)}”`;
          const isChosen = chosen?.segment === band.segment && chosen.otherSegment === band.otherSegment;
          return (
            <path
              key={`${band.segment}>${band.otherSegment}`}
              d={bandPath(band, x0, x1)}
              fill={segmentColor(band.segment)}
              fillOpacity={isChosen ? 0.75 : band.stays ? 0.38 : 0.22}
              role="button"
              tabIndex={0}
              aria-pressed={isChosen}
              aria-label={words}
              className="cursor-pointer hover:opacity-80 focus-visible:[outline-offset:0]"
              onClick={() => onChoose(band)}
              onKeyDown={(event) => {
                if (event.key !== "Enter" && event.key !== " ") return;
                event.preventDefault();
                onChoose(band);
              }}
            >
              <title>{words}</title>
            </path>
          );
        })}
        {model.left.map((node) => <NodeBar key={node.segment} node={node} x={namesPx} textX={namesPx - 8} anchor="end" namesPx={namesPx} />)}
        {model.right.map((node) => <NodeBar key={node.segment} node={node} x={x1} textX={x1 + NODE_PX + 8} anchor="start" namesPx={namesPx} />)}
      </svg>
    </div>
  );
}

function bandPath({ fromY, toY, thickness }: FlowBand, x0: number, x1: number): string {
  const middle = (x0 + x1) / 2;
  return `M${x0},${fromY}C${middle},${fromY} ${middle},${toY} ${x1},${toY}V${toY + thickness}C${middle},${toY + thickness} ${middle},${fromY + thickness} ${x0},${fromY + thickness}Z`;
}

function NodeBar({ node, x, textX, anchor, namesPx }: { node: FlowNode; x: number; textX: number; anchor: "start" | "end"; namesPx: number }) {
  const barPx = Math.max(1.5, node.height);
  const count = formatCount(node.rows);
  return (
    <g>
      <title>{`${node.name}: ${count} rows`}</title>
      <rect x={x} y={node.y} width={NODE_PX} height={barPx} rx={Math.min(2, barPx / 2)} fill={colorOf(node)} />
      <text x={textX} y={node.labelY + 4} textAnchor={anchor} fill="var(--ink)">
        {shortenMiddle(node.name, Math.max(5, Math.floor((namesPx - 14) / CHARACTER_PX) - count.length))}
        <tspan dx={6} fill="var(--muted)">{count}</tspan>
      </text>
    </g>
  );
}
