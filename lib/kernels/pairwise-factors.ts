import type { KernelControl } from "./control";
import { copyRows, drawRows, nextNormal } from "./factor-rows";
import { PAIRWISE_FACTORS_WASM } from "./generated/pairwise-factors";
import { randomStream } from "./random";
import { createAllocator } from "./runtime/allocator";
import { openSession, requireMemory, type Session } from "./runtime/session";
import { validateInteger } from "./validate-matrix";

/** Features of each row: those of row r at start[r] … start[r + 1] − 1, at least one each. */
export interface FeatureRows {
  count: number;
  start: Int32Array;
  feature: Int32Array;
}

export interface PairwiseInput {
  users: number;
  items: number;
  /** Items that each user has, ascending within the user. */
  start: Int32Array;
  item: Int32Array;
  userFeatures: FeatureRows;
  itemFeatures: FeatureRows;
}

export interface PairwiseOptions {
  /** `bpr`: one other item per step. `warp`: other items are drawn until one ranks too high, up to ten. */
  loss: "bpr" | "warp";
  factors: number;
  epochs: number;
  learningRate: number;
  regularization: number;
  seed: number;
  /** Called after each epoch (from 1) with the share of draws that were in wrong order (WARP) or stepped on (BPR); `read` copies what is learned so far. Training goes on when it is done. */
  onEpoch?: (epoch: number, shareRatio: number, read: () => PairwiseFactors) => unknown;
}

export interface PairwiseFactors {
  /** Row-major, rows × factors: the sums over features. */
  userFactors: Float32Array;
  itemFactors: Float32Array;
  itemBias: Float32Array;
  /** features × factors. */
  itemFeatureFactors: Float32Array;
}

const START_DEVIATION = 0.1;
const WARP_DRAWS = 10;
/** Entries × factors of an epoch below which it runs on the caller's thread: some milliseconds. */
const INLINE_STEPS = 200_000;

/**
 * Learns vectors so that what a user has ranks above what it has not.
 *
 * @throws RangeError naming the option. KernelMemoryExceeded. KernelCancelled.
 * Deterministic: steps follow each other, any number of threads gives the same bytes. f32. Users and items without
 * entries keep their features' vectors. O(epochs × entries × (factors × features, and draws for WARP)) time.
 * Source: Rendle et al. 2009 (BPR); Weston, Bengio, Usunier 2011 (WARP); Kula 2015 (LightFM: sums of features, Adagrad).
 */
export async function pairwiseFactors(input: PairwiseInput, options: PairwiseOptions, control: KernelControl = {}): Promise<PairwiseFactors> {
  validateInteger(options.factors, "factors", 1, 512);
  validateInteger(options.epochs, "epochs", 1, 10_000);
  const width = Math.ceil(options.factors / 4) * 4;
  const layout = layOut(input, width);
  requireMemory(layout.bytes, control);
  const threads = input.item.length * options.factors < INLINE_STEPS ? 0 : 1;
  const session = openSession({ name: "pairwise-factors", wasm: PAIRWISE_FACTORS_WASM, bytes: layout.bytes, threads, control: { ...control, onProgress: undefined } });
  try {
    await fill(session, input, options, layout, width);
    for (let epoch = 1; epoch <= options.epochs; epoch++) {
      const steps = await session.run("epoch", layout.problem);
      await session.breathe();
      await options.onEpoch?.(epoch, steps / Math.max(1, input.item.length), () => takeOut(session, input, options, layout, width));
      control.onProgress?.(epoch / options.epochs);
    }
    return takeOut(session, input, options, layout, width);
  } finally {
    session.close();
  }
}

type Layout = ReturnType<typeof layOut>;

function layOut(input: PairwiseInput, width: number) {
  const memory = createAllocator();
  const words = (count: number): number => memory.take(count * 4);
  const { users, items, item, userFeatures, itemFeatures } = input;
  return {
    problem: words(32), entryUser: words(item.length), entryItem: words(item.length), ownStart: words(users + 1),
    userFeatureStart: words(users + 1), userFeature: words(userFeatures.feature.length), itemFeatureStart: words(items + 1), itemFeature: words(itemFeatures.feature.length),
    userVectors: words(userFeatures.count * width), userSquares: words(userFeatures.count * width), itemVectors: words(itemFeatures.count * width), itemSquares: words(itemFeatures.count * width),
    biases: words(itemFeatures.count), biasSquares: words(itemFeatures.count), scratch: words(5 * width), random: words(4), bytes: memory.used(),
  };
}

