// Stochastic gradient descent for rating factors, f32. Vectors are `bytes` long, a multiple of 32; their padding is 0.
import { dot } from "./shared/vectors";

/**
 * One pass over `entries` ratings in their order (SVD). `users`, `items` i32, `values` f32; biases f32; Σ squared errors
 * (before each step) goes to `loss` as f64. A call is one thread's work: the steps depend on each other.
 */
export function svd(
  thread: i32, threads: i32, entries: i32, users: usize, items: usize, values: usize,
  userFactors: usize, itemFactors: usize, userBiases: usize, itemBiases: usize, bytes: usize, mean: f32, rate: f32, regularization: f32, loss: usize,
): i32 {
  if (thread > 0) return 0;
  const keep: f32 = 1 - rate * regularization;
  const kept = f32x4.splat(keep);
  let sum: f64 = 0;
  for (let entry = 0; entry < entries; entry++) {
    const offset = <usize>entry << 2;
    const user = <usize>load<i32>(users + offset);
    const item = <usize>load<i32>(items + offset);
    const p = userFactors + user * bytes;
    const q = itemFactors + item * bytes;
    const bu = userBiases + (user << 2);
    const bi = itemBiases + (item << 2);
    const error = load<f32>(values + offset) - (mean + load<f32>(bu) + load<f32>(bi) + dot(p, q, bytes));
    sum += <f64>error * <f64>error;
    store<f32>(bu, keep * load<f32>(bu) + rate * error);
    store<f32>(bi, keep * load<f32>(bi) + rate * error);
    const step = f32x4.splat(rate * error);
    for (let i: usize = 0; i < bytes; i += 16) {
      const x = v128.load(p + i);
      const y = v128.load(q + i);
      v128.store(p + i, f32x4.add(f32x4.mul(kept, x), f32x4.mul(step, y)));
      v128.store(q + i, f32x4.add(f32x4.mul(kept, y), f32x4.mul(step, x)));
    }
  }
  store<f64>(loss, sum);
  return 0;
}

/** `to` = Σ of the implicit factors of one user's items, times `weight`. */
function gather(items: usize, from: i32, end: i32, implicit: usize, bytes: usize, weight: f32, to: usize): void {
  memory.fill(to, 0, bytes);
  for (let entry = from; entry < end; entry++) {
    const y = implicit + <usize>load<i32>(items + (<usize>entry << 2)) * bytes;
    for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(y + i)));
  }
  const w = f32x4.splat(weight);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f32x4.mul(v128.load(to + i), w));
}

/**
 * One pass of SVD++ over all users, each user's ratings at starts[u] … starts[u + 1] − 1.
 *
 * Every rating moves all implicit factors of the user by the same step (and shrinks them by the same share), so their sum
 * moves like one more vector and the items' own vectors are brought up to date once per user: the same result as
 * updating each of them at each rating, for the price of SVD. `scratch`: two vectors.
 */
export function svdpp(
  thread: i32, threads: i32, users: i32, starts: usize, items: usize, values: usize, userFactors: usize, itemFactors: usize, implicit: usize,
  userBiases: usize, itemBiases: usize, bytes: usize, mean: f32, rate: f32, regularization: f32, scratch: usize, loss: usize,
): i32 {
  if (thread > 0) return 0;
  const keep: f32 = 1 - rate * regularization;
  const kept = f32x4.splat(keep);
  const s = scratch;
  const moved = scratch + bytes;
  let sum: f64 = 0;
  for (let user = 0; user < users; user++) {
    const from = load<i32>(starts + (<usize>user << 2));
    const end = load<i32>(starts + (<usize>user << 2), 4);
    if (from == end) continue;
    const root: f32 = <f32>1 / sqrt<f32>(<f32>(end - from));
    gather(items, from, end, implicit, bytes, root, s);
    memory.fill(moved, 0, bytes);
    const p = userFactors + <usize>user * bytes;
    const bu = userBiases + (<usize>user << 2);
    let shrunk: f32 = 1;
    for (let entry = from; entry < end; entry++) {
      const item = <usize>load<i32>(items + (<usize>entry << 2));
      const q = itemFactors + item * bytes;
      const bi = itemBiases + (item << 2);
      const error = load<f32>(values + (<usize>entry << 2)) - (mean + load<f32>(bu) + load<f32>(bi) + dot(p, q, bytes) + dot(s, q, bytes));
      sum += <f64>error * <f64>error;
      store<f32>(bu, keep * load<f32>(bu) + rate * error);
      store<f32>(bi, keep * load<f32>(bi) + rate * error);
      const step = f32x4.splat(rate * error);
      const share = f32x4.splat(rate * error * root);
      for (let i: usize = 0; i < bytes; i += 16) {
        const x = v128.load(p + i);
        const y = v128.load(q + i);
        const z = v128.load(s + i);
        const pull = f32x4.mul(step, y);
        v128.store(p + i, f32x4.add(f32x4.mul(kept, x), pull));
        v128.store(s + i, f32x4.add(f32x4.mul(kept, z), pull));
        v128.store(moved + i, f32x4.add(f32x4.mul(kept, v128.load(moved + i)), f32x4.mul(share, y)));
        v128.store(q + i, f32x4.add(f32x4.mul(kept, y), f32x4.mul(step, f32x4.add(x, z))));
      }
      shrunk *= keep;
    }
    const left = f32x4.splat(shrunk);
    for (let entry = from; entry < end; entry++) {
      const y = implicit + <usize>load<i32>(items + (<usize>entry << 2)) * bytes;
      for (let i: usize = 0; i < bytes; i += 16) v128.store(y + i, f32x4.add(f32x4.mul(left, v128.load(y + i)), v128.load(moved + i)));
    }
  }
  store<f64>(loss, sum);
  return 0;
}
