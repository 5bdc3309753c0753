import type { MapValues } from "@/lib/schemas/map";
import type { ColorTokens } from "./color-tokens";
import { formatCount, formatQuantity } from "./format-quantity";
import { mixColors } from "./mix-colors";
import { segmentColor, segmentColorHex } from "./segment-color";

export interface MapColors {
  /** A class per row: a category, or a step of the scale; −1 without a value. */
  classes: Int32Array;
  colorOf: (segment: number, tokens: ColorTokens) => string;
  legend: { label: string; color: string; aside: string }[];
}

const shownCategories = 8;
/** Class of the categories beyond those that have a colour. */
const otherClass = shownCategories;
const scaleSteps = 24;

/**
 * Rows of a map by a column: the most frequent eight categories, or a scale by rank from low to high, so that a few giants leave
 * the others their colours.
 */
export function prepareMapColors({ kind, values }: Pick<MapValues, "kind" | "values">): MapColors {
  return kind === "numeric" ? numericColors(values) : categoryColors(values);
}

function categoryColors(values: MapValues["values"]): MapColors {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  const ordered = [...counts].sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  const classOf = new Map(ordered.map(([value], position) => [value, Math.min(position, otherClass)]));
  const classes = Int32Array.from(values, (value) => (value === null ? -1 : (classOf.get(String(value)) ?? -1)));
  const others = ordered.slice(shownCategories);
  const rest = others.reduce((sum, [, count]) => sum + count, 0);
  return {
    classes,
    colorOf: (segment, tokens) => (segment === otherClass ? (tokens.faint ?? "#888888") : segmentColorHex(segment, tokens)),
    legend: [
      ...ordered.slice(0, shownCategories).map(([value, count], position) => ({ label: value, color: segmentColor(position), aside: formatCount(count) })),
      ...(others.length > 0 ? [{ label: `${formatCount(others.length)} others`, color: "var(--faint)", aside: formatCount(rest) }] : []),
      ...missing(classes),
    ],
  };
}

function numericColors(values: MapValues["values"]): MapColors {
  const numbers = values.map((value) => (typeof value === "number" ? value : Number.NaN));
  const sorted = Float64Array.from(numbers.filter((value) => !Number.isNaN(value))).sort();
  const last = Math.max(1, sorted.length - 1);
  const stepOf = (value: number) => Math.min(scaleSteps - 1, Math.floor((rankOf(sorted, value) / last) * scaleSteps));
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const marks = sorted.length === 0 ? [] : [...new Set([0, 0.25, 0.5, 0.75, 1].map(at))];
  const classes = Int32Array.from(numbers, (value) => (Number.isNaN(value) ? -1 : stepOf(value)));
  return {
    classes,
    colorOf: (step: number, tokens: ColorTokens) => (step < 0 ? segmentColorHex(-1, tokens) : scaleColor(step / (scaleSteps - 1), tokens)),
    legend: [...marks.map((value, position) => ({ label: labelOf(value, position, marks.length), color: scaleCss(stepOf(value) / (scaleSteps - 1)), aside: "" })), ...missing(classes)],
  };
}

/** How many values are smaller; the values ascend. */
function rankOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function labelOf(value: number, position: number, count: number): string {
  const text = formatQuantity(value);
  if (count === 5 && position === 2) return `${text}, the median`;
  if (count < 2) return text;
  return position === 0 ? `from ${text}` : position === count - 1 ? `to ${text}` : text;
}

/** From the colour below the mean through grey to the one above it. */
function scaleColor(ratio: number, tokens: ColorTokens): string {
  const middle = tokens.faint ?? "#999999";
  const end = (ratio < 0.5 ? tokens.below : tokens.above) ?? "#000000";
  return mixColors(end, middle, Math.round(Math.abs(ratio - 0.5) * 2 * 90) + 10);
}

function scaleCss(ratio: number): string {
  return `color-mix(in srgb, var(--${ratio < 0.5 ? "below" : "above"}) ${Math.round(Math.abs(ratio - 0.5) * 2 * 90) + 10}%, var(--faint))`;
}

function missing(classes: Int32Array): MapColors["legend"] {
  const count = classes.reduce((sum, each) => sum + Number(each < 0), 0);
  return count === 0 ? [] : [{ label: "no value", color: "var(--segment-noise)", aside: formatCount(count) }];
}
