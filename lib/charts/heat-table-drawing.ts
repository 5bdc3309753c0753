import { escapeXml } from "./compose-export-svg";
import { divergingShade } from "./diverging-shade";
import { formatFixed, formatSigned } from "./format-quantity";
import type { ProfileModel } from "./prepare-profile";
import { segmentColor } from "./segment-color";
import { shortenMiddle } from "./shorten-middle";

const NAME_WIDTH = 200;
const CELL_WIDTH = 96;
const ROW_HEIGHT = 38;
const HEAD_HEIGHT = 24;

/** The profile table as SVG, for pictures: the page itself draws an HTML table, which a file can't hold. */
export function heatTableDrawing(model: ProfileModel): { chart: string; width: number; height: number } {
  const width = NAME_WIDTH + model.features.length * CELL_WIDTH;
  const height = HEAD_HEIGHT + (model.segments.length + 1) * ROW_HEIGHT;
  const heads = model.features.map((feature, j) => text(shortenMiddle(feature.name, 15), right(j), 15, 11, "muted", "end"));
  const rows = model.segments.map((row, position) => {
    const y = HEAD_HEIGHT + position * ROW_HEIGHT;
    const cells = row.cells.map((cell, j) => {
      const shade = divergingShade(cell.zScore);
      return (shade ? `<rect x="${NAME_WIDTH + j * CELL_WIDTH}" y="${y}" width="${CELL_WIDTH}" height="${ROW_HEIGHT}" fill="${shade}"/>` : "") +
        text(formatFixed(cell.mean, model.features[j]?.decimals ?? 2), right(j), y + 16, 12, "ink", "end") +
        text(cell.zScore === null ? "–" : `${formatSigned(cell.zScore, 2)} σ`, right(j), y + 31, 10, "ink", "end");
    });
    return line(y, width) + `<rect x="0" y="${y + 14}" width="9" height="9" rx="2" fill="${segmentColor(row.segment)}"/>` +
      text(shortenMiddle(row.name, 28), 16, y + 23, 12, "ink", "start") + cells.join("");
  });
  const last = HEAD_HEIGHT + model.segments.length * ROW_HEIGHT;
  const whole = model.features.map((feature, j) => text(formatFixed(feature.mean, feature.decimals), right(j), last + 22, 12, "muted", "end"));
  const chart = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${heads.join("")}${rows.join("")}${line(last, width)}${text("All rows", 0, last + 22, 12, "muted", "start")}${whole.join("")}</svg>`;
  return { chart, width, height };
}

const right = (j: number) => NAME_WIDTH + (j + 1) * CELL_WIDTH - 8;

const line = (y: number, width: number) => `<line x1="0" x2="${width}" y1="${y}" y2="${y}" stroke="var(--line)"/>`;

function text(content: string, x: number, y: number, size: number, token: "ink" | "muted", anchor: "start" | "end"): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="var(--${token})" text-anchor="${anchor}">${escapeXml(content)}</text>`;
}
