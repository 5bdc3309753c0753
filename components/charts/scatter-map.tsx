"use client";

import { Maximize2, Minus, Plus } from "lucide-react";
import { useEffect, useImperativeHandle, useMemo, useRef, useState, type ReactNode, type Ref } from "react";
import { Button } from "@/components/ui/button";
import { buildPointGrid, nearestPoint, type PointGrid } from "@/lib/charts/point-grid";
import { prepareScatter, type ScatterInput, widenRange } from "@/lib/charts/prepare-scatter";
import type { ColorTokens } from "@/lib/charts/color-tokens";
import { segmentColorHex } from "@/lib/charts/segment-color";
import { Axes, type PlotArea } from "./axes";
import type { ChartDrawing } from "./chart-drawing";
import { drawPixels } from "./draw-pixels";
import { drawPoints, pointLook } from "./draw-points";
import { ChartTooltip } from "./chart-tooltip";
import { scatterDrawing } from "./scatter-drawing";
import { useColorTokens } from "./use-color-tokens";
import { useElementWidth } from "./use-element-width";
import { useLasso } from "./use-lasso";
import { usePlotView } from "./use-plot-view";

export interface ScatterHandle {
  draw: () => ChartDrawing | undefined;
  /** The corners of what is in view, in the data's units. */
  viewedArea: () => [number, number][];
}

interface ScatterMapProps {
  data: ScatterInput;
  /** What the pointer shows of row `i` of the data. */
  describePoint: (i: number) => ReactNode;
  /** For screen readers: what is drawn, in a sentence. */
  label: string;
  xLabel: string;
  yLabel: string;
  height: number;
  highlighted?: number;
  onPointClick?: (i: number) => void;
  /** Places that must be in view besides the points. */
  include?: readonly { x: number; y: number }[];
  /** Drawn over the points in plot coordinates (the arrows of a biplot). */
  overlay?: (scales: { x: (value: number) => number; y: (value: number) => number }, area: { width: number; height: number }) => ReactNode;
  /** The colour of a class where `data.segments` holds other classes than segments. */
  colorOf?: (segment: number, tokens: ColorTokens) => string;
  /** Makes the pointer draw a line around rows; called with it in the data's units. */
  onArea?: (points: [number, number][]) => void;
  /** A closed line in the data's units that stays drawn. */
  area?: readonly (readonly [number, number])[];
  ref?: Ref<ScatterHandle>;
}

const MARGIN = { left: 34, right: 8, top: 18, bottom: 36 };
const HOVER_PX = 12;
/** From here points are written as pixels. */
const PIXELS_FROM = 20_000;
const PAN_PX = 48;

