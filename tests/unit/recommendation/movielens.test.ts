import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildInteractions } from "@/lib/recommendation/interactions";
import { noFacts } from "@/lib/recommendation/item-facts";
import { judgeRanking } from "@/lib/recommendation/judge-ranking";
import { judgeRatings } from "@/lib/recommendation/judge-ratings";

const file = "../shared/data/ml-latest-small/ratings.csv";

/** Figures of ../shared/reference/recommender_reference.json. */
describe.skipIf(!existsSync(file))("MovieLens small", () => {
  const load = () => {
    const lines = readFileSync(file, "utf8").trim().split(/\r?\n/).slice(1).map((line) => line.split(",").map(Number));
    const column = (at: number): Float64Array => Float64Array.from(lines, (line) => line[at]!);
    return buildInteractions({ user: { kind: "numeric", name: "user", values: column(0) }, item: { kind: "numeric", name: "item", values: column(1) }, value: column(2), time: column(3) }, { duplicates: "last" }).interactions;
  };
  const options = { seed: 1, feedback: "explicit" as const, baselines: false };

  it.each([["mean", 1.042512, 6], ["baseline", 0.87282, 6], ["svd", 0.879545, 2]] as const)("predicts ratings: %s", async (algorithm, rmse, digits) => {
    const interactions = load();
    const { models } = await judgeRatings(interactions, noFacts(interactions.itemIds), { ...options, algorithm });
    expect(Math.abs(models[0]!.figures.rmse.value - rmse)).toBeLessThan(digits === 6 ? 1e-6 : 0.005);
  }, 60_000);

  it("ranks above 0.105 with the blend, whose settings were chosen on an inner split", async () => {
    const interactions = load();
    const { models } = await judgeRanking(interactions, noFacts(interactions.itemIds), { ...options, seed: 42, algorithm: "blend", positiveFrom: 4 });
    expect(models[0]!.figures.ndcg.value).toBeGreaterThan(0.105);
  }, 120_000);

  it.each([["popular", 0.060696, 0.063638], ["item-knn", 0.082957, 0.096971], ["ease", 0.095152, 0.104954]] as const)("ranks: %s", async (algorithm, ndcg, recall) => {
    const interactions = load();
    const { models } = await judgeRanking(interactions, noFacts(interactions.itemIds), { ...options, algorithm, positiveFrom: 4 });
    expect(Math.abs(models[0]!.figures.ndcg.value - ndcg)).toBeLessThan(1e-6);
    expect(Math.abs(models[0]!.figures.recall.value - recall)).toBeLessThan(1e-6);
  }, 60_000);
});
