import type { ChartRows } from "../schemas/engagement";
import type { DurationSample, TimedEvent } from "../engagement/duration-sample";
import { twoSidedP, z95 } from "./engagement-statistics";

/** A category with fewer events than this in the sample says nothing of its own. */
const fewestEvents = 30;
const maximumCategories = 30;
/** Hours of the day in four parts (the first is the reference) and weekends: what minutes are adjusted for besides the user. */
const timeTerms = 4;
/** Keeps the equations solvable where every event has exactly one category; the contrasts that are reported don't depend on it. */
const ridge = 1e-9;

/**
 * How many minutes an event of each category lasts beyond the average event, other things equal: least squares of the
 * minutes on the categories, the time of day and the weekend, within users (each user's own mean taken out), so that a
 * category is not credited with the long evenings of those who watch it. Standard errors hold users together (Liang & Zeger 1986).
 * Where the data know no users, each event stands for itself.
 */
export function durationEffects({ events, categoriesOf }: DurationSample, hasUsers: boolean): ChartRows["duration-effects"] {
  const categories = frequentCategories(events, categoriesOf);
  if (categories.length < 2) return [];
  const width = categories.length + timeTerms;
  const rows = rowsWithin(events, termsOf(categories, categoriesOf), width, hasUsers);
  const inverse = inverseOf(normalMatrix(rows), width);
  const beta = multiply(inverse, momentsOf(rows), width);
  const covariance = sandwich(inverse, rows, beta);
  const total = categories.reduce((sum, { events: n }) => sum + n, 0);
  return categories
    .map(({ category, events: count, minutes }, c) => {
      const contrast = Array.from({ length: width }, (_, j) => (j < categories.length ? (j === c ? 1 : 0) - (categories[j]?.events ?? 0) / total : 0));
      const effectMinutes = contrast.reduce((sum, weight, j) => sum + weight * (beta[j] ?? 0), 0);
      const error = Math.sqrt(Math.max(0, quadratic(covariance, contrast, width)));
      return {
        category,
        events: count,
        meanMinutes: minutes / count,
        effectMinutes,
        low95: effectMinutes - z95 * error,
        high95: effectMinutes + z95 * error,
        pValue: error > 0 ? twoSidedP(effectMinutes / error) : 1,
        sampleEvents: events.length,
      };
    })
    .toSorted((a, b) => b.effectMinutes - a.effectMinutes);
}

interface Counted {
  category: string;
  events: number;
  minutes: number;
}

function frequentCategories(events: TimedEvent[], categoriesOf: Map<number, string[]>): Counted[] {
  const found = new Map<string, Counted>();
  for (const event of events) {
    for (const category of categoriesOf.get(event.cell) ?? []) {
      const counted = found.get(category) ?? { category, events: 0, minutes: 0 };
      counted.events += 1;
      counted.minutes += event.minutes;
      found.set(category, counted);
    }
  }
  const frequent = [...found.values()].filter((counted) => counted.events >= fewestEvents);
  return frequent.toSorted((a, b) => b.events - a.events || (a.category < b.category ? -1 : 1)).slice(0, maximumCategories);
}

/** Rows of the regression, `width` terms each, and where each cluster's rows begin (and the last one's end). */
interface Rows {
  width: number;
  x: Float64Array;
  y: Float64Array;
  clusterStarts: number[];
}

/** Writes an event's terms: 1 for each of its categories, for its quarter of the day beyond the first, and for a weekend. */
type Terms = (event: TimedEvent, x: Float64Array) => void;

function termsOf(categories: Counted[], categoriesOf: Map<number, string[]>): Terms {
  const place = new Map(categories.map(({ category }, c) => [category, c]));
  const placesOf = new Map(Array.from(categoriesOf, ([cell, names]) => [cell, names.flatMap((name) => place.get(name) ?? [])]));
  const first = categories.length;
  return (event, x) => {
    for (const c of placesOf.get(event.cell) ?? []) x[c] = 1;
    if (event.hours > 0) x[first + event.hours - 1] = 1;
    x[first + timeTerms - 1] = event.weekend;
  };
}

