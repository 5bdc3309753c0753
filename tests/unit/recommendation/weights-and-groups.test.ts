import { describe, expect, it } from "vitest";
import { buildInteractions } from "@/lib/recommendation/interactions";
import { noFacts, type ItemFacts } from "@/lib/recommendation/item-facts";
import { rankingWeights } from "@/lib/recommendation/ranking-weights";
import { recommend } from "@/lib/recommendation/recommend";
import { trainModel } from "@/lib/recommendation/train";

const numeric = (name: string, values: number[]) => ({ kind: "numeric" as const, name, values: Float64Array.from(values) });
const interactionsOf = (pairs: (readonly [number, number])[], value?: (at: number) => number) =>
  buildInteractions({ user: numeric("user", pairs.map(([user]) => user)), item: numeric("item", pairs.map(([, item]) => item)), ...(value && { value: Float64Array.from(pairs, (_, at) => value(at)) }) }, { duplicates: value ? "last" : "sum" }).interactions;

describe("a rating shifts its item's weight by the scale that is chosen for the algorithm", () => {
  const rule = { feedback: "explicit" as const, positiveFrom: 4, scale: { min: 1, max: 5 } };
  const viewer = { user: -1, self: -1, segment: -1, items: Int32Array.of(0, 1, 2), values: Float32Array.of(1, 3, 5) };

  it.each([[0, [0, 0, 1]], [0.5, [0.5, 1, 1.5]], [1, [0, 1, 2]]])("at scale %d the ratings 1, 3 and 5 weigh %j", (feedbackScale, weights) => {
    expect(Array.from(rankingWeights(rule, viewer, { feedbackScale, recency: 0 }))).toEqual(weights);
  });

  it.each(["item-knn", "cooccurrence"] as const)("%s: at full scale what was rated lowest says nothing, however strong its partners", async (algorithm) => {
    // Items 0 and 2 go together, and items 1 and 3; the pair of 0 and 2 is chosen together more often.
    const pairs = Array.from({ length: 40 }, (_, user) => (user < 30 ? [[user, 0], [user, 2]] : [[user, 1], [user, 3]]) as [number, number][]).flat();
    const interactions = interactionsOf(pairs, () => 5);
    const listOf = async (feedbackScale: number) => {
      const model = await trainModel(interactions, noFacts(interactions.itemIds), { algorithm, parameters: { feedbackScale, ...(algorithm === "cooccurrence" && { measure: "cosine" }) }, seed: 1, feedback: "explicit", scale: { min: 1, max: 5 } });
      return recommend(model, { history: { items: [0, 1], values: [1, 5] }, k: 1 }).map(({ item }) => item);
    };
    expect(await listOf(1)).toEqual([3]);
  });
});

it.each(["item-knn", "ease", "blend"] as const)("%s: what was done against an item speaks against those like it, and is no having it", async (algorithm) => {
  // Items 0 and 2 go together, and items 1 and 3; user 40 is against item 0, and has item 1.
  const pairs = [...Array.from({ length: 40 }, (_, user) => (user < 30 ? [[user, 0], [user, 2]] : [[user, 1], [user, 3]]) as [number, number][]).flat(), [40, 0], [40, 1]] as [number, number][];
  const interactions = interactionsOf(pairs, (at) => (at === pairs.length - 2 ? -1 : 1));
  const model = await trainModel(interactions, noFacts(interactions.itemIds), { algorithm, seed: 1, feedback: "implicit" });
  expect(model.popularity[0]).toBe(30);
  const [first, last] = recommend(model, { user: 40, k: 4 });
  expect([first?.item, last?.item]).toEqual([3, 2]);
  expect(first!.score).toBeGreaterThan(last!.score);
});

describe("popular within a group", () => {
  const pairs = Array.from({ length: 60 }, (_, user) => [[user, user % 2], [user, 2]] as [number, number][]).flat();
  const interactions = interactionsOf(pairs);
  const facts: ItemFacts = { titles: ["0", "1", "2"], genres: [["Comedy"], ["Drama"], []] };

  it("counts the viewer's segment alone", async () => {
    const segments = Int32Array.from({ length: 60 }, (_, user) => user % 2);
    const model = await trainModel(interactions, facts, { algorithm: "popular", parameters: { within: "segment" }, seed: 1, feedback: "implicit", segments });
    const first = (segment: number) => recommend(model, { history: { items: [2] }, segment, k: 1 })[0]?.item;
    expect([first(0), first(1)]).toEqual([0, 1]);
  });

  it("weighs by the viewer's genres", async () => {
    const model = await trainModel(interactions, { ...facts, genres: [["Comedy"], ["Drama"], ["Drama"]] }, { algorithm: "popular", parameters: { within: "genre" }, seed: 1, feedback: "implicit" });
    expect(recommend(model, { history: { items: [2] }, k: 2 }).map(({ item }) => item)).toEqual([1, 0]);
  });
});

it("a hybrid (WARP) tells from the features of users: who has only done what everybody does gets what their kind takes", async () => {
  // Users of two countries: each takes its own five of ten items, and all take item 10. The last two have done nothing else.
  const pairs = Array.from({ length: 40 }, (_, user) => [[user, 10], ...Array.from({ length: 4 }, (_, at) => [user, 5 * (user % 2) + ((user + at) % 5)])] as [number, number][]).flat();
  const interactions = interactionsOf([...pairs, [40, 10], [41, 10]]);
  const userFeatures = Array.from({ length: 42 }, (_, user) => [`country ${user % 2 === 0 ? "DE" : "FR"}`]);
  const model = await trainModel(interactions, noFacts(interactions.itemIds), { algorithm: "hybrid", parameters: { factors: 8, epochs: 30 }, seed: 3, feedback: "implicit", userFeatures });
  const group = (user: number) => recommend(model, { user, k: 4 }).map(({ item }) => Math.floor(item / 5));
  expect([group(40), group(41)]).toEqual([[0, 0, 0, 0], [1, 1, 1, 1]]);
});
