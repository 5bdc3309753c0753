// Breathing K-means (B. Fritzke, "Breathing K-Means", arXiv:2006.15666, 2020): a search that leaves poor local optima.
// Breathe in: a new centre beside each of the m centres with the largest error. Breathe out: the m centres that are
// needed least go. Deviations: a run starts from greedy k-means++, and m shrinks at once when a breath gains nothing.
import { errorOf, lloyd } from "./lloyd";
import { measureTiles } from "./assign";
import { exchange } from "./exchange";
import { dropLabels, Problem, resetLabels, resetThresholds, spreadCentres, sumBytes, tileCount } from "./problem";
import { nextFloat } from "./random";

// @ts-ignore: decorator
@inline const CHUNK: i32 = 64;

/** Working memory of a search, laid out by lib/kernels/kmeans-layout.ts. */
@unmanaged
export class Search {
  /** f32 most × columns: the best centres so far. */
  best: usize;
  /** f64 per centre. */
  errors: usize;
  losses: usize;
  /** u8 per centre: 1 taken or removed, 2 must stay. */
  flags: usize;
  /** Four u32. */
  random: usize;
  /** f64 per 64 tiles. */
  groups: usize;
  /** f32 per column. */
  candidate: usize;
  /** f64 per centre of `best`: the error of its rows. */
  bestErrors: usize;
  tolerance: f64;
  /** Error of `best`, its number of centres. */
  error: f64;
  k: i32;
}

// @ts-ignore: decorator
@inline
function centreBytes(p: Problem): usize {
  return <usize>p.columns << 2;
}

function keepBest(p: Problem, s: Search, error: f64): void {
  memory.copy(s.best, p.centres, <usize>p.k * centreBytes(p));
  for (let c = 0; c < p.k; c++) store<f64>(s.bestErrors + (<usize>c << 3), errorOf(p, c));
  s.error = error;
  s.k = p.k;
}

/** The best centres again. Rows keep the labels they have: any are a beginning, and most are right. */
function restoreBest(p: Problem, s: Search): void {
  memory.copy(p.centres, s.best, <usize>s.k * centreBytes(p));
  p.k = s.k;
  spreadCentres(p);
  resetThresholds(p);
}

/** Index of the largest (or smallest) value whose flag is 0. */
function extremeOf(p: Problem, s: Search, values: usize, largest: bool): i32 {
  let found = -1;
  let extreme: f64 = 0;
  for (let c = 0; c < p.k; c++) {
    if (load<u8>(s.flags + c) != 0) continue;
    const value = load<f64>(values + (<usize>c << 3));
    if (found < 0 || (largest ? value > extreme : value < extreme)) {
      found = c;
      extreme = value;
    }
  }
  return found;
}

function breatheIn(p: Problem, s: Search, m: i32): void {
  const d = p.columns;
  const k = p.k;
  memory.copy(s.errors, s.bestErrors, <usize>k << 3);
  memory.fill(s.flags, 0, k);
  const radius = 0.01 * sqrt<f64>(max<f64>(0, s.error) / <f64>p.rows);
  for (let added = 0; added < m; added++) {
    const c = extremeOf(p, s, s.errors, true);
    if (c < 0) break;
    store<u8>(s.flags + c, 1);
    for (let j = 0; j < d; j++) {
      const offset = (2 * nextFloat(s.random) - 1) * radius;
      const value = load<f32>(p.centres + ((<usize>c * <usize>d + <usize>j) << 2));
      store<f32>(p.centres + ((<usize>(k + added) * <usize>d + <usize>j) << 2), value + <f32>offset);
    }
    p.k = k + added + 1;
  }
  for (let block = 0; block < p.blocks; block++) {
    memory.fill(p.sums + <usize>block * p.blockStride + <usize>k * sumBytes(p), 0, <usize>(p.k - k) * sumBytes(p));
  }
  spreadCentres(p);
  resetThresholds(p);
}

/** The centre nearest to `c` that is still free to go. */
function neighbourOf(p: Problem, s: Search, c: i32): i32 {
  const d = p.columns;
  let nearest = -1;
  let least = f32.MAX_VALUE;
  for (let other = 0; other < p.k; other++) {
    if (other == c || load<u8>(s.flags + other) != 0) continue;
    let square: f32 = 0;
    for (let j = 0; j < d; j++) {
      const difference =
        load<f32>(p.centres + ((<usize>c * <usize>d + <usize>j) << 2)) -
        load<f32>(p.centres + ((<usize>other * <usize>d + <usize>j) << 2));
      square += difference * difference;
    }
    if (square < least) {
      least = square;
      nearest = other;
    }
  }
  return nearest;
}

function breatheOut(p: Problem, s: Search, k: i32): void {
  const tiles = tileCount(p);
  memory.fill(s.errors, 0, <usize>p.k << 3);
  memory.fill(s.losses, 0, <usize>p.k << 3);
  for (let from = 0; from < tiles; from += CHUNK) {
    measureTiles(p, from, min(tiles, from + CHUNK), s.errors, s.losses, p.scratch);
  }
  memory.fill(s.flags, 0, p.k);
  let spare = k;
  for (let surplus = p.k - k; surplus > 0; surplus--) {
    let c = extremeOf(p, s, s.losses, false);
    if (c < 0) {
      for (let other = 0; other < p.k; other++) if (load<u8>(s.flags + other) == 2) store<u8>(s.flags + other, 0);
      c = extremeOf(p, s, s.losses, false);
    }
    store<u8>(s.flags + c, 1);
    if (spare > surplus - 1) {
      const neighbour = neighbourOf(p, s, c);
      if (neighbour >= 0) store<u8>(s.flags + neighbour, 2);
      spare--;
    }
  }
  dropLabels(p, s.flags, s.losses);
  let kept = 0;
  for (let c = 0; c < p.k; c++) {
    if (load<u8>(s.flags + c) == 1) continue;
    memory.copy(p.centres + <usize>kept * centreBytes(p), p.centres + <usize>c * centreBytes(p), centreBytes(p));
    kept++;
  }
  p.k = kept;
  spreadCentres(p);
}

/** Lloyd's iterations from the centres as they are. */
function settle(p: Problem, s: Search, mostIterations: i32): f64 {
  return lloyd(p, s.tolerance, mostIterations);
}

/** Runs Lloyd's iterations, breaths until none gains, and at most `exchanges` passes of exchanges; the best centres are in `s`. */
export function breathe(p: Problem, s: Search, mostAtOnce: i32, mostIterations: i32, exchanges: i32): void {
  resetLabels(p);
  keepBest(p, s, settle(p, s, mostIterations));
  const k = p.k;
  let m = min(mostAtOnce, k - 1);
  while (m > 0 && s.error > 0) {
    breatheIn(p, s, m);
    settle(p, s, mostIterations);
    breatheOut(p, s, k);
    const error = settle(p, s, mostIterations);
    if (error < s.error * (1 - 1e-6)) keepBest(p, s, error);
    else {
      m--;
      restoreBest(p, s);
    }
  }
  if (exchanges == 0) return;
  restoreBest(p, s);
  const error = exchange(p, exchanges);
  if (error < s.error) keepBest(p, s, error);
}