/** Events as rows with their user's means taken out; where nobody is known, with the means of all. Events come user by user. */
function rowsWithin(events: TimedEvent[], terms: Terms, width: number, hasUsers: boolean): Rows {
  const x = new Float64Array(events.length * width);
  const y = Float64Array.from(events, ({ minutes }) => minutes);
  for (const [i, event] of events.entries()) terms(event, x.subarray(i * width, (i + 1) * width));
  const groups = hasUsers ? events.flatMap(({ user }, i) => (i === 0 || user !== events[i - 1]?.user ? [i] : [])) : [0];
  for (const [g, from] of groups.entries()) {
    const to = groups[g + 1] ?? events.length;
    for (let j = 0; j < width; j++) centre(x, from * width + j, to * width + j, width);
    centre(y, from, to, 1);
  }
  return { width, x, y, clusterStarts: [...(hasUsers ? groups : events.keys()), events.length] };
}

/** Takes the mean of every `step`-th value out of them. */
function centre(values: Float64Array, from: number, to: number, step: number): void {
  let sum = 0;
  for (let at = from; at < to; at += step) sum += values[at]!;
  const mean = sum / ((to - from) / step);
  for (let at = from; at < to; at += step) values[at]! -= mean;
}

function normalMatrix({ width, x, y }: Rows): Float64Array {
  const matrix = new Float64Array(width * width);
  for (let row = 0; row < y.length * width; row += width) {
    for (let i = 0; i < width; i++) {
      const value = x[row + i]!;
      for (let j = i; j < width; j++) matrix[i * width + j]! += value * x[row + j]!;
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) matrix[i * width + j] = matrix[j * width + i]!;
  const scale = Math.max(1, ...Array.from({ length: width }, (_, j) => matrix[j * width + j]!));
  for (let j = 0; j < width; j++) matrix[j * width + j]! += ridge * scale;
  return matrix;
}

function momentsOf({ width, x, y }: Rows): Float64Array {
  const moments = new Float64Array(width);
  for (let row = 0; row < y.length; row++) for (let j = 0; j < width; j++) moments[j]! += x[row * width + j]! * y[row]!;
  return moments;
}

function multiply(matrix: Float64Array, vector: ArrayLike<number>, width: number): Float64Array {
  return Float64Array.from({ length: width }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += matrix[i * width + j]! * vector[j]!;
    return sum;
  });
}

function quadratic(matrix: Float64Array, vector: number[], width: number): number {
  return multiply(matrix, vector, width).reduce((sum, value, j) => sum + value * (vector[j] ?? 0), 0);
}

/** (X'X)⁻¹ Σ sₖsₖ' (X'X)⁻¹ with sₖ the sum of x·residual in cluster k. */
function sandwich(inverse: Float64Array, { width, x, y, clusterStarts }: Rows, beta: Float64Array): Float64Array {
  const meat = new Float64Array(width * width);
  const clusters = clusterStarts.length - 1;
  const score = new Float64Array(width);
  for (let k = 0; k < clusters; k++) {
    score.fill(0);
    for (let row = clusterStarts[k]!; row < clusterStarts[k + 1]!; row++) {
      let residual = y[row]!;
      for (let j = 0; j < width; j++) residual -= x[row * width + j]! * beta[j]!;
      for (let j = 0; j < width; j++) score[j]! += x[row * width + j]! * residual;
    }
    const half = multiply(inverse, score, width);
    for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) meat[i * width + j]! += half[i]! * half[j]!;
  }
  const correction = clusters > 1 ? clusters / (clusters - 1) : Number.NaN;
  return meat.map((value) => value * correction);
}

/** Inverse of a positive definite matrix by Gauss–Jordan; the ridge keeps its pivots from zero. */
function inverseOf(matrix: Float64Array, width: number): Float64Array {
  const left = Float64Array.from(matrix);
  const right = new Float64Array(width * width);
  for (let j = 0; j < width; j++) right[j * width + j] = 1;
  for (let p = 0; p < width; p++) {
    const pivot = left[p * width + p]!;
    for (let j = 0; j < width; j++) {
      left[p * width + j]! /= pivot;
      right[p * width + j]! /= pivot;
    }
    for (let i = 0; i < width; i++) {
      const factor = i === p ? 0 : left[i * width + p]!;
      if (factor === 0) continue;
      for (let j = 0; j < width; j++) {
        left[i * width + j]! -= factor * left[p * width + j]!;
        right[i * width + j]! -= factor * right[p * width + j]!;
      }
    }
  }
  return right;
}
