// Eigenvalues and eigenvectors of a symmetric matrix: Householder's tridiagonal form, then implicit QL.
// Rows are dealt out to the threads one by one; each number is computed by one thread in one order.
import { barrier, progress } from "./shared/threads";

/** Σ a·b of `count` f64 from two addresses. */
function dot(a: usize, b: usize, count: i32): f64 {
  let s = f64x2.splat(0);
  let t = s;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    s = f64x2.add(s, f64x2.mul(v128.load(a), v128.load(b)));
    t = f64x2.add(t, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
    a += 32;
    b += 32;
  }
  s = f64x2.add(s, t);
  let sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  for (; i < count; i++) {
    sum += load<f64>(a) * load<f64>(b);
    a += 8;
    b += 8;
  }
  return sum;
}

/** row −= x·w + y·v for `count` f64. */
function subtractTwo(row: usize, v: usize, w: usize, x: f64, y: f64, count: i32): void {
  const xs = f64x2.splat(x);
  const ys = f64x2.splat(y);
  let i = 0;
  for (; i + 2 <= count; i += 2) {
    const change = f64x2.add(f64x2.mul(xs, v128.load(w)), f64x2.mul(ys, v128.load(v)));
    v128.store(row, f64x2.sub(v128.load(row), change));
    row += 16;
    v += 16;
    w += 16;
  }
  if (i < count) store<f64>(row, load<f64>(row) - (x * load<f64>(w) + y * load<f64>(v)));
}

/** Replaces x (at `v`) by the vector of the reflection that turns it into (alpha, 0, …); stores 2 / vᵀv; answers alpha. */
function makeReflection(v: usize, count: i32, tau: usize): f64 {
  let largest: f64 = 0;
  for (let i = 1; i < count; i++) largest = max<f64>(largest, abs<f64>(load<f64>(v + (<usize>i << 3))));
  const first = load<f64>(v);
  if (largest == 0) {
    store<f64>(tau, 0);
    return first;
  }
  const scale = max<f64>(largest, abs<f64>(first));
  let square: f64 = 0;
  for (let i = 0; i < count; i++) {
    const value = load<f64>(v + (<usize>i << 3)) / scale;
    store<f64>(v + (<usize>i << 3), value);
    square += value * value;
  }
  const head = load<f64>(v);
  const alpha = head > 0 ? -sqrt<f64>(square) : sqrt<f64>(square);
  store<f64>(v, head - alpha);
  store<f64>(tau, 1 / (square - head * alpha));
  return alpha * scale;
}

/**
 * `matrix` n × n f64 (both triangles) becomes the reflections, `diagonal` and `off` (off[i] couples i − 1 and i) the
 * tridiagonal form. `taus`, `p`: n f64; `w`: n f64 for each thread.
 */
export function tridiagonalize(thread: i32, threads: i32, matrix: usize, n: i32, diagonal: usize, off: usize, taus: usize, p: usize, w: usize): i32 {
  const rowBytes = <usize>n << 3;
  const own = w + <usize>thread * rowBytes;
  for (let k = 0; k < n - 1; k++) {
    const from = k + 1;
    const count = n - from;
    const skip = <usize>from << 3;
    const v = matrix + <usize>k * rowBytes + skip;
    const tau = taus + (<usize>k << 3);
    if (thread == 0) {
      store<f64>(diagonal + (<usize>k << 3), load<f64>(matrix + <usize>k * rowBytes + (<usize>k << 3)));
      store<f64>(off + skip, makeReflection(v, count, tau));
      progress(<f32>k / <f32>n);
    }
    barrier(threads);
    const factor = load<f64>(tau);
    if (factor != 0) {
      for (let i = from + ((thread - (from % threads) + threads) % threads); i < n; i += threads) {
        store<f64>(p + (<usize>i << 3), factor * dot(matrix + <usize>i * rowBytes + skip, v, count));
      }
    }
    barrier(threads);
    if (factor != 0) {
      const half = 0.5 * factor * dot(p + skip, v, count);
      for (let i: usize = skip; i < rowBytes; i += 8) store<f64>(own + i, load<f64>(p + i) - half * load<f64>(v + i - skip));
      for (let i = from + ((thread - (from % threads) + threads) % threads); i < n; i += threads) {
        const at = <usize>i << 3;
        subtractTwo(matrix + <usize>i * rowBytes + skip, v, own + skip, load<f64>(v + at - skip), load<f64>(own + at), count);
      }
    }
    barrier(threads);
  }
  if (thread == 0) {
    store<f64>(diagonal + rowBytes - 8, load<f64>(matrix + <usize>n * rowBytes - 8));
    store<f64>(off, 0);
  }
  barrier(threads);
  return 0;
}

/** Turns rows `a` and `b` of the eigenvectors: (a, b) ← (c·a − s·b, s·a + c·b) on `count` (even) numbers. */
function turnRows(a: usize, b: usize, c: f64, s: f64, count: i32): void {
  const cs = f64x2.splat(c);
  const ss = f64x2.splat(s);
  for (let i = 0; i < count; i += 2) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(b, f64x2.add(f64x2.mul(ss, x), f64x2.mul(cs, y)));
    v128.store(a, f64x2.sub(f64x2.mul(cs, x), f64x2.mul(ss, y)));
    a += 16;
    b += 16;
  }
}