/** Rows as points on a plane, coloured by segment: canvas for the points, SVG for the axes. Zoom with the buttons, the keys + and − or Ctrl + wheel; drag or use the arrow keys to move. */
export function ScatterMap({ data, describePoint, label, xLabel, yLabel, height, highlighted, onPointClick, include, overlay, colorOf = segmentColorHex, onArea, area: outline, ref }: ScatterMapProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const tokens = useColorTokens();
  const [hovered, setHovered] = useState(-1);
  const drag = useRef<{ x: number; y: number; moved: boolean }>(undefined);
  const area: PlotArea = { left: MARGIN.left, top: MARGIN.top, width: Math.max(10, width - MARGIN.left - MARGIN.right), height: height - MARGIN.top - MARGIN.bottom };

  const model = useMemo(() => prepareScatter(data), [data]);
  const full = useMemo(() => ({ x: widenRange(model.xRange, include?.map((place) => place.x)), y: widenRange(model.yRange, include?.map((place) => place.y)) }), [model, include]);
  const { scales, zoomed, zoom, pan, reset } = usePlotView(full, area);
  const { px, py } = useMemo(() => ({ px: placed(model.x, scales.x, area.left), py: placed(model.y, scales.y, area.top) }), [model, scales, area.left, area.top]);
  // Made when the pointer asks for it: a map that is dragged gets new places with every frame.
  const grid = useRef<{ of: Float32Array; grid: PointGrid }>(undefined);
  const lasso = useLasso((x, y) => [scales.x.invert(area.left + x), scales.y.invert(area.top + y)], onArea);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!canvas.current || !context || width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = area.width * ratio;
    canvas.current.height = area.height * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const points = { px, py, segments: model.segments, colorOf: (segment: number) => colorOf(segment, tokens), width: area.width, height: area.height, highlighted, ...pointLook(px.length) };
    if (px.length > PIXELS_FROM) drawPixels(context, points, ratio);
    else drawPoints(context, points);
  }, [px, py, model, tokens, colorOf, highlighted, width, area.width, area.height]);

  // React listens to wheels passively, and then the page would zoom along.
  const zoomNow = useRef(zoom);
  useEffect(() => {
    zoomNow.current = zoom;
  });
  useEffect(() => {
    const element = canvas.current;
    function onWheel(event: WheelEvent) {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomNow.current(event.deltaY < 0 ? 0.8 : 1.25, MARGIN.left + event.offsetX, MARGIN.top + event.offsetY);
    }
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, []);

  useImperativeHandle(ref, () => ({
    draw: () => (frame.current ? scatterDrawing({ frame: frame.current, area, px, py, segments: model.segments, colorOf }) : undefined),
    viewedArea: () => {
      const [left, right, top, bottom] = [scales.x.invert(area.left), scales.x.invert(area.left + area.width), scales.y.invert(area.top), scales.y.invert(area.top + area.height)];
      return [[left, top], [right, top], [right, bottom], [left, bottom]];
    },
  }));

  function onKeyDown(event: React.KeyboardEvent<HTMLDivElement>) {
    if (event.target !== event.currentTarget) return;
    const steps: Record<string, () => void> = { "+": () => zoom(0.7), "=": () => zoom(0.7), "-": () => zoom(1.4), "0": reset };
    const moves: Record<string, [number, number]> = { ArrowLeft: [PAN_PX, 0], ArrowRight: [-PAN_PX, 0], ArrowUp: [0, PAN_PX], ArrowDown: [0, -PAN_PX] };
    const move = moves[event.key];
    if (move && zoomed) pan(...move);
    else if (steps[event.key]) steps[event.key]?.();
    else return;
    event.preventDefault();
  }

  function onPointerMove(event: React.PointerEvent<HTMLCanvasElement>) {
    if (drag.current && zoomed) {
      const dx = event.clientX - drag.current.x;
      const dy = event.clientY - drag.current.y;
      if (Math.abs(dx) + Math.abs(dy) > 2) {
        drag.current = { x: event.clientX, y: event.clientY, moved: true };
        pan(dx, dy);
      }
      setHovered(-1);
      return;
    }
    if (lasso.move(event.nativeEvent.offsetX, event.nativeEvent.offsetY)) return;
    if (grid.current?.of !== px) grid.current = { of: px, grid: buildPointGrid(px, py, area.width, area.height, HOVER_PX) };
    setHovered(nearestPoint(grid.current.grid, px, py, event.nativeEvent.offsetX, event.nativeEvent.offsetY));
  }

  const hoveredRow = hovered >= 0 ? model.order[hovered] : undefined;
  return (
    <div ref={frame} className="relative rounded-[4px]" style={{ height }} role="group" aria-label="Map: plus and minus zoom, arrow keys move, 0 shows all" tabIndex={0} onKeyDown={onKeyDown}>
      <svg data-chart width={width} height={height} role="img" aria-label={label} className="absolute inset-0">
        <Axes area={area} xScale={scales.x} yScale={scales.y} xLabel={xLabel} yLabel={yLabel} />
      </svg>
      <canvas
        ref={canvas}
        aria-hidden
        className={onArea ? "absolute touch-none" : "absolute touch-pan-y"}
        style={{ left: area.left, top: area.top, width: area.width, height: area.height, cursor: onArea ? "crosshair" : zoomed ? "grab" : onPointClick && hovered >= 0 ? "pointer" : "default" }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setHovered(-1)}
        onPointerDown={(event) => {
          if (onArea) lasso.start(event.nativeEvent.offsetX, event.nativeEvent.offsetY);
          else drag.current = { x: event.clientX, y: event.clientY, moved: false };
          if (zoomed || onArea) event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={() => {
          if (onArea) return lasso.end();
          const moved = drag.current?.moved ?? false;
          drag.current = undefined;
          if (!moved && hoveredRow !== undefined) onPointClick?.(hoveredRow);
        }}
        onPointerCancel={() => {
          drag.current = undefined;
          lasso.end();
        }}
      />
      {overlay ? <svg data-chart-overlay aria-hidden width={width} height={height} className="pointer-events-none absolute inset-0">{overlay(scales, { width, height })}</svg> : null}
      {lasso.line.length > 1 || outline ? (
        <svg aria-hidden width={width} height={height} className="pointer-events-none absolute inset-0">
          <polygon
            points={(outline && lasso.line.length < 2 ? outline.map(([x, y]) => [scales.x(x), scales.y(y)]) : lasso.line.map(([x, y]) => [area.left + x, area.top + y])).map((point) => point.join()).join(" ")}
            fill="var(--accent)" fillOpacity={0.08} stroke="var(--accent)" strokeWidth={1.5} strokeDasharray="4 3"
          />
        </svg>
      ) : null}
      {hoveredRow !== undefined ? (
        <ChartTooltip x={area.left + (px[hovered] ?? 0)} y={area.top + (py[hovered] ?? 0)} frameWidth={width}>{describePoint(hoveredRow)}</ChartTooltip>
      ) : null}
      <div className="absolute top-5 right-2 flex flex-col gap-1 opacity-70 focus-within:opacity-100 hover:opacity-100">
        <Button size="icon-sm" className="size-6" aria-label="Zoom in" onClick={() => zoom(0.7)}><Plus aria-hidden /></Button>
        <Button size="icon-sm" className="size-6" aria-label="Zoom out" disabled={!zoomed} onClick={() => zoom(1.4)}><Minus aria-hidden /></Button>
        {zoomed ? <Button size="icon-sm" className="size-6" aria-label="Show all" onClick={reset}><Maximize2 aria-hidden /></Button> : null}
      </div>
    </div>
  );
}

function placed(values: Float64Array, scale: (value: number) => number, origin: number): Float32Array {
  const places = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += 1) places[i] = scale(values[i] ?? 0) - origin;
  return places;
}
