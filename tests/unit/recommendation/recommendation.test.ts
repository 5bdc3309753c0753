import { describe, expect, it } from "vitest";
import { recommenderAlgorithms } from "@/lib/recommendation/algorithms";
import { buildInteractions } from "@/lib/recommendation/interactions";
import { noFacts } from "@/lib/recommendation/item-facts";
import { decodeModel, encodeModel } from "@/lib/recommendation/model-file";
import { recommend } from "@/lib/recommendation/recommend";
import { timeSplit } from "@/lib/recommendation/time-split";
import { trainModel } from "@/lib/recommendation/train";
import { spdInverse } from "@/lib/kernels/spd-inverse";

const numeric = (name: string, values: number[]) => ({ kind: "numeric" as const, name, values: Float64Array.from(values) });

function made(users = 12, items = 9) {
  const rows = Array.from({ length: users * items }, (_, at) => [Math.floor(at / items), at % items]).filter(([user, item]) => (user! * 7 + item! * 5) % 3 !== 0);
  return buildInteractions(
    { user: numeric("user", rows.map(([user]) => user!)), item: numeric("item", rows.map(([, item]) => item!)), value: Float64Array.from(rows, ([user, item]) => 1 + ((user! * item!) % 5)), time: Float64Array.from(rows, (_, at) => at) },
    { duplicates: "last" },
  ).interactions;
}

describe("interactions", () => {
  it("leaves out and merges what is no plain interaction, and counts it", () => {
    const { interactions, counts } = buildInteractions(
      { user: numeric("user", [2, 2, 10, NaN, 1, 1]), item: numeric("item", [5, 5, 5, 5, 7, 8]), value: Float64Array.of(3, 4, 5, 1, NaN, 9), time: Float64Array.of(9, 1, 1, 1, 1, 1) },
      { duplicates: "last", scale: { min: 1, max: 5 } },
    );
    expect(interactions.userIds).toEqual(["2", "10"]);
    expect(Array.from(interactions.value)).toEqual([3, 5]);
    expect(counts).toMatchObject({ kept: 2, withoutKey: 1, withoutValue: 1, outsideScale: 1, duplicates: 1 });
  });

  it("holds out the newest fifth of users with five liked items", () => {
    const { interactions } = buildInteractions(
      { user: numeric("user", [1, 1, 1, 1, 1, 2, 2]), item: numeric("item", [1, 2, 3, 4, 5, 1, 2]), time: Float64Array.of(5, 9, 1, 2, 3, 1, 2) },
      { duplicates: "last" },
    );
    const split = timeSplit(interactions);
    expect(split.train.userIds).toEqual(["1"]);
    expect(split.train.itemIds).toEqual(["1", "3", "4", "5"]);
    expect(split.heldOut.map((items) => Array.from(items))).toEqual([[-1]]);
  });
});

describe.each(recommenderAlgorithms.map(({ name }) => name))("%s", (algorithm) => {
  it("gives the same bytes on one and on two threads, survives its file, and never shows what a user has", async () => {
    const interactions = made();
    const facts = noFacts(interactions.itemIds);
    const options = { algorithm, seed: 3, feedback: "explicit" as const };
    const model = await trainModel(interactions, facts, options, { threads: 1 });
    const bytes = encodeModel(model);
    expect(encodeModel(await trainModel(interactions, facts, options, { threads: 2 }))).toEqual(bytes);
    const own = new Set(model.history.column.subarray(model.history.start[0], model.history.start[1]));
    const list = recommend(decodeModel(bytes), { user: 0, k: 20 });
    expect(list).toHaveLength(interactions.items - own.size);
    expect(list.some(({ item }) => own.has(item))).toBe(false);
    expect(list).toEqual(recommend(model, { user: 0, k: 20 }));
  });

  it("answers for one rating alone, and for somebody unknown", async () => {
    const { interactions } = buildInteractions({ user: numeric("user", [1]), item: numeric("item", [1]), value: Float64Array.of(4) }, { duplicates: "last" });
    const model = await trainModel(interactions, noFacts(interactions.itemIds), { algorithm, seed: 1, feedback: "explicit" });
    expect(recommend(model, { user: 99, k: 5 }).map(({ item }) => item)).toEqual([0]);
    expect(recommend(model, { user: 0, k: 5 })).toEqual([]);
  });
});

describe("spdInverse", () => {
  it("inverts across tile borders", async () => {
    const n = 70;
    const cell = (i: number, j: number): number => (i === j ? 3 : 0) + 1 / (1 + i + j);
    const inverse = new Float64Array(n * n);
    await spdInverse(n, (i, row) => row.forEach((_, j) => (row[j] = cell(i, j))), (i, row) => {
      for (let j = 0; j <= i; j++) inverse[i * n + j] = inverse[j * n + i] = row[j]!;
    });
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += cell(i, k) * inverse[k * n + i]!;
      expect(sum).toBeCloseTo(1, 10);
    }
  });
});
