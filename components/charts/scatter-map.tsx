"use client";

import { Maximize2, Minus, Plus } from "lucide-react";
import { useEffect, useImperativeHandle, useMemo, useRef, useState, type ReactNode, type Ref } from "react";
import { Button } from "@/components/ui/button";
import { buildPointGrid, nearestPoint } from "@/lib/charts/point-grid";
import { prepareScatter, type ScatterInput, widenRange } from "@/lib/charts/prepare-scatter";
import { segmentColorHex } from "@/lib/charts/segment-color";
import { Axes, type PlotArea } from "./axes";
import type { ChartDrawing } from "./chart-drawing";
import { drawPoints, pointLook } from "./draw-points";
import { ChartTooltip } from "./chart-tooltip";
import { scatterDrawing } from "./scatter-drawing";
import { useColorTokens } from "./use-color-tokens";
import { useElementWidth } from "./use-element-width";
import { usePlotView } from "./use-plot-view";

export interface ScatterHandle {
  draw: () => ChartDrawing | undefined;
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
  overlay?: (scales: { x: (value: number) => number; y: (value: number) => number }) => ReactNode;
  ref?: Ref<ScatterHandle>;
}

const MARGIN = { left: 34, right: 8, top: 18, bottom: 36 };
const HOVER_PX = 12;

/** Rows as points on a plane, coloured by segment: canvas for the points, SVG for the axes. Zoom with the buttons or Ctrl + wheel, drag to move. */
export function ScatterMap({ data, describePoint, label, xLabel, yLabel, height, highlighted, onPointClick, include, overlay, ref }: ScatterMapProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const tokens = useColorTokens();
  const [hovered, setHovered] = useState(-1);
  const drag = useRef<{ x: number; y: number; moved: boolean }>(undefined);
  const area: PlotArea = { left: MARGIN.left, top: MARGIN.top, width: Math.max(10, width - MARGIN.left - MARGIN.right), height: height - MARGIN.top - MARGIN.bottom };

  const model = useMemo(() => prepareScatter(data), [data]);
  const full = useMemo(() => ({ x: widenRange(model.xRange, include?.map((place) => place.x)), y: widenRange(model.yRange, include?.map((place) => place.y)) }), [model, include]);
  const { scales, zoomed, zoom, pan, reset } = usePlotView(full, area);
  const { px, py } = useMemo(
    () => ({ px: Float32Array.from(model.x, (value) => scales.x(value) - area.left), py: Float32Array.from(model.y, (value) => scales.y(value) - area.top) }),
    [model, scales, area.left, area.top],
  );
  const grid = useMemo(() => buildPointGrid(px, py, area.width, area.height, HOVER_PX), [px, py, area.width, area.height]);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!canvas.current || !context || width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = area.width * ratio;
    canvas.current.height = area.height * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawPoints(context, { px, py, segments: model.segments, colorOf: (segment) => segmentColorHex(segment, tokens), width: area.width, height: area.height, highlighted, ...pointLook(px.length) });
  }, [px, py, model, tokens, highlighted, width, area.width, area.height]);

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

  useImperativeHandle(ref, () => ({ draw: () => (frame.current ? scatterDrawing({ frame: frame.current, area, px, py, segments: model.segments }) : undefined) }));

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
    setHovered(nearestPoint(grid, px, py, event.nativeEvent.offsetX, event.nativeEvent.offsetY));
  }

  const hoveredRow = hovered >= 0 ? model.order[hovered] : undefined;
  return (
    <div ref={frame} className="relative" style={{ height }}>
      <svg data-chart width={width} height={height} role="img" aria-label={label} className="absolute inset-0">
        <Axes area={area} xScale={scales.x} yScale={scales.y} xLabel={xLabel} yLabel={yLabel} />
      </svg>
      <canvas
        ref={canvas}
        aria-hidden
        className="absolute touch-pan-y"
        style={{ left: area.left, top: area.top, width: area.width, height: area.height, cursor: zoomed ? "grab" : onPointClick && hovered >= 0 ? "pointer" : "default" }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setHovered(-1)}
        onPointerDown={(event) => {
          drag.current = { x: event.clientX, y: event.clientY, moved: false };
          if (zoomed) event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={() => {
          const moved = drag.current?.moved ?? false;
          drag.current = undefined;
          if (!moved && hoveredRow !== undefined) onPointClick?.(hoveredRow);
        }}
        onPointerCancel={() => (drag.current = undefined)}
      />
      {overlay ? <svg data-chart-overlay aria-hidden width={width} height={height} className="pointer-events-none absolute inset-0">{overlay(scales)}</svg> : null}
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
