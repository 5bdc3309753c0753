import { beforeAll, describe, expect, test } from "vitest";
import { foldInRequestSchema, recommendationsQuerySchema } from "@/lib/schemas/recommendation";
import { recommenderRequestSchema } from "@/lib/schemas/recommender";
import type { CurrentUser } from "@/lib/schemas/user";
import { patchDataset } from "@/lib/services/dataset-changes";
import { foldIn, recommendationsFor, similarTo } from "@/lib/services/recommender-recommend";
import { recommenderSegments } from "@/lib/services/recommender-segments";
import { makeUser } from "./make-user";
import { trained } from "./recommender-fixture";
import { readyDataset } from "./upload-text";

let user: CurrentUser;

beforeAll(async () => {
  user = await makeUser();
});

/** A ready dataset of events; rows are `user,item,rating`. */
async function ratingsOf(rows: string[], header = "userId,movieId,rating"): Promise<string> {
  const id = await readyDataset(user, [header, ...rows].join("\n"), { name: "Odd ratings" });
  const roles = { userId: "user", movieId: "item", rating: "rating" } as const;
  await patchDataset(user, id, { kind: "events", columns: (["userId", "movieId", "rating"] as const).filter((name) => header.includes(name)).map((name) => ({ name, role: roles[name] })) });
  return id;
}

async function learned(rows: string[], algorithm: string, more: Record<string, unknown> = {}) {
  const recommender = await trained(user, { datasetId: await ratingsOf(rows), algorithm, ...more });
  const [version] = recommender.versions;
  return { ...recommender, notices: version?.quality?.notices ?? [], sentence: version?.quality?.verdict.sentence };
}

const topOf = async (id: string, key: string) => (await recommendationsFor(id, recommendationsQuerySchema.parse({ user: key, k: "3", explain: "1" }))).items.map(({ item }) => item);

