// Pairwise ranking by stochastic gradient descent with Adagrad steps, f32: BPR, or WARP over sums of features.
//
// A user's (an item's) vector is the sum of the vectors of its features. Tables of side s (users, items): `vectors` and
// `squares` (sums of squared gradients) of `bytes` each, a multiple of 16; items also have biases, one f32 per feature.
import { nextUint32 } from "./shared/random";

/** Laid out by lib/kernels/pairwise-factors.ts (same order of fields). */
@unmanaged
class Problem {
  users: i32;
  items: i32;
  entries: i32;
  bytes: i32;
  /** Entries: i32 user, i32 item. */
  entryUser: usize;
  entryItem: usize;
  /** Items of each user, ascending. */
  ownStart: usize;
  ownItem: usize;
  userFeatureStart: usize;
  userFeature: usize;
  itemFeatureStart: usize;
  itemFeature: usize;
  userVectors: usize;
  userSquares: usize;
  itemVectors: usize;
  itemSquares: usize;
  biases: usize;
  biasSquares: usize;
  /** Five vectors. */
  scratch: usize;
  random: usize;
  rate: f32;
  regularization: f32;
  /** 0: BPR, else WARP with so many draws at most. */
  draws: i32;
}

// @ts-ignore: decorator
@inline
function below(state: usize, bound: i32): i32 {
  return <i32>((<u64>nextUint32(state) * <u64>bound) >> 32);
}

function has(p: Problem, user: i32, item: i32): bool {
  let low = load<i32>(p.ownStart + (<usize>user << 2));
  let high = load<i32>(p.ownStart + (<usize>user << 2), 4) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = load<i32>(p.ownItem + (<usize>middle << 2));
    if (found == item) return true;
    if (found < item) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** `to` ← Σ of the features' vectors. */
function represent(starts: usize, features: usize, vectors: usize, row: i32, bytes: usize, to: usize): void {
  const from = load<i32>(starts + (<usize>row << 2));
  const end = load<i32>(starts + (<usize>row << 2), 4);
  memory.copy(to, vectors + <usize>load<i32>(features + (<usize>from << 2)) * bytes, bytes);
  for (let entry = from + 1; entry < end; entry++) {
    const vector = vectors + <usize>load<i32>(features + (<usize>entry << 2)) * bytes;
    for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(vector + i)));
  }
}

function itemBias(p: Problem, item: i32): f32 {
  const end = load<i32>(p.itemFeatureStart + (<usize>item << 2), 4);
  let sum: f32 = 0;
  for (let entry = load<i32>(p.itemFeatureStart + (<usize>item << 2)); entry < end; entry++) sum += load<f32>(p.biases + (<usize>load<i32>(p.itemFeature + (<usize>entry << 2)) << 2));
  return sum;
}

function dot(a: usize, b: usize, bytes: usize): f32 {
  let s = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) s = f32x4.add(s, f32x4.mul(v128.load(a + i), v128.load(b + i)));
  return f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 1) + (f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3));
}

/** One Adagrad step of every feature of a row along weight × direction (uphill), and a pull towards zero. */
function step(starts: usize, features: usize, vectors: usize, squares: usize, row: i32, bytes: usize, weight: f32, direction: usize, rate: f32, regularization: f32): void {
  const end = load<i32>(starts + (<usize>row << 2), 4);
  const w = f32x4.splat(weight);
  const r = f32x4.splat(rate);
  const l = f32x4.splat(regularization);
  for (let entry = load<i32>(starts + (<usize>row << 2)); entry < end; entry++) {
    const offset = <usize>load<i32>(features + (<usize>entry << 2)) * bytes;
    const vector = vectors + offset;
    const square = squares + offset;
    for (let i: usize = 0; i < bytes; i += 16) {
      const value = v128.load(vector + i);
      const gradient = f32x4.sub(f32x4.mul(w, v128.load(direction + i)), f32x4.mul(l, value));
      const sum = f32x4.add(v128.load(square + i), f32x4.mul(gradient, gradient));
      v128.store(square + i, sum);
      v128.store(vector + i, f32x4.add(value, f32x4.div(f32x4.mul(r, gradient), f32x4.sqrt(sum))));
    }
  }
}

function stepBias(p: Problem, item: i32, weight: f32): void {
  const end = load<i32>(p.itemFeatureStart + (<usize>item << 2), 4);
  for (let entry = load<i32>(p.itemFeatureStart + (<usize>item << 2)); entry < end; entry++) {
    const offset = <usize>load<i32>(p.itemFeature + (<usize>entry << 2)) << 2;
    const value = load<f32>(p.biases + offset);
    const gradient = weight - p.regularization * value;
    const sum = load<f32>(p.biasSquares + offset) + gradient * gradient;
    store<f32>(p.biasSquares + offset, sum);
    store<f32>(p.biases + offset, value + (p.rate * gradient) / sqrt<f32>(sum));
  }
}

/** An epoch: as many draws of an entry as there are entries. One thread's work: the steps depend on each other. Answers the steps taken. */
export function epoch(thread: i32, threads: i32, problem: usize): i32 {
  if (thread > 0) return 0;
  const p = changetype<Problem>(problem);
  const bytes = <usize>p.bytes;
  const user = p.scratch;
  const liked = user + bytes;
  const other = liked + bytes;
  const difference = other + bytes;
  const tries = max(1, p.draws);
  let steps = 0;
  for (let draw = 0; draw < p.entries; draw++) {
    const entry = <usize>below(p.random, p.entries) << 2;
    const u = load<i32>(p.entryUser + entry);
    const i = load<i32>(p.entryItem + entry);
    represent(p.userFeatureStart, p.userFeature, p.userVectors, u, bytes, user);
    represent(p.itemFeatureStart, p.itemFeature, p.itemVectors, i, bytes, liked);
    const likedScore = dot(user, liked, bytes) + itemBias(p, i);
    for (let attempt = 1; attempt <= tries; attempt++) {
      const j = below(p.random, p.items);
      if (has(p, u, j)) continue;
      represent(p.itemFeatureStart, p.itemFeature, p.itemVectors, j, bytes, other);
      const margin = likedScore - (dot(user, other, bytes) + itemBias(p, j));
      let weight: f32;
      if (p.draws == 0) weight = 1 / (1 + Mathf.exp(margin));
      else {
        if (margin >= 1) continue;
        weight = Mathf.log(<f32>max(1, (p.items - 1) / attempt));
        if (weight > 10) weight = 10;
        if (weight == 0) break;
      }
      for (let x: usize = 0; x < bytes; x += 16) v128.store(difference + x, f32x4.sub(v128.load(liked + x), v128.load(other + x)));
      step(p.userFeatureStart, p.userFeature, p.userVectors, p.userSquares, u, bytes, weight, difference, p.rate, p.regularization);
      step(p.itemFeatureStart, p.itemFeature, p.itemVectors, p.itemSquares, i, bytes, weight, user, p.rate, p.regularization);
      step(p.itemFeatureStart, p.itemFeature, p.itemVectors, p.itemSquares, j, bytes, -weight, user, p.rate, p.regularization);
      stepBias(p, i, weight);
      stepBias(p, j, -weight);
      steps++;
      break;
    }
  }
  return steps;
}