// @ts-ignore: decorator
@inline
function at(base: usize, i: i32): f64 {
  return load<f64>(base + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
function put(base: usize, i: i32, value: f64): void {
  store<f64>(base + (<usize>i << 3), value);
}

/** 2^−60: what is left of a matrix of low rank lies far below the rounding of its largest entries, noise without end. */
// @ts-ignore: decorator
@inline const NOISE: f64 = 8.673617379884035e-19;
/** 2^−46: the rounding of the largest entries themselves, in sums of some thousands. */
// @ts-ignore: decorator
@inline const MOST_NOISE: f64 = 1.4210854715202004e-14;
/** Two sweeps for a value are usual. Where more don't help, large entries keep shaking small ones: those count as 0. */
// @ts-ignore: decorator
@inline const USUAL_TRIES: i32 = 8;

/**
 * Eigenvalues (in `diagonal`, unsorted) and eigenvectors of the tridiagonal matrix: row m of `vectors` (n × n f64, rows of
 * `stride` numbers) belongs to eigenvalue m. Every thread computes all rotations on its own copy of the matrix
 * (`copies`: 2 n f64 for each) and applies them to its columns `first` … of the vectors. Answers 0, or 1: no convergence.
 */
export function solve(thread: i32, threads: i32, n: i32, diagonal: usize, off: usize, copies: usize, vectors: usize, stride: i32): i32 {
  const d = copies + <usize>thread * (<usize>n << 4);
  const e = d + (<usize>n << 3);
  memory.copy(d, diagonal, <usize>n << 3);
  for (let i = 1; i < n; i++) put(e, i - 1, at(off, i));
  put(e, n - 1, 0);
  const pairs = stride >> 1;
  const first = ((pairs * thread) / threads) << 1;
  const width = (((pairs * (thread + 1)) / threads) << 1) - first;
  const rowBytes = <usize>stride << 3;
  const slice = vectors + (<usize>first << 3);
  for (let i = 0; i < n; i++) {
    memory.fill(slice + <usize>i * rowBytes, 0, <usize>width << 3);
    if (i >= first && i < first + width) put(slice + <usize>i * rowBytes, i - first, 1);
  }
  let largest: f64 = 0;
  for (let i = 0; i < n; i++) largest = max<f64>(largest, abs<f64>(at(d, i)) + abs<f64>(at(e, i)));
  let floor = NOISE * largest;
  let failed = 0;
  for (let l = 0; l < n; l++) {
    let tries = 0;
    while (true) {
      let m = l;
      for (; m < n - 1; m++) {
        const size = abs<f64>(at(d, m)) + abs<f64>(at(d, m + 1));
        if (abs<f64>(at(e, m)) <= max<f64>(2.220446049250313e-16 * size, floor)) break;
      }
      if (m == l) break;
      if (tries++ == 60) {
        failed = 1;
        break;
      }
      if (tries > USUAL_TRIES) floor = min<f64>(2 * floor, MOST_NOISE * largest);
      sweep(d, e, l, m, slice, rowBytes, width);
    }
    if (thread == 0) progress(<f32>l / <f32>n);
  }
  barrier(threads);
  if (thread == 0) memory.copy(diagonal, d, <usize>n << 3);
  barrier(threads);
  return failed;
}

/** One implicit QL sweep on the block l … m (Numerical Recipes' tqli, EISPACK's imtql2). */
function sweep(d: usize, e: usize, l: i32, m: i32, slice: usize, rowBytes: usize, width: i32): void {
  let g = (at(d, l + 1) - at(d, l)) / (2 * at(e, l));
  let r = sqrt<f64>(g * g + 1);
  g = at(d, m) - at(d, l) + at(e, l) / (g + (g >= 0 ? r : -r));
  let s: f64 = 1;
  let c: f64 = 1;
  let p: f64 = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * at(e, i);
    const b = c * at(e, i);
    r = hypotenuse(f, g);
    put(e, i + 1, r);
    if (r == 0) {
      put(d, i + 1, at(d, i + 1) - p);
      put(e, m, 0);
      return;
    }
    s = f / r;
    c = g / r;
    g = at(d, i + 1) - p;
    const t = (at(d, i) - g) * s + 2 * c * b;
    p = s * t;
    put(d, i + 1, g + p);
    g = c * t - b;
    turnRows(slice + <usize>i * rowBytes, slice + <usize>(i + 1) * rowBytes, c, s, width);
  }
  put(d, l, at(d, l) - p);
  put(e, l, g);
  put(e, m, 0);
}

function hypotenuse(a: f64, b: f64): f64 {
  const x = abs<f64>(a);
  const y = abs<f64>(b);
  const most = max<f64>(x, y);
  if (most == 0) return 0;
  const ratio = min<f64>(x, y) / most;
  return most * sqrt<f64>(1 + ratio * ratio);
}

/** Takes rows `chosen` (i32 × count) of the vectors back through the reflections: the matrix's own eigenvectors, in place. */
export function backTransform(thread: i32, threads: i32, matrix: usize, n: i32, taus: usize, vectors: usize, stride: i32, chosen: usize, count: i32): i32 {
  const rowBytes = <usize>n << 3;
  for (let c = thread; c < count; c += threads) {
    const vector = vectors + (<usize>load<i32>(chosen + (<usize>c << 2)) * <usize>stride << 3);
    for (let k = n - 2; k >= 0; k--) {
      const factor = at(taus, k);
      if (factor == 0) continue;
      const skip = <usize>(k + 1) << 3;
      const v = matrix + <usize>k * rowBytes + skip;
      const length = n - k - 1;
      subtractTwo(vector + skip, v, v, factor * dot(v, vector + skip, length), 0, length);
    }
  }
  return 0;
}
