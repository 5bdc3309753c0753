import { describe, expect, it } from "vitest";
import type { RecommenderAlgorithm } from "@/lib/recommendation/algorithms";
import { buildInteractions } from "@/lib/recommendation/interactions";
import { noFacts } from "@/lib/recommendation/item-facts";
import { judgeRanking } from "@/lib/recommendation/judge-ranking";
import { dataCurve, passCurve } from "@/lib/recommendation/learning-curve";
import { learningTask } from "@/lib/recommendation/learning-task";
import { dataWords, passWords } from "@/lib/recommendation/learning-words";

const numeric = (name: string, values: number[]) => ({ kind: "numeric" as const, name, values: Float64Array.from(values) });
/** Forty users of four tastes; each rates its own eight items high and six others low. */
const rows = Array.from({ length: 40 }, (_, user) => Array.from({ length: 14 }, (_, at) => ({ user, item: at < 8 ? (user % 4) * 10 + ((at + user) % 10) : ((user + 1 + at) % 4) * 10 + at % 10, value: at < 8 ? 4 + (at % 2) : 1 + (at % 2) }))).flat();
const { interactions } = buildInteractions({ user: numeric("user", rows.map(({ user }) => user)), item: numeric("item", rows.map(({ item }) => item)), value: Float64Array.from(rows, ({ value }) => value), time: Float64Array.from(rows, (_, at) => at) }, { duplicates: "last" });
const facts = noFacts(interactions.itemIds);

async function curves(algorithm: RecommenderAlgorithm, parameters: Record<string, number>) {
  const options = { algorithm, parameters, seed: 7, feedback: "explicit" as const, baselines: false };
  const ranking = await judgeRanking(interactions, facts, options);
  const task = learningTask(interactions, facts, options, ranking)!;
  return { ranking, task, passes: await passCurve(task, { threads: 1 }), data: await dataCurve(task, { threads: 1 }) };
}

describe("learning curves", () => {
  it("of ratings are errors after every epoch, half as far again as was asked, and with parts of the data", async () => {
    const { task, passes, data } = await curves("svd", { factors: 4, epochs: 10, learningRate: 0.05 });
    expect(task).toMatchObject({ measure: "RMSE", better: "lower" });
    expect(passes).toMatchObject({ unit: "epoch", asked: 10 });
    expect(passes!.points.map(({ step }) => step)).toEqual(Array.from({ length: 15 }, (_, at) => at + 1));
    expect(passes!.points.at(-1)!.train).toBeLessThan(passes!.points[0]!.train);
    expect(data.points.map(({ shareRatio }) => shareRatio)).toEqual([0.25, 0.5, 0.75, 1]);
    // The last part is everything, learned with the asked passes: the same model.
    expect(data.points.at(-1)).toMatchObject({ heldOut: passes!.points[9]!.heldOut, train: passes!.points[9]!.train });
    expect(data.points.at(-1)!.heldOut).toBeLessThan(data.points[0]!.heldOut);
  });

  it("of lists end at the figure that the version is judged by, whatever a part of the data forgot", async () => {
    const { task, ranking, passes, data } = await curves("als", { factors: 4, rounds: 4, regularization: 0.1 });
    expect(task).toMatchObject({ measure: "NDCG@10", better: "higher" });
    expect(passes!.points.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    const { value } = ranking.models[0]!.figures.ndcg;
    expect(passes!.points[3]!.heldOut).toBeCloseTo(value, 12);
    expect(data.points.at(-1)!.heldOut).toBeCloseTo(value, 12);
  });

  it.each(["ease", "item-knn", "user-knn", "cooccurrence", "content", "popular"] as const)("of %s, which learns in no passes, are over the data alone", async (algorithm) => {
    const { passes, data } = await curves(algorithm, {});
    expect(passes).toBeUndefined();
    expect(data.points.every(({ train, heldOut }) => train >= 0 && train <= 1 && heldOut >= 0 && heldOut <= 1)).toBe(true);
  });
});

describe("in words", () => {
  const ranking = { measure: "NDCG@10", better: "higher" as const };
  const ofRounds = (heldOut: number[], asked: number) => passWords(ranking, { unit: "round", asked, points: heldOut.map((value, at) => ({ step: at + 1, train: value, heldOut: value })) });
  const ofData = (heldOut: number[]) => dataWords({ measure: "RMSE", better: "lower" }, { points: heldOut.map((value, at) => ({ shareRatio: (at + 1) / 4, interactions: at, train: value, heldOut: value })) });

  it("say where it stops improving, whether more passes pay, and when it learns by heart", () => {
    expect(ofRounds([0.1, 0.15, 0.2, 0.2, 0.2, 0.2], 4)).toMatch(/^It stops improving at round 3 of 4/u);
    expect(ofRounds([0.1, 0.12, 0.14, 0.16, 0.18, 0.2], 4)).toMatch(/^More rounds would still help: .*0\.1600 after round 4, 0\.2000 after round 6/u);
    expect(ofRounds([0.1, 0.2, 0.17, 0.15, 0.1, 0.1], 4)).toMatch(/^It is best after round 2 and then learns by heart/u);
    expect(ofRounds([0.1, 0.12, 0.15, 0.2, 0.2, 0.2], 4)).toMatch(/^It goes on getting better up to the last of its 4 rounds/u);
  });

  it("say whether more data would pay", () => {
    expect(ofData([1, 0.95, 0.9, 0.88])).toMatch(/^More data would still help: RMSE on what was held out is 0\.9500 with half/u);
    expect(ofData([1, 0.9, 0.88, 0.8795])).toMatch(/^More of the same data would hardly help/u);
    expect(ofData([1, 0.8, 0.88, 0.95])).toMatch(/does not help/u);
  });
});
