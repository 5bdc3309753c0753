import type { BenchLine } from "./bench-case";
import type { GrowthLine } from "./growth";

/** Rows of text cells in columns of equal width, the header underlined, as Markdown reads it. */
function columns(rows: string[][]): string {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const lines = rows.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(" | ")} |`);
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return lines.join("\n");
}

const seconds = (value: number | undefined) => (value === undefined ? "-" : value < 1 ? `${(value * 1000).toFixed(1)} ms` : `${value.toFixed(2)} s`);

/** The benchmark's result as Markdown. */
export function benchTable(lines: BenchLine[]): string {
  const header = ["work", "ours", "theirs", "ratio", "goal", "quality"];
  return columns([
    header,
    ...lines.map(({ name, ourSeconds, theirSeconds, ratio, goal, quality }) => [
      name,
      seconds(ourSeconds),
      seconds(theirSeconds),
      ratio === undefined ? "-" : `${ratio.toFixed(1)} ×`,
      goal === undefined ? "-" : `${goal} ×`,
      quality,
    ]),
  ]);
}

export function growthTable(lines: GrowthLine[]): string {
  const header = ["work", "rows", "time", "ns a row", "peak memory", "allowed"];
  return columns([
    header,
    ...lines.map(({ what, rows, seconds: took, nsPerRow, peakMb, allowedMb }) => [
      what, rows.toLocaleString("en"), seconds(took), nsPerRow.toFixed(0), `${peakMb.toFixed(0)} MB`, `${allowedMb.toFixed(0)} MB`,
    ]),
  ]);
}
