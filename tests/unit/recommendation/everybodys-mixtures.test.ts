import { describe, expect, it } from "vitest";
import { KernelCancelled } from "@/lib/kernels/control";
import { randomStream } from "@/lib/kernels/random";
import { completeParameters, type RecommenderAlgorithm } from "@/lib/recommendation/algorithms";
import { noFacts } from "@/lib/recommendation/item-facts";
import type { Learned, ModelArray, RecommenderModel } from "@/lib/recommendation/model";
import { recommend, scorerOf } from "@/lib/recommendation/recommend";
import { recommendAll, type AllRecommendations } from "@/lib/recommendation/recommend-all";
import { sparseRows, type SparseRows } from "@/lib/recommendation/sparse-rows";

/** Enough pairs for the kernel; not a multiple of anything that it takes together. */
const [USERS, ITEMS, FACTORS, K] = [1_507, 671, 6, 9];

const { nextFloat, nextBelow } = randomStream(11);

function randomRows(rows: number, sizeOf: (row: number) => number): SparseRows {
  const chosen = Array.from({ length: rows }, (_, row) => Array.from(new Set(Array.from({ length: sizeOf(row) }, () => nextBelow(ITEMS)))));
  const flat = chosen.flatMap((items, row) => items.map((item) => ({ row, item })));
  return sparseRows(rows, ITEMS, Int32Array.from(flat, ({ row }) => row), Int32Array.from(flat, ({ item }) => item), Float32Array.from(flat, () => (nextFloat() < 0.1 ? -1 : 1)));
}

function part(algorithm: RecommenderAlgorithm, parameters: Record<string, number | string>, arrays: Record<string, ModelArray>): Learned {
  return { algorithm, parameters: completeParameters(algorithm, parameters), figures: {}, arrays, parts: [] };
}

/** A blend of what comes next, ALS and item neighbours; user 0 has nothing, user 1 nearly everything, some dislike things. */
function blendOf(weights: number[]): RecommenderModel {
  const history = randomRows(USERS, (user) => (user === 0 ? 0 : user === 1 ? 4_000 : 1 + nextBelow(30)));
  const vectors = (count: number): Float32Array => Float32Array.from({ length: count * FACTORS }, () => nextFloat() - 0.4);
  const tables = (): [Int32Array, Int32Array, Float32Array] => {
    const { start, column } = randomRows(ITEMS, (item) => item % 40);
    // Few different values: many scores are equal.
    return [start, column, Float32Array.from(column, () => 1 + nextBelow(3))];
  };
  const [next, near] = [tables(), tables()];
  const parts = [
    part("cooccurrence", { measure: "next", recency: 5 }, { start: next[0], partner: next[1], strength: next[2] }),
    part("als", { factors: FACTORS }, { userFactors: vectors(USERS), itemFactors: vectors(ITEMS) }),
    part("item-knn", { recency: 0 }, { start: near[0], neighbour: near[1], similarity: near[2] }),
  ];
  const itemIds = Array.from({ length: ITEMS }, (_, item) => String(item));
  return {
    version: 1, feedback: "implicit", seed: 1, scale: { min: -1, max: 1 }, positiveFrom: Number.MIN_VALUE, userIds: Array.from({ length: USERS }, (_, user) => String(user)), itemIds,
    facts: noFacts(itemIds), history, popularity: new Float64Array(ITEMS), notices: [],
    learned: { algorithm: "blend", parameters: {}, figures: { rankingFirst: 0 }, arrays: { rankingWeights: Float64Array.from(weights) }, parts },
  };
}

function oneByOne(model: RecommenderModel): AllRecommendations {
  const lists: AllRecommendations = { users: USERS, k: K, items: new Int32Array(USERS * K).fill(-1), scores: new Float64Array(USERS * K).fill(NaN) };
  for (let user = 0; user < USERS; user++) {
    for (const [at, { item, score }] of recommend(model, { user, k: K }).entries()) {
      lists.items[user * K + at] = item;
      lists.scores[user * K + at] = score;
    }
  }
  return lists;
}

describe("everybody's lists of a blend", () => {
  it.each([[[0.25, 0.5, 0.25]], [[0.5, 0, 0.5]], [[0, 0, 1]]])("are to the last byte those that each user gets alone, on any threads (weights %j)", async (weights) => {
    const model = blendOf(weights);
    expect(scorerOf(model).mixture).toHaveLength(weights.filter((weight) => weight > 0).length);
    const expected = oneByOne(model);
    expect(expected.items.subarray(K, 2 * K)).toContain(-1);
    expect(await recommendAll(model, K, { threads: 1 })).toEqual(expected);
    expect(await recommendAll(model, K, { threads: 3 })).toEqual(expected);
  });

  it("are made one by one where the kernel would need more memory than it may have", async () => {
    const model = blendOf([0.25, 0.5, 0.25]);
    expect(await recommendAll(model, K, { memoryLimitBytes: 1_000 })).toEqual(oneByOne(model));
  });

  it("stop when they are cancelled, and say how far they are", async () => {
    const model = blendOf([0.5, 0, 0.5]);
    await expect(recommendAll(model, K, { signal: AbortSignal.abort() })).rejects.toThrow(KernelCancelled);
    const reached: number[] = [];
    await recommendAll(model, K, { threads: 2, onProgress: (ratio) => reached.push(ratio) });
    expect(reached).toEqual([...reached].sort((a, b) => a - b));
  });
});
