"use client";

import { type KeyboardEvent, useState } from "react";
import type { HeatCell, HeatGridModel } from "@/lib/charts/prepare-heat-grid";
import { useElementWidth } from "./use-element-width";

interface HeatGridProps {
  model: HeatGridModel;
  label: string;
  cellHeight: number;
  /** Width of the row labels, px. */
  labelWidth?: number;
  /** Heading of the column beside the labels, where rows have an aside. */
  asideLabel?: string;
  /** CSS colour of the largest value. */
  color?: string;
  /** What a cell does when it is chosen; arrow keys move from cell to cell. */
  onCell?: (row: number, column: number) => void;
}

interface Place {
  row: number;
  column: number;
}

const gap = 2;
const asideWidth = 52;
const headHeight = 18;
/** A cell that is almost white would look like no cell. */
const faintestPct = 6;
const moves: Record<string, Place> = { ArrowLeft: { row: 0, column: -1 }, ArrowRight: { row: 0, column: 1 }, ArrowUp: { row: -1, column: 0 }, ArrowDown: { row: 1, column: 0 } };

/** A grid of shaded cells with exact values under the pointer; one SVG, so that it can be exported. */
export function HeatGrid({ model, label, cellHeight, labelWidth = 40, asideLabel, color = "var(--accent)", onCell }: HeatGridProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const left = labelWidth + (asideLabel ? asideWidth : 0);
  const cellWidth = Math.max(4, (width - left) / Math.max(1, model.columns.length));
  const height = headHeight + model.rows.length * cellHeight;
  const keyboard = useCellKeys(model, onCell);
  return (
    <div ref={frame} style={{ minHeight: height }}>
      {width > 0 ? (
        <svg data-chart role={onCell ? "group" : "img"} aria-label={label} width={width} height={height} fontSize={11} fill="var(--muted)" onKeyDown={onCell ? keyboard.onKeyDown : undefined}>
          {asideLabel ? <text x={left - 8} y={11} textAnchor="end">{asideLabel}</text> : null}
          {headings(model.columns, cellWidth).map(({ text, column }) => <text key={column} x={left + (column + 0.5) * cellWidth} y={11} textAnchor="middle">{text}</text>)}
          {model.rows.map((row, i) => (
            <g key={row.label} transform={`translate(0 ${headHeight + i * cellHeight})`}>
              <text x={0} y={cellHeight / 2 + 3} fill="var(--ink)">{row.label}</text>
              {row.aside ? <text x={left - 8} y={cellHeight / 2 + 3} textAnchor="end">{row.aside}</text> : null}
              {row.cells.map((cell, j) =>
                cell.value === null ? null : (
                  <g key={j} {...(onCell && { ...keyboard.cell(i, j), role: "button", "aria-label": cell.title, className: "cursor-pointer", onClick: () => onCell(i, j) })}>
                    <Cell cell={cell} x={left + j * cellWidth} width={cellWidth - gap} height={cellHeight - gap} fill={shade(color, cell.value / model.largest)} />
                    {cell.text && cellWidth > 34 ? <text x={left + j * cellWidth + (cellWidth - gap) / 2} y={cellHeight / 2 + 3} textAnchor="middle" fill="var(--ink)" pointerEvents="none">{cell.text}</text> : null}
                  </g>
                ),
              )}
            </g>
          ))}
        </svg>
      ) : null}
    </div>
  );
}

function Cell({ cell, x, width, height, fill }: { cell: HeatCell; x: number; width: number; height: number; fill: string }) {
  return (
    <rect x={cell.isOpen ? x + 0.5 : x} y={cell.isOpen ? 0.5 : 0} width={cell.isOpen ? width - 1 : width} height={cell.isOpen ? height - 1 : height} rx={2} fill={fill} {...(cell.isOpen && { stroke: "var(--line-strong)", strokeDasharray: "3 2" })}>
      <title>{cell.title}</title>
    </rect>
  );
}

/** One cell of the grid is in the page's tab order; arrows go to the next cell that holds something. */
function useCellKeys(model: HeatGridModel, onCell: HeatGridProps["onCell"]) {
  const [current, setCurrent] = useState<Place>();
  const at = current && typeof model.rows[current.row]?.cells[current.column]?.value === "number" ? current : firstCell(model);

  function onKeyDown(event: KeyboardEvent<SVGSVGElement>) {
    if (!at || !onCell) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onCell(at.row, at.column);
      return;
    }
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const next = nextCell(model, at, move);
    if (!next) return;
    setCurrent(next);
    event.currentTarget.querySelector<SVGGElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
  }

  const cell = (row: number, column: number) => ({ "data-cell": `${row} ${column}`, tabIndex: at?.row === row && at.column === column ? 0 : -1, onFocus: () => setCurrent({ row, column }) });
  return { onKeyDown, cell };
}

function firstCell(model: HeatGridModel): Place | undefined {
  const row = model.rows.findIndex(({ cells }) => cells.some(({ value }) => value !== null));
  return row < 0 ? undefined : { row, column: model.rows[row]?.cells.findIndex(({ value }) => value !== null) ?? 0 };
}

function nextCell(model: HeatGridModel, from: Place, move: Place): Place | undefined {
  let { row, column } = from;
  for (;;) {
    row += move.row;
    column += move.column;
    const cell = model.rows[row]?.cells[column];
    if (!cell) return undefined;
    if (cell.value !== null) return { row, column };
  }
}

/** A letter of the headings, px, and the least room between two. */
const letterWidth = 6.5;
const headingGap = 5;

/** The columns' headings, only every second or third where they would run into each other. */
function headings(columns: string[], cellWidth: number): { text: string; column: number }[] {
  const named = columns.flatMap((text, column) => (text === "" ? [] : [{ text, column }]));
  const [first, second] = named;
  if (!first || !second) return named;
  const needed = Math.max(...named.map(({ text }) => text.length)) * letterWidth + headingGap;
  const step = Math.ceil(needed / (cellWidth * (second.column - first.column)));
  return named.filter((_, at) => at % step === 0);
}

/** Text must stay readable on the strongest shade, so it is not the full colour. */
function shade(color: string, ratio: number): string {
  const strength = Math.round(faintestPct + 64 * Math.sqrt(Math.min(1, Math.max(0, ratio))));
  return `color-mix(in srgb, ${color} ${strength}%, var(--soft))`;
}
