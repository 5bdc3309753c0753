import { beforeAll, describe, expect, test } from "vitest";
import { recommenderPageSchema, recommenderRequestSchema, recommenderSchema, retrainRequestSchema } from "@/lib/schemas/recommender";
import type { CurrentUser } from "@/lib/schemas/user";
import { existsSync } from "node:fs";
import { patchDataset } from "@/lib/services/dataset-changes";
import { lastDue, retrainDue } from "@/lib/services/recommender-schedule";
import { retrainRecommender, startRecommender } from "@/lib/services/recommender-start";
import { cancelRecommender, deleteRecommender, getRecommender, listRecommenders, patchRecommender, promoteVersion } from "@/lib/services/recommenders";
import { modelPath } from "@/lib/services/storage";
import { makeUser } from "./make-user";
import { linkedRatings, trained } from "./recommender-fixture";
import { runWaitingJobs } from "./run-waiting-jobs";
import { readyDataset, uploadVersion } from "./upload-text";

let user: CurrentUser;
let datasetId: string;

beforeAll(async () => {
  user = await makeUser();
  ({ datasetId } = await linkedRatings(user));
});

describe("a recommender of ratings", () => {
  test("is trained, judged beside the baselines, and says whether it beats “most popular”", async () => {
    const recommender = recommenderSchema.parse(await trained(user, { datasetId, algorithm: "ease" }));
    expect(recommender).toMatchObject({ status: "succeeded", promoted: 1, schedule: "none", versionCount: 1, progress: { ratio: 1 } });
    expect(recommender.versions[0]).toMatchObject({ number: 1, promoted: true, startedBy: user.name, learnedFrom: { feedback: "explicit", users: 36, items: 30, interactions: 432, scale: [1, 5] } });
    const keys = recommender.quality?.models.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(["ease", "popular", "popular-in-genre", "trending", "baseline"]));
    expect(recommender.quality?.verdict).toMatchObject({ beatsPopular: true, sentence: expect.stringContaining("beats “most popular”") as string });
    const [own] = recommender.quality?.models ?? [];
    expect(own?.figures.ndcg?.value).toBeGreaterThan(0.5);
    expect(own?.figures.ndcg?.low95).toBeLessThan(own?.figures.ndcg?.value ?? 0);
    expect(recommender.quality?.genres.map(({ name }) => name).sort()).toEqual(["Comedy", "Drama", "Sci-Fi", "War"]);
    expect(recommenderPageSchema.parse(await listRecommenders({ limit: 10, datasetId })).items[0]).toMatchObject({ id: recommender.id, promoted: 1, verdict: { beatsPopular: true } });
  });

  test("that predicts ratings is judged by their error too, beside the mean", async () => {
    const { quality } = await trained(user, { datasetId, algorithm: "baseline" });
    const rmse = (key: string) => quality?.models.find((model) => model.key === key)?.figures.rmse?.value ?? NaN;
    expect(rmse("baseline")).toBeGreaterThan(0);
    expect(rmse("mean")).toBeGreaterThan(0);
    expect(quality?.splits.rating).toEqual({ folds: 5, ratings: 432, low: 1, high: 5 });
  });

  test("keeps its versions: another one is trained, promoted and rolled back", async () => {
    const { id, versions } = await trained(user, { datasetId, algorithm: "popular", name: "Home page" });
    await retrainRecommender(user.name, id, retrainRequestSchema.parse({ algorithm: "ease", parameters: { regularization: 50 } }));
    await expect(retrainRecommender(user.name, id, retrainRequestSchema.parse({}))).rejects.toThrow(/being trained right now/u);
    await runWaitingJobs();
    const second = await getRecommender(id);
    expect(second).toMatchObject({ name: "Home page", promoted: 1, algorithm: "popular", versionCount: 2 });
    expect(second.versions[0]).toMatchObject({ number: 2, algorithm: "ease", parameters: { regularization: 50 }, promoted: false });
    expect(await promoteVersion(id, 2)).toMatchObject({ promoted: 2, algorithm: "ease" });
    expect(await promoteVersion(id, 1)).toMatchObject({ promoted: 1, algorithm: "popular" });
    await expect(promoteVersion(id, 3)).rejects.toThrow(/no version 3/u);
    expect(await patchRecommender(id, { name: "Start page", schedule: "nightly" })).toMatchObject({ name: "Start page", schedule: "nightly" });
    expect(existsSync(modelPath(versions[0]?.id ?? ""))).toBe(true);
    await deleteRecommender(user, id);
    await expect(getRecommender(id)).rejects.toMatchObject({ code: "not_found" });
    expect(existsSync(modelPath(versions[0]?.id ?? ""))).toBe(false);
  });

  test("retrains at night when there are new rows, serves the new version, and only once", async () => {
    expect([lastDue("nightly", Date.parse("2026-03-04T01:59:00Z")), lastDue("weekly", Date.parse("2026-03-04T12:00:00Z"))].map((ms) => new Date(ms).toISOString())).toEqual(["2026-03-03T02:00:00.000Z", "2026-03-01T02:00:00.000Z"]);
    const { id } = await trained(user, { datasetId, algorithm: "popular", schedule: "nightly" });
    const tomorrow = Date.now() + 86_400_000;
    expect(await retrainDue(tomorrow)).not.toContain(id);
    await uploadVersion(user, datasetId, "append", "userId,movieId,rating,timestamp\n1,30,5,1700900000\n");
    await runWaitingJobs();
    expect(await retrainDue(Date.now())).not.toContain(id);
    expect(await retrainDue(tomorrow)).toContain(id);
    expect(await retrainDue(tomorrow)).not.toContain(id);
    await runWaitingJobs();
    expect(await getRecommender(id)).toMatchObject({ promoted: 2, versions: [{ number: 2, startedBy: "Nightly schedule", datasetVersion: 2 }, { number: 1 }] });
  });

  test("can be cancelled while it waits; then there is nothing to promote", async () => {
    const { id } = await startRecommender(user, recommenderRequestSchema.parse({ datasetId, algorithm: "ease" }));
    expect(await cancelRecommender(id)).toMatchObject({ status: "cancelled" });
    await runWaitingJobs();
    expect(await getRecommender(id)).toMatchObject({ status: "cancelled", promoted: undefined });
    await expect(promoteVersion(id, 1)).rejects.toMatchObject({ code: "recommender_not_ready" });
    await expect(cancelRecommender(id)).rejects.toThrow(/nothing to cancel/u);
  });
});

