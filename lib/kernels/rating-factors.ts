import type { KernelControl } from "./control";
import { copyRows, drawRows, nextNormal } from "./factor-rows";
import { RATING_FACTORS_WASM } from "./generated/rating-factors";
import { randomStream } from "./random";
import { createAllocator } from "./runtime/allocator";
import { openSession, requireMemory, type Session } from "./runtime/session";
import { validateInteger } from "./validate-matrix";

/** Ratings: SVD takes them in this order, SVD++ user by user, each user's in this order. */
export interface RatingEntries {
  users: number;
  items: number;
  user: Int32Array;
  item: Int32Array;
  value: Float32Array;
}

export interface RatingFactorOptions {
  /** Also learn what a user rated at all (SVD++). */
  implicit: boolean;
  factors: number;
  epochs: number;
  learningRate: number;
  regularization: number;
  seed: number;
  /** Called after each epoch (from 1) with the root mean squared error of its steps; `read` copies what is learned so far. Training goes on when it is done. */
  onEpoch?: (epoch: number, rmse: number, read: () => RatingFactors) => unknown;
}

export interface RatingFactors {
  mean: number;
  userBias: Float32Array;
  itemBias: Float32Array;
  /** Row-major, users × factors and items × factors. */
  userFactors: Float32Array;
  itemFactors: Float32Array;
  /** SVD++: items × factors; a user's vector is its own plus Σ of these over its items / √(number of items). */
  implicitFactors?: Float32Array;
}

interface Layout {
  end: number;
  stride: number;
  entries: { first: number; item: number; value: number };
  factors: { user: number; item: number; implicit: number };
  biases: { user: number; item: number };
  scratch: number;
  loss: number;
}

const START_DEVIATION = 0.1;
/** Entries × factors of an epoch below which it runs on the caller's thread: some milliseconds. */
const INLINE_STEPS = 3_000_000;

/**
 * Learns biases and factors of ratings by stochastic gradient descent.
 *
 * @throws RangeError naming the option. KernelMemoryExceeded. KernelCancelled.
 * Deterministic: steps are taken one after the other, so any number of threads gives the same bytes. f32 throughout.
 * No entries: mean 0 and the random start. All ratings equal: biases and products near 0.
 * O(epochs × entries × factors) time. Start: N(0, 0.1), users first.
 * Source: Funk 2006 and Koren 2008 (SVD, SVD++); the bookkeeping of SVD++ is in assembly/rating-factors.ts.
 */
export async function ratingFactors(ratings: RatingEntries, options: RatingFactorOptions, control: KernelControl = {}): Promise<RatingFactors> {
  validateInteger(options.factors, "factors", 1, 512);
  validateInteger(options.epochs, "epochs", 1, 10_000);
  const layout = layOut(ratings, options);
  requireMemory(layout.end + 4 * (2 * ratings.users + 3 * ratings.items) * options.factors, control);
  const threads = ratings.value.length * layout.stride < INLINE_STEPS ? 0 : 1;
  const session = openSession({ name: "rating-factors", wasm: RATING_FACTORS_WASM, bytes: layout.end, threads, control: { ...control, onProgress: undefined } });
  try {
    const mean = await fill(session, ratings, options, layout);
    for (let epoch = 1; epoch <= options.epochs; epoch++) {
      await runEpoch(session, ratings, options, layout, mean);
      await session.breathe();
      const square = new Float64Array(session.buffer, layout.loss, 1)[0]!;
      await options.onEpoch?.(epoch, Math.sqrt(square / Math.max(1, ratings.value.length)), () => takeOut(session, ratings, options, layout, mean));
      control.onProgress?.(epoch / options.epochs);
    }
    return takeOut(session, ratings, options, layout, mean);
  } finally {
    session.close();
  }
}

function layOut({ users, items, value }: RatingEntries, { factors, implicit }: RatingFactorOptions): Layout {
  const stride = Math.ceil(factors / 8) * 8;
  const memory = createAllocator();
  const vectors = (count: number): number => memory.take(count * stride * 4);
  const first = memory.take((implicit ? users + 1 : value.length) * 4);
  const entries = { first, item: memory.take(value.length * 4), value: memory.take(value.length * 4) };
  const place = { user: vectors(users), item: vectors(items), implicit: vectors(implicit ? items : 0) };
  const biases = { user: memory.take(users * 4), item: memory.take(items * 4) };
  return { stride, entries, factors: place, biases, scratch: vectors(2), loss: memory.take(8), end: memory.used() };
}

/** Writes entries and the random start; answers the mean. */
async function fill(session: Session, ratings: RatingEntries, { factors, implicit, seed }: RatingFactorOptions, layout: Layout): Promise<number> {
  const { buffer } = session;
  const { users, items, value } = ratings;
  const random = randomStream(seed);
  for (const [address, count] of [[layout.factors.user, users], [layout.factors.item, items], [layout.factors.implicit, implicit ? items : 0]] as const) {
    await drawRows(session, { address, count, factors, width: layout.stride }, () => START_DEVIATION * nextNormal(random));
  }
  new Float32Array(buffer, layout.biases.user, users).fill(0);
  new Float32Array(buffer, layout.biases.item, items).fill(0);
  if (implicit) writeByUser(buffer, ratings, layout);
  else {
    new Int32Array(buffer, layout.entries.first, value.length).set(ratings.user);
    new Int32Array(buffer, layout.entries.item, value.length).set(ratings.item);
    new Float32Array(buffer, layout.entries.value, value.length).set(value);
  }
  return value.length === 0 ? 0 : value.reduce((sum, one) => sum + one, 0) / value.length;
}

function writeByUser(buffer: ArrayBufferLike, { users, user, item, value }: RatingEntries, { entries }: Layout): void {
  const starts = new Int32Array(buffer, entries.first, users + 1).fill(0);
  for (const one of user) starts[one + 1]!++;
  for (let row = 0; row < users; row++) starts[row + 1]! += starts[row]!;
  const next = starts.slice();
  const items = new Int32Array(buffer, entries.item, value.length);
  const values = new Float32Array(buffer, entries.value, value.length);
  for (let at = 0; at < value.length; at++) {
    const to = next[user[at]!]!++;
    items[to] = item[at]!;
    values[to] = value[at]!;
  }
}

async function runEpoch(session: Session, { users, value }: RatingEntries, { implicit, learningRate, regularization }: RatingFactorOptions, layout: Layout, mean: number): Promise<void> {
  const { entries, factors, biases, stride, scratch, loss } = layout;
  const rates = [stride * 4, mean, learningRate, regularization];
  if (implicit) await session.run("svdpp", users, entries.first, entries.item, entries.value, factors.user, factors.item, factors.implicit, biases.user, biases.item, ...rates, scratch, loss);
  else await session.run("svd", value.length, entries.first, entries.item, entries.value, factors.user, factors.item, biases.user, biases.item, ...rates, loss);
}

function takeOut(session: Session, { users, items }: RatingEntries, { factors, implicit }: RatingFactorOptions, layout: Layout, mean: number): RatingFactors {
  const vectors = (address: number, count: number): Float32Array => copyRows(session, { address, count, factors, width: layout.stride });
  return {
    mean,
    userBias: new Float32Array(session.buffer, layout.biases.user, users).slice(),
    itemBias: new Float32Array(session.buffer, layout.biases.item, items).slice(),
    userFactors: vectors(layout.factors.user, users),
    itemFactors: vectors(layout.factors.item, items),
    ...(implicit && { implicitFactors: vectors(layout.factors.implicit, items) }),
  };
}
