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
/** Values beyond these shares of the rows get the ends of the scale, so that a single giant leaves the others a colour. */
const lowestShare = 0.01;
const highestShare = 0.99;

/** Rows of a map by a column: the most frequent eight categories, or a scale from low to high. */
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
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))] ?? 0;
  const [low, high] = [at(lowestShare), at(highestShare)];
  const stepOf = (value: number) => Math.min(scaleSteps - 1, Math.max(0, Math.floor(((value - low) / (high - low || 1)) * scaleSteps)));
  const classes = Int32Array.from(numbers, (value) => (Number.isNaN(value) ? -1 : stepOf(value)));
  const colorOf = (step: number, tokens: ColorTokens) => (step < 0 ? segmentColorHex(-1, tokens) : scaleColor(step / (scaleSteps - 1), tokens));
  const marks = sorted.length === 0 ? [] : [...new Set([low, at(0.25), at(0.5), at(0.75), high])];
  return {
    classes,
    colorOf,
    legend: [...marks.map((value, position) => ({ label: labelOf(value, position, marks.length), color: scaleCss(stepOf(value) / (scaleSteps - 1)), aside: "" })), ...missing(classes)],
  };
}

function labelOf(value: number, position: number, count: number): string {
  const text = formatQuantity(value);
  if (count < 2) return text;
  return position === 0 ? `up to ${text}` : position === count - 1 ? `${text} and more` : text;
}

/** From the colour below the mean through grey to the one above it. */
function scaleColor(ratio: number, tokens: ColorTokens): string {
  const middle = tokens.line ?? "#cccccc";
  const end = (ratio < 0.5 ? tokens.below : tokens.above) ?? "#000000";
  return mixColors(end, middle, Math.round(Math.abs(ratio - 0.5) * 2 * 90) + 10);
}

function scaleCss(ratio: number): string {
  return `color-mix(in srgb, var(--${ratio < 0.5 ? "below" : "above"}) ${Math.round(Math.abs(ratio - 0.5) * 2 * 90) + 10}%, var(--line))`;
}

function missing(classes: Int32Array): MapColors["legend"] {
  const count = classes.reduce((sum, each) => sum + Number(each < 0), 0);
  return count === 0 ? [] : [{ label: "no value", color: "var(--segment-noise)", aside: formatCount(count) }];
}
