import type { ChartRows } from "../schemas/engagement";
import type { DurationSample, TimedEvent } from "../sql/engagement/duration-sample";
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
  const groups = hasUsers ? byUser(events) : [events];
  const rows = groups.map((group) => withinGroup(group, (event) => termsOf(event, categories, categoriesOf)));
  const inverse = inverseOf(normalMatrix(rows.flat(), width), width);
  const beta = multiply(inverse, momentsOf(rows.flat(), width), width);
  const clusters = hasUsers ? rows : rows.flat().map((row) => [row]);
  const covariance = sandwich(inverse, clusters, beta, width);
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

function byUser(events: TimedEvent[]): TimedEvent[][] {
  const groups = new Map<number, TimedEvent[]>();
  for (const event of events) {
    const group = groups.get(event.user);
    if (group) group.push(event);
    else groups.set(event.user, [event]);
  }
  return [...groups.values()];
}

interface Row {
  x: number[];
  y: number;
}

function termsOf(event: TimedEvent, categories: Counted[], categoriesOf: Map<number, string[]>): number[] {
  const own = categoriesOf.get(event.cell) ?? [];
  return [...categories.map(({ category }) => (own.includes(category) ? 1 : 0)), ...[1, 2, 3].map((part) => (event.hours === part ? 1 : 0)), event.weekend];
}

/** Rows of a group with the group's means taken out. */
function withinGroup(group: TimedEvent[], terms: (event: TimedEvent) => number[]): Row[] {
  const rows = group.map((event) => ({ x: terms(event), y: event.minutes }));
  const width = rows[0]?.x.length ?? 0;
  const mean = Array.from({ length: width }, (_, j) => rows.reduce((sum, row) => sum + (row.x[j] ?? 0), 0) / rows.length);
  const meanMinutes = rows.reduce((sum, row) => sum + row.y, 0) / rows.length;
  return rows.map((row) => ({ x: row.x.map((value, j) => value - (mean[j] ?? 0)), y: row.y - meanMinutes }));
}

function normalMatrix(rows: Row[], width: number): Float64Array {
  const matrix = new Float64Array(width * width);
  for (const { x } of rows) for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) matrix[i * width + j]! += x[i]! * x[j]!;
  const scale = Math.max(1, ...Array.from({ length: width }, (_, j) => matrix[j * width + j]!));
  for (let j = 0; j < width; j++) matrix[j * width + j]! += ridge * scale;
  return matrix;
}

function momentsOf(rows: Row[], width: number): Float64Array {
  const moments = new Float64Array(width);
  for (const { x, y } of rows) for (let j = 0; j < width; j++) moments[j]! += x[j]! * y;
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
function sandwich(inverse: Float64Array, clusters: Row[][], beta: Float64Array, width: number): Float64Array {
  const meat = new Float64Array(width * width);
  for (const cluster of clusters) {
    const score = new Float64Array(width);
    for (const { x, y } of cluster) {
      let residual = y;
      for (let j = 0; j < width; j++) residual -= x[j]! * beta[j]!;
      for (let j = 0; j < width; j++) score[j]! += x[j]! * residual;
    }
    const half = multiply(inverse, score, width);
    for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) meat[i * width + j]! += half[i]! * half[j]!;
  }
  const correction = clusters.length > 1 ? clusters.length / (clusters.length - 1) : Number.NaN;
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
