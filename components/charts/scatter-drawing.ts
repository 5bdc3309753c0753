import { type ColorTokens, lightTokens } from "@/lib/charts/color-tokens";
import type { PlotArea } from "./axes";
import { type ChartDrawing, drawingOf } from "./chart-drawing";
import { drawPoints, pointLook } from "./draw-points";

/** Up to here points are exported as circles; more would make a file that no editor opens. */
const VECTOR_LIMIT = 5_000;
const RASTER_SCALE = 3;

interface ScatterDrawingInput {
  frame: HTMLElement;
  area: PlotArea;
  px: Float32Array;
  py: Float32Array;
  segments: Int32Array;
  colorOf: (segment: number, tokens: ColorTokens) => string;
}

/** The axes of the page with the points put in: circles where they are few, else a sharp picture in light colours. */
export function scatterDrawing({ frame, area, px, py, segments, colorOf }: ScatterDrawingInput): ChartDrawing | undefined {
  const drawing = drawingOf(frame);
  if (!drawing) return undefined;
  const points = px.length <= VECTOR_LIMIT ? circles(px, py, segments, area, colorOf) : picture(px, py, segments, area, colorOf);
  const overlay = frame.querySelector("svg[data-chart-overlay]")?.innerHTML ?? "";
  return { ...drawing, chart: drawing.chart.replace(/<\/svg>$/, `${points}${overlay}</svg>`) };
}

function circles(px: Float32Array, py: Float32Array, segments: Int32Array, area: PlotArea, colorOf: ScatterDrawingInput["colorOf"]): string {
  const { radius, opacity } = pointLook(px.length);
  const marks: string[] = [];
  for (let i = 0; i < px.length; i += 1) {
    const x = px[i] ?? 0;
    const y = py[i] ?? 0;
    if (x < 0 || y < 0 || x > area.width || y > area.height) continue;
    marks.push(`<circle cx="${(area.left + x).toFixed(1)}" cy="${(area.top + y).toFixed(1)}" r="${radius}" fill="${colorOf(segments[i] ?? -1, lightTokens)}"/>`);
  }
  return `<g opacity="${opacity}">${marks.join("")}</g>`;
}

function picture(px: Float32Array, py: Float32Array, segments: Int32Array, area: PlotArea, colorOf: ScatterDrawingInput["colorOf"]): string {
  const canvas = document.createElement("canvas");
  canvas.width = area.width * RASTER_SCALE;
  canvas.height = area.height * RASTER_SCALE;
  const context = canvas.getContext("2d");
  if (!context) return "";
  context.scale(RASTER_SCALE, RASTER_SCALE);
  drawPoints(context, { px, py, segments, colorOf: (segment) => colorOf(segment, lightTokens), width: area.width, height: area.height, ...pointLook(px.length) });
  return `<image x="${area.left}" y="${area.top}" width="${area.width}" height="${area.height}" href="${canvas.toDataURL("image/png")}"/>`;
}