async function fill(session: Session, input: PairwiseInput, options: PairwiseOptions, layout: Layout, width: number): Promise<void> {
  const { buffer } = session;
  const { users, items, start, item, userFeatures, itemFeatures } = input;
  const ints = (at: number, values: Int32Array): void => new Int32Array(buffer, at, values.length).set(values);
  ints(layout.ownStart, start);
  ints(layout.entryItem, item);
  const entryUser = new Int32Array(buffer, layout.entryUser, item.length);
  for (let user = 0; user < users; user++) entryUser.fill(user, start[user], start[user + 1]);
  ints(layout.userFeatureStart, userFeatures.start);
  ints(layout.userFeature, userFeatures.feature);
  ints(layout.itemFeatureStart, itemFeatures.start);
  ints(layout.itemFeature, itemFeatures.feature);
  const random = randomStream(options.seed);
  const { factors } = options;
  for (const [address, { count }] of [[layout.userVectors, userFeatures], [layout.itemVectors, itemFeatures]] as const) {
    // Small against the margin of 1, whatever the number of factors.
    await drawRows(session, { address, count, factors, width }, () => (START_DEVIATION * nextNormal(random)) / Math.sqrt(factors));
  }
  new Float32Array(buffer, layout.userSquares, userFeatures.count * width).fill(1);
  new Float32Array(buffer, layout.itemSquares, itemFeatures.count * width).fill(1);
  new Float32Array(buffer, layout.biases, itemFeatures.count).fill(0);
  new Float32Array(buffer, layout.biasSquares, itemFeatures.count).fill(1);
  new Uint32Array(buffer, layout.random, 4).set([random.nextUint32(), random.nextUint32(), random.nextUint32(), random.nextUint32() | 1]);
  const places = [layout.entryUser, layout.entryItem, layout.ownStart, layout.entryItem, layout.userFeatureStart, layout.userFeature, layout.itemFeatureStart, layout.itemFeature, layout.userVectors, layout.userSquares, layout.itemVectors, layout.itemSquares, layout.biases, layout.biasSquares, layout.scratch, layout.random];
  new Int32Array(buffer, layout.problem, 4 + places.length).set([users, items, item.length, width * 4, ...places]);
  new Float32Array(buffer, layout.problem + (4 + places.length) * 4, 2).set([options.learningRate, options.regularization]);
  new Int32Array(buffer, layout.problem + (6 + places.length) * 4, 1)[0] = options.loss === "bpr" ? 0 : WARP_DRAWS;
}

function takeOut(session: Session, { users, items, userFeatures, itemFeatures }: PairwiseInput, { factors }: PairwiseOptions, layout: Layout, width: number): PairwiseFactors {
  const table = (address: number, { count }: FeatureRows): Float32Array => copyRows(session, { address, count, factors, width });
  const itemFeatureFactors = table(layout.itemVectors, itemFeatures);
  return {
    userFactors: sumFeatures(table(layout.userVectors, userFeatures), users, userFeatures, factors),
    itemFactors: sumFeatures(itemFeatureFactors, items, itemFeatures, factors),
    itemBias: sumFeatures(new Float32Array(session.buffer, layout.biases, itemFeatures.count), items, itemFeatures, 1),
    itemFeatureFactors,
  };
}

function sumFeatures(table: Float32Array, rows: number, { start, feature }: FeatureRows, factors: number): Float32Array {
  const sums = new Float32Array(rows * factors);
  for (let row = 0; row < rows; row++) {
    for (let at = start[row]!; at < start[row + 1]!; at++) for (let j = 0; j < factors; j++) sums[row * factors + j]! += table[feature[at]! * factors + j]!;
  }
  return sums;
}
