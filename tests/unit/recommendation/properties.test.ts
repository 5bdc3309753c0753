import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { implicitFactors } from "@/lib/kernels/implicit-factors";
import { topProducts } from "@/lib/kernels/top-products";
import { buildInteractions, type Interactions } from "@/lib/recommendation/interactions";
import { noFacts } from "@/lib/recommendation/item-facts";
import { recommend, topItems, viewerOf, viewOf } from "@/lib/recommendation/recommend";
import { recommendAll } from "@/lib/recommendation/recommend-all";
import { sparseRows, transpose, type SparseRows } from "@/lib/recommendation/sparse-rows";
import { trainModel } from "@/lib/recommendation/train";

const numeric = (name: string, values: number[]) => ({ kind: "numeric" as const, name, values: Float64Array.from(values) });
const few = { numRuns: 12, seed: 7 };

/** Who chose what and how often: up to 14 people and 12 items, each pair at most once. */
const events = fc
  .uniqueArray(fc.tuple(fc.nat(13), fc.nat(11), fc.integer({ min: 1, max: 5 })), { minLength: 8, maxLength: 80, selector: ([user, item]) => user * 100 + item })
  .map((rows): Interactions => buildInteractions({ user: numeric("user", rows.map(([user]) => user)), item: numeric("item", rows.map(([, item]) => item)), value: Float64Array.from(rows, ([, , value]) => value), time: Float64Array.from(rows.keys()) }, { duplicates: "last" }).interactions);

function rowsOf({ users, items, user, item, value }: Interactions): SparseRows {
  return sparseRows(users, items, user, item, value);
}

/** A seeded table of about `mean` events a user, the first items chosen most. */
function manyRows(users: number, items: number, mean: number): SparseRows {
  let state = 12345;
  const random = (): number => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff;
  const [user, item]: [number[], number[]] = [[], []];
  for (let row = 0; row < users; row++) {
    const own = new Set(Array.from({ length: mean }, () => Math.floor(random() ** 2 * items)));
    user.push(...Array.from(own, () => row));
    item.push(...own);
  }
  return sparseRows(users, items, Int32Array.from(user), Int32Array.from(item), new Float32Array(user.length).fill(1));
}

describe("ALS", () => {
  it("never raises what it minimises from one round to the next", async () => {
    await fc.assert(fc.asyncProperty(events, fc.constantFrom(0, 0.05), fc.constantFrom(0.5, 4), async (interactions, massRegularization, alpha) => {
      const byUser = rowsOf(interactions);
      const options = { factors: 4, rounds: 6, regularization: 0.3, massRegularization, alpha, seed: 5 };
      const losses: number[] = [];
      await implicitFactors(byUser, transpose(byUser), { ...options, onRound: (_round, _milliseconds, read) => losses.push(objective(byUser, read(), options)) });
      for (let round = 1; round < losses.length; round++) expect(losses[round]!).toBeLessThanOrEqual(losses[round - 1]! * (1 + 1e-5));
    }), few);
  });

  it("folds a user's own events in to what it learned for them", async () => {
    await fc.assert(fc.asyncProperty(events, async (interactions) => {
      const model = await trainModel(interactions, noFacts(interactions.itemIds), { algorithm: "als", seed: 2, feedback: "implicit", parameters: { factors: 3, rounds: 400, regularization: 1, alpha: 2 } });
      const own = viewerOf(model, { user: 0 });
      const learned = viewOf(model, own).scoreItems();
      const folded = viewOf(model, viewerOf(model, { history: own })).scoreItems();
      learned.forEach((score, item) => expect(folded[item]!).toBeCloseTo(score, 2));
    }), { ...few, numRuns: 6 });
  });

  it("gives the same bytes on one thread and on four, and so do everybody's lists", async () => {
    const byUser = manyRows(1_500, 700, 60);
    const learn = (threads: number) => implicitFactors(byUser, transpose(byUser), { factors: 40, rounds: 2, regularization: 3, massRegularization: 0.03, alpha: 1, seed: 9 }, { threads });
    const one = await learn(1);
    expect(await learn(4)).toEqual(one);
    const tables = { users: byUser.rows, items: byUser.columns, factors: 40, ...one };
    expect(await topProducts(tables, byUser, 10, { threads: 4 })).toEqual(await topProducts(tables, byUser, 10, { threads: 1 }));
  });
});

/** Σ c (p − x·y)² + Σ λ |x|² + Σ λ |y|² over all pairs, as documented in lib/kernels/implicit-factors.ts. */
function objective(byUser: SparseRows, { userFactors, itemFactors }: { userFactors: Float32Array; itemFactors: Float32Array }, { factors, alpha, regularization, massRegularization }: { factors: number; alpha: number; regularization: number; massRegularization: number }): number {
  const weights = new Float64Array(byUser.rows * byUser.columns);
  for (let row = 0; row < byUser.rows; row++) for (let at = byUser.start[row]!; at < byUser.start[row + 1]!; at++) weights[row * byUser.columns + byUser.column[at]!] = byUser.value[at]!;
  const product = (a: Float32Array, i: number, b: Float32Array, j: number): number => a.subarray(i * factors, (i + 1) * factors).reduce((sum, value, f) => sum + value * b[j * factors + f]!, 0);
  const mass = (row: number, column: number): number => weights.reduce((sum, weight, at) => sum + ((row < 0 || Math.floor(at / byUser.columns) === row) && (column < 0 || at % byUser.columns === column) ? weight : 0), 0);
  const pairs = weights.reduce((sum, weight, at) => sum + (1 + alpha * weight) * ((weight > 0 ? 1 : 0) - product(userFactors, Math.floor(at / byUser.columns), itemFactors, at % byUser.columns)) ** 2, 0);
  const lengths = (table: Float32Array, count: number, massOf: (row: number) => number): number =>
    Array.from({ length: count }, (_, row) => (regularization + massRegularization * alpha * massOf(row)) * product(table, row, table, row)).reduce((sum, value) => sum + value, 0);
  return pairs + lengths(userFactors, byUser.rows, (row) => mass(row, -1)) + lengths(itemFactors, byUser.columns, (column) => mass(-1, column));
}