describe("every odd kind of data has a defined answer", () => {
  test("one rating alone: trained, not judged, says why, and has nothing left to recommend", async () => {
    const { id, status, sentence } = await learned(["1,10,4"], "svd");
    expect([status, sentence]).toEqual(["succeeded", expect.stringMatching(/^No user has five liked items/u)]);
    expect(await topOf(id, "1")).toEqual([]);
  });

  test("all ratings equal: says that they tell nothing of taste, and expects about that of every title", async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `${1 + (at % 10)},${10 + ((at * 7) % 13)},3`);
    const { id, notices } = await learned([...new Set(rows)], "svd");
    expect(notices).toContainEqual(expect.stringMatching(/^All ratings are 3, so they tell nothing of taste/u));
    const { items } = await recommendationsFor(id, recommendationsQuerySchema.parse({ user: "1" }));
    expect(items.every(({ predictedRating = 3 }) => Math.abs(predictedRating - 3) < 0.5)).toBe(true);
  });

  test.each(["popular", "als", "item-knn", "user-knn", "cooccurrence", "bpr", "content", "blend"])("%s: users with a single event each get what is popular, and are told so", async (algorithm) => {
    const rows = Array.from({ length: 300 }, (_, at) => `u${at},i${Math.floor(Math.sqrt(at)) % 12}`);
    const datasetId = await ratingsOf(rows, "userId,movieId");
    const { id, status, versions } = await trained(user, { datasetId, algorithm });
    const quality = versions[0]?.quality;
    expect([status, quality?.verdict]).toEqual(["succeeded", { beatsPopular: null, sentence: expect.stringMatching(/five liked items/u) as string }]);
    expect(quality?.notices).toContainEqual(expect.stringMatching(/^Most users have a single event/u));
    expect(await topOf(id, "u5")).toHaveLength(3);
  });

  test("repeated pairs are merged, and counted; the last rating holds", async () => {
    const rows = ["1,10,5", "1,10,2", "1,10,1", ...Array.from({ length: 30 }, (_, at) => `${2 + (at % 6)},${10 + (at % 5)},4`)];
    const { notices, versions } = await learned(rows, "baseline");
    expect(notices).toContainEqual(expect.stringMatching(/^2 repeated rows of a user and an item were merged|repeated rows/u));
    expect(versions[0]?.learnedFrom?.interactions).toBe(1 + 30);
  });

  test("ratings outside the stated scale are left out and counted; without one a slip of the hand makes the scale longer", async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `${1 + (at % 10)},${10 + Math.floor(at / 10)},${1 + ((at * 7) % 5)}`);
    const slips = [...rows, "1,20,55", "2,20,-3"];
    const { notices, versions } = await learned(slips, "baseline", { interactions: { feedback: "auto", weights: {}, scale: [1, 5] } });
    expect(notices).toContainEqual("2 ratings outside 1 to 5 were left out.");
    expect(versions[0]?.learnedFrom).toMatchObject({ interactions: 60, scale: [1, 5] });
    expect((await learned(slips, "baseline")).versions[0]?.learnedFrom).toMatchObject({ interactions: 62, scale: [-3, 100] });
    expect(recommenderRequestSchema.safeParse({ datasetId: crypto.randomUUID(), algorithm: "baseline", interactions: { scale: [5, 1] } }).success).toBe(false);
  });

  test("a single item: there is nothing to choose between, and it says so", async () => {
    const { id, status, notices } = await learned(Array.from({ length: 8 }, (_, at) => `${at + 1},10,${1 + (at % 5)}`), "item-knn");
    expect(status).toBe("succeeded");
    expect(notices).toContainEqual("There is only one item, so there is nothing to choose between.");
    expect(await topOf(id, "1")).toEqual([]);
    expect((await similarTo(id, { item: "10", k: 3 })).items).toEqual([]);
  });

  test("events without items: refused before a worker takes them, with the role that is missing", async () => {
    const id = await readyDataset(user, "userId,timestamp\n1,2024-01-01\n2,2024-01-02\n", { name: "No items" });
    await patchDataset(user, id, { kind: "events", columns: [{ name: "userId", role: "user" }] });
    await expect(trained(user, { datasetId: id, algorithm: "popular" })).rejects.toMatchObject({ code: "recommendation_impossible", userMessage: expect.stringMatching(/has the role “item”/u) as string });
  });

  test("a linked catalogue that knows none of the items: titles are called by their keys, and nothing fails", async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `${1 + (at % 10)},${10 + ((at * 7) % 13)},${1 + (at % 5)}`);
    const datasetId = await ratingsOf([...new Set(rows)]);
    const items = await readyDataset(user, "movieId,title,genres\n900,Elsewhere,Drama\n", { name: "Elsewhere" });
    await patchDataset(user, items, { kind: "items" });
    await patchDataset(user, datasetId, { links: { items } });
    for (const algorithm of ["content", "hybrid"]) {
      const { id, status } = await trained(user, { datasetId, algorithm, ...(algorithm === "hybrid" && { parameters: { factors: 4, epochs: 3 } }) });
      expect(status).toBe("succeeded");
      const answer = await recommendationsFor(id, recommendationsQuerySchema.parse({ user: "1", k: "2" }));
      expect(answer.items.every(({ item, label }) => label === item)).toBe(true);
      expect((await recommenderSegments(id)).demand).toEqual([]);
    }
  });

  test("an unknown user or item is told from a known one, with the way on", async () => {
    const { id } = await learned(Array.from({ length: 40 }, (_, at) => `${1 + (at % 8)},${10 + ((at * 3) % 11)},${1 + (at % 5)}`), "item-knn");
    await expect(topOf(id, "nobody")).rejects.toMatchObject({ code: "not_found", userMessage: expect.stringMatching(/does not know a user “nobody”/u) as string });
    await expect(similarTo(id, { item: "nothing", k: 3 })).rejects.toMatchObject({ code: "not_found" });
    await expect(foldIn(id, foldInRequestSchema.parse({ ratings: { 10: 99 } }))).rejects.toThrow(/outside the scale/u);
  });
});
