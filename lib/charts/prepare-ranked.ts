import { formatSigned } from "./format-quantity";

export interface RankedPart {
  key: string;
  label: string;
  color: string;
  /** Null: nothing is known, and nothing is drawn. */
  value: number | null;
  low95?: number;
  high95?: number;
}

/** One name with its bar: the compared groups as stacked parts of a sum, or side by side where they can't be added. */
export interface RankedRow {
  key: string;
  name: string;
  parts: RankedPart[];
  layout: "stacked" | "beside";
  valueText: string;
  aside?: { text: string; tone: "good" | "warning" | "muted" };
  /** Exact values, for the pointer. */
  title: string;
}

interface RankedOptions {
  /** How many rows are drawn. */
  limit: number;
  layout: RankedRow["layout"];
  format: (value: number) => string;
}

interface RankedSeries<Row> {
  key: string;
  label: string;
  color: string;
  rows: Row[];
}

interface RankedAccess<Row> {
  keyOf: (row: Row) => string;
  nameOf?: (row: Row) => string;
  valueOf: (row: Row) => number | null;
  intervalOf?: (row: Row) => { low95: number; high95: number } | undefined;
}

export interface RankedModel {
  rows: RankedRow[];
  /** What the longest bar or whisker reaches. */
  largest: number;
  /** How many there are in all. */
  total: number;
}

/** Names of all groups in one ranking, largest sum (stacked) or largest single value (beside) first; ties by name. */
export function prepareRanked<Row>(series: RankedSeries<Row>[], { keyOf, nameOf = keyOf, valueOf, intervalOf }: RankedAccess<Row>, { limit, layout, format }: RankedOptions): RankedModel {
  const names = new Map(series.flatMap(({ rows }) => rows.map((row) => [keyOf(row), nameOf(row)] as const)));
  const found = series.map(({ rows }) => new Map(rows.map((row) => [keyOf(row), row])));
  const all = [...names].map(([key, name]): RankedRow & { size: number; reach: number } => {
    const parts = series.map((group, at): RankedPart => {
      const row = found[at]?.get(key);
      return { key: group.key, label: group.label, color: group.color, value: row === undefined ? null : valueOf(row), ...(row !== undefined && intervalOf?.(row)) };
    });
    const values = parts.map(({ value }) => value ?? 0);
    const size = layout === "stacked" ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
    const title = parts.map((part) => `${series.length > 1 ? `${part.label}: ` : ""}${part.value === null ? "–" : format(part.value)}${part.low95 !== undefined && part.high95 !== undefined ? ` (95 %: ${format(part.low95)} to ${format(part.high95)})` : ""}`);
    return { key, name, parts, layout, size, reach: Math.max(size, ...parts.map(({ high95 }) => high95 ?? 0)), valueText: format(size), title: `${name}\n${title.join("\n")}` };
  });
  const rows = all.toSorted((a, b) => b.size - a.size || a.name.localeCompare(b.name, "en")).slice(0, limit);
  return { rows: rows.map(({ size: _size, reach: _reach, ...row }) => row), largest: Math.max(0, ...rows.map(({ reach }) => reach)), total: all.length };
}

/** A relative change as the aside of a row; grey where it is within chance. */
export function changeAside(changeRatio: number | null | undefined, isBeyondChance = true): RankedRow["aside"] {
  if (changeRatio === null || changeRatio === undefined || !Number.isFinite(changeRatio)) return undefined;
  return { text: `${formatSigned(changeRatio * 100, 0)} %`, tone: !isBeyondChance ? "muted" : changeRatio >= 0 ? "good" : "warning" };
}