describe("EASE", () => {
  it("has the weights of the dense inverse, through the users' side as well as through the items'", async () => {
    const sides = new Set<boolean>();
    await fc.assert(fc.asyncProperty(events, fc.constantFrom(0.5, 20), async (interactions, lambda) => {
      const model = await trainModel(interactions, noFacts(interactions.itemIds), { algorithm: "ease", seed: 1, feedback: "implicit", parameters: { regularization: lambda } });
      sides.add(interactions.users < interactions.items);
      const weights = denseEase(rowsOf(interactions), lambda);
      for (let user = 0; user < interactions.users; user++) {
        const viewer = viewerOf(model, { user });
        const view = viewOf(model, viewer);
        const scores = view.scoreItems();
        for (let item = 0; item < interactions.items; item++) {
          const parts = Array.from(viewer.items, (own) => weights[own]![item]!);
          expect(scores[item]!).toBeCloseTo(parts.reduce((sum, weight) => sum + weight, 0), 4);
          view.contributions!(item).forEach((part, at) => expect(part).toBeCloseTo(parts[at]!, 4));
        }
      }
    }), { ...few, numRuns: 30 });
    expect(sides.size).toBe(2);
  });
});

/** −B[i,j] / B[j,j] with B = (XᵀX + λ I)⁻¹ by Gauss and Jordan; 0 on the diagonal. */
function denseEase({ rows, columns: n, start, column }: SparseRows, lambda: number): number[][] {
  const left = Array.from({ length: n }, (_, i) => Array.from({ length: 2 * n }, (_, j) => (j === i ? lambda : 0) + (j === n + i ? 1 : 0)));
  for (let row = 0; row < rows; row++) for (let a = start[row]!; a < start[row + 1]!; a++) for (let b = start[row]!; b < start[row + 1]!; b++) left[column[a]!]![column[b]!]!++;
  for (let pivot = 0; pivot < n; pivot++) {
    const scaled = left[pivot]!.map((value) => value / left[pivot]![pivot]!);
    left.forEach((line, i) => (left[i] = i === pivot ? scaled : line.map((value, j) => value - line[pivot]! * scaled[j]!)));
  }
  return left.map((line, i) => Array.from({ length: n }, (_, j) => (i === j ? 0 : -line[n + j]! / left[j]![n + j]!)));
}

describe("the best k", () => {
  it("are the first k of everything sorted, whatever is equal or left out", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 60 }), fc.nat(20), fc.nat(5), (scores, k, left) => {
      const allowed = (item: number): boolean => left === 0 || item % (left + 1) !== 0;
      const sorted = scores.map((score, item) => ({ item, score })).filter(({ item }) => allowed(item)).sort((a, b) => b.score - a.score || a.item - b.item);
      expect(topItems(Float64Array.from(scores), k, allowed)).toEqual(sorted.slice(0, k));
    }), { seed: 7, numRuns: 300 });
  });

  it("are the same one by one and for everybody at once", async () => {
    const rows = manyRows(1_300, 900, 20);
    const entries = Array.from({ length: rows.rows }, (_, row) => Array.from(rows.column.subarray(rows.start[row]!, rows.start[row + 1]!), (column) => [row, column] as const)).flat();
    const { interactions } = buildInteractions({ user: numeric("user", entries.map(([user]) => user)), item: numeric("item", entries.map(([, item]) => item)) }, { duplicates: "last" });
    const model = await trainModel(interactions, noFacts(interactions.itemIds), { algorithm: "als", seed: 1, feedback: "implicit", parameters: { factors: 12, rounds: 3 } }, { threads: 2 });
    const all = await recommendAll(model, 5, { threads: 2 });
    for (let user = 0; user < interactions.users; user += 97) {
      const alone = recommend(model, { user, k: 5 });
      // The kernel adds in single precision: near ties may change places, scores may not.
      alone.forEach(({ score }, at) => expect(all.scores[user * 5 + at]!).toBeCloseTo(score, 5));
    }
  });
});

describe("SVD", () => {
  it("learns the same from the same seed, and something as good from another", async () => {
    const interactions = fc.sample(events, { seed: 3, numRuns: 1 })[0]!;
    const learn = async (seed: number) => (await trainModel(interactions, noFacts(interactions.itemIds), { algorithm: "svd", seed, feedback: "explicit", parameters: { factors: 5, epochs: 30 } })).learned.arrays as { curve: Float64Array; itemFactors: Float32Array };
    const [first, again, other] = [await learn(1), await learn(1), await learn(2)];
    expect(again).toEqual(first);
    expect(other.itemFactors).not.toEqual(first.itemFactors);
    expect(Math.abs(other.curve.at(-1)! - first.curve.at(-1)!)).toBeLessThan(0.05);
    for (const { curve } of [first, other]) expect(curve.at(-1)!).toBeLessThan(curve[0]!);
  });
});
