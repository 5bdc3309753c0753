"use client";

import { shortenMiddle } from "@/lib/charts/shorten-middle";
import type { TrendPanel } from "@/lib/charts/prepare-trend";
import { markAction } from "./mark-action";
import { useElementWidth } from "./use-element-width";

interface SmallMultiplesProps {
  panels: TrendPanel[];
  /** The value at the top of every panel. */
  largest: number;
  label: string;
  formatValue: (value: number) => string;
  /** Names of the first and the last place across. */
  ends: [string, string];
  onSelect?: (key: string) => void;
}

const panelHeight = 92;
const headPx = 20;
const footPx = 14;
const gap = 16;
const leastPanelPx = 150;

/** Rows of panels that fit beside each other in so many px. */
function columnsIn(width: number, panels: number): number {
  return Math.max(1, Math.min(panels, 4, Math.floor((width + gap) / (leastPanelPx + gap))));
}

export const smallMultiplesHeight = (panels: number, columns: number): number => Math.ceil(panels / columns) * panelHeight;

/** Small charts of one scale beside each other, a line a group; the last value stands at the top. */
export function SmallMultiples({ panels, largest, label, formatValue, ends, onSelect }: SmallMultiplesProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const columns = columnsIn(width, panels.length);
  const panelWidth = (width - gap * (columns - 1)) / columns;
  return (
    <div ref={frame} style={{ minHeight: smallMultiplesHeight(panels.length, 4) }}>
      {width > 0 ? (
        <svg data-chart role="group" aria-label={label} width={width} height={smallMultiplesHeight(panels.length, columns)} fontSize={11}>
          {panels.map((panel, position) => (
            <g key={panel.key} transform={`translate(${(position % columns) * (panelWidth + gap)} ${Math.floor(position / columns) * panelHeight})`} {...markAction(panel.key, onSelect && (() => onSelect(panel.key)))}>
              <Panel panel={panel} width={panelWidth} largest={largest} formatValue={formatValue} ends={ends} />
            </g>
          ))}
        </svg>
      ) : null}
    </div>
  );
}

function Panel({ panel, width, largest, formatValue, ends }: { panel: TrendPanel; width: number; largest: number; formatValue: (value: number) => string; ends: [string, string] }) {
  const bottom = panelHeight - footPx - 8;
  const y = (value: number): number => bottom - (largest > 0 ? value / largest : 0) * (bottom - headPx - 2);
  const last = panel.lines.length === 1 ? panel.lines[0]?.values.findLast((value) => value !== null) : undefined;
  return (
    <>
      <title>{`${panel.key}\n${panel.lines.map(({ label, values }) => `${label}: ${formatValue(values.findLast((value) => value !== null) ?? 0)} at last`).join("\n")}`}</title>
      <rect width={width} height={panelHeight - 8} fill="transparent" />
      <text x={0} y={12} fontSize={12} fill="var(--ink)">{shortenMiddle(panel.key, Math.max(8, Math.floor((width - 44) / 6.4)))}</text>
      {typeof last !== "number" ? null : <text x={width} y={12} textAnchor="end" fill="var(--muted)">{formatValue(last)}</text>}
      <path d={`M0 ${bottom + 0.5}H${width}`} stroke="var(--line)" />
      {panel.lines.map(({ key, color, values }) => <path key={key} d={linePath(values, width, y)} fill="none" stroke={color} strokeWidth={1.5} strokeLinejoin="round" />)}
      <text x={0} y={bottom + 12} fontSize={10} fill="var(--muted)">{ends[0]}</text>
      <text x={width} y={bottom + 12} fontSize={10} textAnchor="end" fill="var(--muted)">{ends[1]}</text>
    </>
  );
}

/** A line that stops where nothing is known; a lone value is a short stroke. */
export function linePath(values: (number | null)[], width: number, y: (value: number) => number): string {
  const x = (at: number): number => (values.length > 1 ? (at / (values.length - 1)) * width : width / 2);
  return values.map((value, at) => {
    if (value === null) return "";
    const before = values[at - 1] ?? null;
    const after = values[at + 1] ?? null;
    const point = `${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    if (before !== null) return `L${point}`;
    return after === null ? `M${point}h1.5` : `M${point}`;
  }).join("");
}
