import { lightTokens } from "./color-tokens";
import { resolveCssColors } from "./resolve-css-colors";

export interface LegendEntry {
  label: string;
  /** CSS colour; `var(--token)` is fine. */
  color: string;
}

export interface ExportedChart {
  title: string;
  definition?: string;
  legend: LegendEntry[];
  /** One `<svg …>…</svg>` element as text, of `width` × `height` px. */
  chart: string;
  width: number;
  height: number;
  /** Where the figures come from, in the bottom line: dataset, run. */
  source?: string;
}

const PADDING = 16;
const FONT = "Geist, Inter, 'Segoe UI', Helvetica, Arial, sans-serif";
/** Mean width of a character relative to the font size, a little generous. */
const CHARACTER_WIDTH = 0.56;

/**
 * A self-contained SVG file of a chart with its title, definition, legend and source:
 * light colours, no reference to the page's styles, fonts or scripts.
 */
export function composeExportSvg({ title, definition, legend, chart, width, height, source }: ExportedChart): string {
  const inner = Math.max(width, 320);
  const parts: string[] = [];
  let y = PADDING;
  for (const line of wrapText(title, inner, 15)) parts.push(textLine(line, PADDING, (y += 18), 15, "ink", true));
  for (const line of definition ? wrapText(definition, inner, 12) : []) parts.push(textLine(line, PADDING, (y += 16), 12, "muted"));
  y += 10;
  for (const row of legendRows(legend, inner)) {
    y += 16;
    for (const { entry, x } of row) {
      parts.push(`<rect x="${PADDING + x}" y="${y - 9}" width="10" height="10" rx="3" fill="${escapeXml(entry.color)}"/>`);
      parts.push(textLine(entry.label, PADDING + x + 15, y, 12, "ink"));
    }
  }
  y += legend.length > 0 ? 12 : 0;
  parts.push(`<g transform="translate(${PADDING} ${y})">${chart}</g>`);
  y += height;
  if (source) parts.push(textLine(source, PADDING, (y += 18), 11, "muted"));
  const total = { width: Math.ceil(inner + 2 * PADDING), height: Math.ceil(y + PADDING) };
  const file = `<svg xmlns="http://www.w3.org/2000/svg" width="${total.width}" height="${total.height}" viewBox="0 0 ${total.width} ${total.height}" font-family="${FONT}">` +
    `<rect width="100%" height="100%" fill="${lightTokens.panel}"/>${parts.join("")}</svg>`;
  return resolveCssColors(file, lightTokens);
}

/** Greedy lines of at most `widthPx`; a word longer than a line stays whole. */
export function wrapText(text: string, widthPx: number, fontPx: number): string[] {
  const room = Math.max(1, Math.floor(widthPx / (fontPx * CHARACTER_WIDTH)));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return line ? [...lines, line] : lines;
}

function legendRows(legend: LegendEntry[], widthPx: number): { entry: LegendEntry; x: number }[][] {
  const rows: { entry: LegendEntry; x: number }[][] = [];
  let row: { entry: LegendEntry; x: number }[] = [];
  let x = 0;
  for (const entry of legend) {
    const entryWidth = 15 + entry.label.length * 12 * CHARACTER_WIDTH + 16;
    if (row.length > 0 && x + entryWidth > widthPx) {
      rows.push(row);
      row = [];
      x = 0;
    }
    row.push({ entry, x });
    x += entryWidth;
  }
  return row.length > 0 ? [...rows, row] : rows;
}

function textLine(text: string, x: number, y: number, size: number, token: "ink" | "muted", bold = false): string {
  return `<text x="${x}" y="${y}" font-size="${size}"${bold ? ' font-weight="600"' : ""} fill="${lightTokens[token]}">${escapeXml(text)}</text>`;
}

/** Text as it may stand in XML content or an attribute; characters that XML forbids are dropped. */
export function escapeXml(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
