// Alternating least squares for implicit feedback by conjugate gradients, f32; vectors of `bytes`, a multiple of 32.
import { barrier, progress, resetTickets, takeTicket } from "./shared/threads";
import { dot } from "./shared/vectors";

// @ts-ignore: decorator
@inline const CHUNK: i32 = 64;
// Rows of the Gram matrix's sums that one task takes; depends on the task alone, so that sums are the same.
// @ts-ignore: decorator
@inline const GRAM_ROWS: i32 = 4096;

// @ts-ignore: decorator
@inline
function addScaled(to: usize, weight: f32, from: usize, bytes: usize): void {
  const w = f32x4.splat(weight);
  for (let i: usize = 0; i < bytes; i += 32) {
    v128.store(to + i, f32x4.add(v128.load(to + i), f32x4.mul(w, v128.load(from + i))));
    v128.store(to + i, f32x4.add(v128.load(to + i, 16), f32x4.mul(w, v128.load(from + i, 16))), 16);
  }
}

/** sums[task] ← Σ y yᵀ over the task's rows (f32, width × width); then thread 0 adds them to `gram` in order. */
function gramMatrix(thread: i32, threads: i32, factors: usize, rows: i32, bytes: usize, sums: usize, gram: usize): void {
  const width = <i32>(bytes >> 2);
  const size = bytes * <usize>width;
  const tasks = (rows + GRAM_ROWS - 1) / GRAM_ROWS;
  for (let task = thread; task < tasks; task += threads) {
    const to = sums + <usize>task * size;
    memory.fill(to, 0, size);
    const end = min(rows, (task + 1) * GRAM_ROWS);
    for (let row = task * GRAM_ROWS; row < end; row++) {
      const y = factors + <usize>row * bytes;
      for (let i = 0; i < width; i++) {
        const value = load<f32>(y + (<usize>i << 2));
        if (value != 0) addScaled(to + <usize>i * bytes, value, y, bytes);
      }
    }
  }
  barrier(threads);
  if (thread == 0) {
    memory.fill(gram, 0, size);
    for (let task = 0; task < tasks; task++) {
      const from = sums + <usize>task * size;
      for (let i: usize = 0; i < size; i += 16) v128.store(gram + i, f32x4.add(v128.load(gram + i), v128.load(from + i)));
    }
    resetTickets();
  }
  barrier(threads);
}

/** out ← (Gram + λ I) x. */
function applyGram(gram: usize, x: usize, bytes: usize, lambda: f32, out: usize): void {
  const width = <i32>(bytes >> 2);
  const l = f32x4.splat(lambda);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(out + i, f32x4.mul(l, v128.load(x + i)));
  for (let i = 0; i < width; i += 4) {
    const row = gram + <usize>i * bytes;
    const at = x + (<usize>i << 2);
    const a = v128.load32_splat(at);
    const b = v128.load32_splat(at, 4);
    const c = v128.load32_splat(at, 8);
    const d = v128.load32_splat(at, 12);
    for (let j: usize = 0; j < bytes; j += 16) {
      const first = f32x4.add(f32x4.mul(a, v128.load(row + j)), f32x4.mul(b, v128.load(row + bytes + j)));
      const second = f32x4.add(f32x4.mul(c, v128.load(row + 2 * bytes + j)), f32x4.mul(d, v128.load(row + 3 * bytes + j)));
      v128.store(out + j, f32x4.add(v128.load(out + j), f32x4.add(first, second)));
    }
  }
}

// @ts-ignore: decorator
@inline
function sumOf(weights: usize, from: i32, end: i32): f32 {
  let sum: f32 = 0;
  for (let entry = from; entry < end; entry++) sum += load<f32>(weights + (<usize>entry << 2));
  return sum;
}

/** Conjugate gradient steps on (Gram + λ I + Σ α w y yᵀ) x = Σ (1 + α w) y from the present x. scratch: three vectors. */
function solveRow(x: usize, from: i32, end: i32, columns: usize, weights: usize, other: usize, gram: usize, bytes: usize, lambda: f32, alpha: f32, steps: i32, scratch: usize): void {
  const residual = scratch;
  const direction = scratch + bytes;
  const product = scratch + 2 * bytes;
  applyGram(gram, x, bytes, lambda, residual);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(residual + i, f32x4.neg(v128.load(residual + i)));
  for (let entry = from; entry < end; entry++) {
    const y = other + <usize>load<i32>(columns + (<usize>entry << 2)) * bytes;
    const extra = alpha * load<f32>(weights + (<usize>entry << 2));
    addScaled(residual, 1 + extra - extra * dot(y, x, bytes), y, bytes);
  }
  memory.copy(direction, residual, bytes);
  let size = dot(residual, residual, bytes);
  for (let step = 0; step < steps && size > 1e-20; step++) {
    applyGram(gram, direction, bytes, lambda, product);
    for (let entry = from; entry < end; entry++) {
      const y = other + <usize>load<i32>(columns + (<usize>entry << 2)) * bytes;
      addScaled(product, alpha * load<f32>(weights + (<usize>entry << 2)) * dot(y, direction, bytes), y, bytes);
    }
    const length = size / dot(direction, product, bytes);
    addScaled(x, length, direction, bytes);
    addScaled(residual, -length, product, bytes);
    const next = dot(residual, residual, bytes);
    const turn = f32x4.splat(next / size);
    for (let i: usize = 0; i < bytes; i += 16) v128.store(direction + i, f32x4.add(v128.load(residual + i), f32x4.mul(turn, v128.load(direction + i))));
    size = next;
  }
}

