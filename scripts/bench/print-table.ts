import type { BenchLine } from "./bench-case";
import type { EngagementReport } from "./engagement";
import type { GrowthLine } from "./growth";
import type { RatingLine, ServiceReport } from "./recommenders";

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

/** What each chart takes, cold, beside the same question put to unprepared Parquet and to pandas. */
export function engagementTable({ events, charts, prepareMs, storedMb, ingestSeconds, readCsvSeconds, dashboardMs, clickersP95Ms }: EngagementReport): string {
  const ms = (value: number | undefined) => (value === undefined ? "-" : `${value.toFixed(0)} ms`);
  const rows = charts.map(({ chart, coldMs, cpuMs, segmentMs, plainMs, pandasMs }) => [chart, ms(coldMs), ms(cpuMs), ms(segmentMs), ms(plainMs), ms(pandasMs)]);
  return [
    `Engagement, ${events.toLocaleString("en")} events`,
    columns([["chart", "cold", "CPU", "under a segment", "DuckDB, unprepared", "pandas"], ...rows]),
    `All charts at once: ${ms(dashboardMs)}. Ten people at once, 95th percentile: ${ms(clickersP95Ms)}.`,
    `Prepared in ${ms(prepareMs.index)} (index), read into memory in ${ms(prepareMs.open)}; ${storedMb.index.toFixed(0)} MB beside ${storedMb.rows.toFixed(0)} MB of rows.`,
    `Reading the CSV: ${seconds(ingestSeconds)}; pandas.read_csv ${seconds(readCsvSeconds)}.`,
  ].join("\n\n");
}

/** Five folds of each rating model, beside what Surprise publishes for a file of the same size. */
export function ratingTable(lines: RatingLine[]): string {
  const rows = lines.map(({ algorithm, seconds: took, foldSeconds, rmse, peakMb, surpriseSeconds }) => [algorithm, seconds(foldSeconds), seconds(took), `${surpriseSeconds} s`, `${(surpriseSeconds / foldSeconds).toFixed(1)} ×`, rmse.toFixed(4), `${peakMb.toFixed(0)} MB`]);
  return `Ratings, five folds of 100,000 (943 users, 1,682 items)\n\n${columns([["algorithm", "folds", "whole process", "Surprise's table", "ratio", "RMSE", "peak memory"], ...rows])}`;
}

export function serviceText({ events, roundSeconds, peakMb, oneUserMs, allUsersSeconds }: ServiceReport): string {
  return [
    `Recommender of ${events.toLocaleString("en")} events, 100,000 users, 20,000 items, 64 factors`,
    columns([
      ["work", "measured", "goal"],
      ["a round of implicit ALS", seconds(roundSeconds), "6 s"],
      ["memory at most", `${peakMb.toFixed(0)} MB`, "3072 MB"],
      ["ten for one user, explained, median", `${oneUserMs.p50.toFixed(1)} ms`, "-"],
      ["ten for one user, explained, 95th percentile", `${oneUserMs.p95.toFixed(1)} ms`, "20 ms"],
      ["ten for every user", seconds(allUsersSeconds), "60 s"],
    ]),
  ].join("\n\n");
}