describe("data that give little or nothing", () => {
  const start = (request: Record<string, unknown>) => startRecommender(user, recommenderRequestSchema.parse(request));

  test("a missing role and a wrong parameter are refused before anything is trained, with what to do", async () => {
    const other = await readyDataset(user, "userId,movieId,rating,timestamp\n1,2,3,1700000000\n1,3,4,1700000001\n2,2,5,1700000002", { name: "Few" });
    await patchDataset(user, other, { columns: [{ name: "movieId", role: "ignore" }] });
    await expect(start({ datasetId: other, algorithm: "popular" })).rejects.toThrow(/“Few” has the role “item”/u);
    await expect(start({ datasetId, algorithm: "svd", parameters: { factors: 0 } })).rejects.toMatchObject({ code: "bad_request", invalidParams: [{ name: "parameters.factors" }] });
    await expect(start({ datasetId, algorithm: "popular", parameters: { k: 3 } })).rejects.toMatchObject({ code: "bad_request" });
  });

  test("equal ratings and single events train, and what can't be judged is said", async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i},${i % 4},4,${1_700_000_000 + i}`);
    const single = await readyDataset(user, `userId,movieId,rating,timestamp\n${rows.join("\n")}`, { name: "Single" });
    await patchDataset(user, single, { kind: "events", columns: [{ name: "userId", role: "user" }, { name: "movieId", role: "item" }, { name: "rating", role: "rating" }, { name: "timestamp", role: "time" }] });
    const recommender = await trained(user, { datasetId: single, algorithm: "popular" });
    expect(recommender).toMatchObject({ status: "succeeded", quality: { verdict: { beatsPopular: null, sentence: expect.stringMatching(/^No user has five liked items/u) as string } } });
    expect(recommender.quality?.notices.join(" ")).toMatch(/All ratings are 4.*single event/su);
  });
});