/**
 * Half a round: every row's vector from the fixed `other` vectors. Entries of row r at starts[r] … starts[r + 1] − 1 of
 * `columns` (i32) and `weights` (f32); its λ is `lambda` + `massLambda` α Σ w. Each row is one thread's work alone: any number of threads gives the same bytes.
 * `sums`: one width × width matrix for each 4,096 rows of `other`; `scratch`: three vectors for each thread.
 */
export function half(
  thread: i32, threads: i32, rows: i32, starts: usize, columns: usize, weights: usize, vectors: usize, other: usize, otherRows: i32,
  bytes: usize, lambda: f32, massLambda: f32, alpha: f32, steps: i32, sums: usize, gram: usize, scratch: usize, from: f32, share: f32,
): i32 {
  gramMatrix(thread, threads, other, otherRows, bytes, sums, gram);
  const own = scratch + <usize>thread * 3 * bytes;
  const chunks = (rows + CHUNK - 1) / CHUNK;
  for (let chunk = takeTicket(); chunk < chunks; chunk = takeTicket()) {
    const end = min(rows, (chunk + 1) * CHUNK);
    for (let row = chunk * CHUNK; row < end; row++) {
      const at = starts + (<usize>row << 2);
      const first = load<i32>(at);
      const last = load<i32>(at, 4);
      const x = vectors + <usize>row * bytes;
      if (first == last) memory.fill(x, 0, bytes);
      else solveRow(x, first, last, columns, weights, other, gram, bytes, lambda + massLambda * alpha * sumOf(weights, first, last), alpha, steps, own);
    }
    if (thread == 0) progress(from + (share * <f32>chunk) / <f32>chunks);
  }
  barrier(threads);
  if (thread == 0) resetTickets();
  barrier(threads);
  return 0;
}

/** Four users' scores of one item at a time: out[u × items + i]. */
function scoreFour(users: usize, items: usize, count: i32, bytes: usize, out: usize, rowBytes: usize): void {
  for (let item = 0; item < count; item++) {
    const y = items + <usize>item * bytes;
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let i: usize = 0; i < bytes; i += 16) {
      const value = v128.load(y + i);
      a = f32x4.add(a, f32x4.mul(value, v128.load(users + i)));
      b = f32x4.add(b, f32x4.mul(value, v128.load(users + bytes + i)));
      c = f32x4.add(c, f32x4.mul(value, v128.load(users + 2 * bytes + i)));
      d = f32x4.add(d, f32x4.mul(value, v128.load(users + 3 * bytes + i)));
    }
    const at = out + (<usize>item << 2);
    store<f32>(at, lanes(a));
    store<f32>(at + rowBytes, lanes(b));
    store<f32>(at + 2 * rowBytes, lanes(c));
    store<f32>(at + 3 * rowBytes, lanes(d));
  }
}

// @ts-ignore: decorator
@inline
function lanes(sum: v128): f32 {
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
}

/** Writes the k best of `scores` (−∞ is left out) to `items` and `values`, best first; of equal ones the smaller item. */
function bestOf(scores: usize, count: i32, k: i32, items: usize, values: usize): void {
  let kept = 0;
  let least: f32 = -Infinity;
  for (let item = 0; item < count; item++) {
    const score = load<f32>(scores + (<usize>item << 2));
    if (kept == k ? !(score > least) : score == -Infinity) continue;
    let at = kept < k ? kept++ : k - 1;
    while (at > 0 && load<f32>(values + (<usize>(at - 1) << 2)) < score) {
      store<f32>(values + (<usize>at << 2), load<f32>(values + (<usize>(at - 1) << 2)));
      store<i32>(items + (<usize>at << 2), load<i32>(items + (<usize>(at - 1) << 2)));
      at--;
    }
    store<f32>(values + (<usize>at << 2), score);
    store<i32>(items + (<usize>at << 2), item);
    least = load<f32>(values + (<usize>(kept - 1) << 2));
  }
  for (let at = kept; at < k; at++) {
    store<i32>(items + (<usize>at << 2), -1);
    store<f32>(values + (<usize>at << 2), 0);
  }
}

/**
 * The k best items of each user by the product of vectors plus the item's bias, without the user's own items.
 * `users` has vectors for a multiple of four rows; `scores`: four rows of `itemCount` f32 for each thread.
 */
export function top(
  thread: i32, threads: i32, userCount: i32, users: usize, itemCount: i32, items: usize, biases: usize, bytes: usize,
  starts: usize, columns: usize, k: i32, scores: usize, outItems: usize, outValues: usize, from: f32, share: f32,
): i32 {
  const rowBytes = <usize>((itemCount + 3) & ~3) << 2;
  const own = scores + <usize>thread * 4 * rowBytes;
  const groups = (userCount + 3) / 4;
  for (let group = takeTicket(); group < groups; group = takeTicket()) {
    scoreFour(users + <usize>group * 4 * bytes, items, itemCount, bytes, own, rowBytes);
    for (let u = 0; u < 4; u++) {
      const user = group * 4 + u;
      if (user >= userCount) break;
      const row = own + <usize>u * rowBytes;
      for (let i: usize = 0; i < rowBytes; i += 16) v128.store(row + i, f32x4.add(v128.load(row + i), v128.load(biases + i)));
      const end = load<i32>(starts + (<usize>user << 2), 4);
      for (let entry = load<i32>(starts + (<usize>user << 2)); entry < end; entry++) store<f32>(row + (<usize>load<i32>(columns + (<usize>entry << 2)) << 2), -Infinity);
      const to = (<usize>user * <usize>k) << 2;
      bestOf(row, itemCount, k, outItems + to, outValues + to);
    }
    if (thread == 0) progress(from + (share * <f32>group) / <f32>groups);
  }
  barrier(threads);
  if (thread == 0) resetTickets();
  barrier(threads);
  return 0;
}
