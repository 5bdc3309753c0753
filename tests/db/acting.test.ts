import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/db/client";
import { audienceRequestSchema } from "@/lib/schemas/audience";
import { comparisonSchema, movedRowsQuerySchema, movedRowsSchema, trendSchema } from "@/lib/schemas/comparison";
import { ruleBookSchema, ruleTrialSchema } from "@/lib/schemas/rule-book";
import { reproductionSchema } from "@/lib/schemas/reproduction";
import { unlikeRowsSchema } from "@/lib/schemas/scoring";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import type { CurrentUser } from "@/lib/schemas/user";
import { countAudience, createAudience, exportAudience, getAudience } from "@/lib/services/audiences";
import { compareSegmentations, exportMovedRows, movedRows } from "@/lib/services/comparison";
import { patchDataset } from "@/lib/services/dataset-changes";
import { getReproduction } from "@/lib/services/reproductions";
import { scoringMoves, unlikeRows } from "@/lib/services/scoring-rows";
import { startScoring } from "@/lib/services/scorings";
import { exportRecommendations, runRecommendations, tryRules } from "@/lib/services/segment-suggestions";
import { rerunSegmentation, startSegmentation } from "@/lib/services/segmentation-start";
import { getSegmentation } from "@/lib/services/segmentations";
import { getTrend } from "@/lib/services/trends";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";
import { readyDataset, uploadVersion } from "./upload-text";

const wholesale = readFileSync("tests/fixtures/sets/wholesale.csv", "utf8");
const spending = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];
let user: CurrentUser;
let datasetId: string;

async function run(request: object, dataset = datasetId) {
  const { id } = await startSegmentation(user, segmentationRequestSchema.parse({ datasetId: dataset, features: spending, ...request }));
  await runWaitingJobs();
  return getSegmentation(id);
}

const text = (download: { stream: ReadableStream<Uint8Array> }): Promise<string> => new Response(download.stream).text();

beforeAll(async () => {
  user = await makeUser();
  datasetId = await readyDataset(user, wholesale, { name: "Wholesale" });
});

describe("a run again", () => {
  test.each([
    { algorithm: "kmeans", parameters: { k: 4 } },
    { algorithm: "hierarchical", parameters: { k: 4 } },
    { algorithm: "dbscan", parameters: { eps: 1, minSamples: 5 } },
    { algorithm: "pca", parameters: { components: 3 } },
  ])("gives the same bytes, and says so: $algorithm", async (request) => {
    const first = await run(request);
    const { id } = await rerunSegmentation(user, first.id);
    await runWaitingJobs();
    const { run: own, repetitions } = reproductionSchema.parse(await getReproduction(first.id));
    expect(own.fingerprint).toBeDefined();
    expect(repetitions).toMatchObject([{ id, status: "succeeded", identical: true, differences: [], fingerprint: own.fingerprint }]);
    expect((await getReproduction(id)).repetitions).toMatchObject([{ id: first.id, identical: true }]);
  });

  test("another k and other rows leave another fingerprint", async () => {
    const half = await readyDataset(user, wholesale.split(/\r?\n/u).slice(0, 221).join("\n"), { name: "Half" });
    const runs = [await run({ algorithm: "kmeans", parameters: { k: 5 } }), await run({ algorithm: "kmeans", parameters: { k: 4 } }), await run({ algorithm: "kmeans", parameters: { k: 5 } }, half)];
    const fingerprints = await Promise.all(runs.map(async ({ id }) => (await getReproduction(id)).run.fingerprint));
    expect(new Set(fingerprints.map((each) => each?.assignments)).size).toBe(3);
    expect(fingerprints[0]?.input).toBe(fingerprints[1]?.input);
    expect(fingerprints[0]?.input).not.toBe(fingerprints[2]?.input);
  });

  test("says what differs when kernels did, and says nothing of runs from before fingerprints", async () => {
    const first = await run({ algorithm: "kmeans", parameters: { k: 2 } });
    const { id } = await rerunSegmentation(user, first.id);
    await runWaitingJobs();
    const stored = (await getReproduction(id)).run.fingerprint;
    await database().segmentation.update({ where: { id }, data: { kernelVersion: "0", fingerprint: { ...stored, model: "0".repeat(64) } } });
    expect((await getReproduction(first.id)).repetitions[0]).toMatchObject({ identical: false, differences: [expect.stringContaining("kernels differ")] });
    await database().$executeRaw`UPDATE segmentations SET fingerprint = NULL WHERE id = ${id}::uuid`;
    expect((await getReproduction(first.id)).repetitions[0]).not.toHaveProperty("identical");
  });
});

describe("two runs side by side", () => {
  const people = (groups: [string, number][]): string => `customer_id,spend\n${groups.map(([id, spend]) => `${id},${spend}`).join("\n")}\n`;
  const before = Array.from({ length: 40 }, (_, i): [string, number] => [`c${i}`, i < 25 ? 10 + (i % 5) : 90 + (i % 5)]);

  test("of two versions: people are found again by their id, who moved is named, and the trend is of the same people", async () => {
    const dataset = await readyDataset(user, people(before), { name: "Customers" });
    await patchDataset(user, dataset, { columns: [{ name: "customer_id", role: "id" }] });
    const first = await run({ algorithm: "kmeans", features: ["spend"], parameters: { k: 2 } }, dataset);
    // The next version comes in another order; two have begun to spend, one is new, one has gone.
    const after = before.map(([id, spend], i): [string, number] => [id, i < 2 ? 92 : spend]).slice(0, 39).concat([["new", 12]]).toReversed();
    await uploadVersion(user, dataset, "replace", people(after));
    await runWaitingJobs();
    const second = await run({ algorithm: "kmeans", features: ["spend"], parameters: { k: 2 } }, dataset);
    const comparison = comparisonSchema.parse(await compareSegmentations(second.id, first.id));
    expect(comparison).toMatchObject({ rows: 39, movedRows: 2, matchedBy: "customer_id" });
    const moved = movedRowsSchema.parse(await movedRows(second.id, first.id, movedRowsQuerySchema.parse({})));
    expect(moved.total).toBe(2);
    expect(moved.items.map(({ cells }) => cells[0]).toSorted()).toEqual(["c0", "c1"]);
    const lines = (await text(await exportMovedRows(second.id, first.id, movedRowsQuerySchema.parse({}), "csv"))).trim().split("\r\n");
    expect(lines[0]).toBe("customer_id,spend,segment,segment_name,other_segment,other_segment_name");
    expect(lines).toHaveLength(3);
    // The next version, scored with the run on the first one: the same two have another segment, and nothing is unlike.
    const { id } = await startScoring(user, first.id, dataset);
    await runWaitingJobs();
    const scored = movedRowsSchema.parse(await scoringMoves(id, movedRowsQuerySchema.parse({})));
    expect(scored).toMatchObject({ total: 2, comparedRows: 39, matchedBy: "customer_id" });
    expect(scored.items.map(({ cells }) => cells[0]).toSorted()).toEqual(["c0", "c1"]);
    expect(unlikeRowsSchema.parse(await unlikeRows(id))).toMatchObject({ items: [], total: 0 });
    const trend = trendSchema.parse(await getTrend(second.id));
    expect(trend.previous).toMatchObject({ id: first.id, datasetVersion: 1 });
    expect(trend.segments.find(({ segment }) => segment === 0)?.previousShareRatio).toBeCloseTo(25 / 40, 12);
    expect((await getTrend(first.id)).segments).toEqual([]);
  });

  test("a scoring lists who is unlike anything seen, and says when nobody can be followed", async () => {
    const nameless = (spending: number[]): string => `spend,visits\n${spending.map((spend, i) => `${spend},${i % 4}`).join("\n")}\n`;
    const known = await readyDataset(user, nameless(before.map(([, spend]) => spend)), { name: "Known" });
    const strange = await readyDataset(user, nameless([12, 5000, 92, 700]), { name: "Strange" });
    const saved = await run({ algorithm: "kmeans", features: ["spend"], parameters: { k: 2 } }, known);
    const { id } = await startScoring(user, saved.id, strange);
    await runWaitingJobs();
    expect((await unlikeRows(id)).items.map(({ cells }) => cells[0])).toEqual([5000, 700]);
    await expect(scoringMoves(id, movedRowsQuerySchema.parse({}))).rejects.toThrow(/nobody can be followed/u);
  });

  test("of one dataset: those of one band, page by page", async () => {
    const [three, five] = [await run({ algorithm: "kmeans", parameters: { k: 3 } }), await run({ algorithm: "kmeans", parameters: { k: 5 } })];
    const { contingency, movedRows: moved } = await compareSegmentations(three.id, five.id);
    expect((await movedRows(three.id, five.id, movedRowsQuerySchema.parse({}))).total).toBe(moved);
    const [band] = contingency;
    if (!band) throw new Error("There should be a band.");
    const page = await movedRows(three.id, five.id, movedRowsQuerySchema.parse({ segment: band.segment, otherSegment: band.otherSegment, limit: 7 }));
    expect(page).toMatchObject({ total: band.rows, nextCursor: expect.any(String) as string });
    expect(page.items).toHaveLength(7);
    const next = await movedRows(three.id, five.id, movedRowsQuerySchema.parse({ segment: band.segment, otherSegment: band.otherSegment, limit: 7, cursor: page.nextCursor }));
    expect(new Set([...page.items, ...next.items].map(({ rowId }) => rowId)).size).toBe(14);
  });
});

describe("rules", () => {
  test("are tried on a run without being saved, by column and percentile, too", async () => {
    const three = await run({ algorithm: "kmeans", parameters: { k: 3 } });
    const [, grocers] = three.segments;
    const condition = { about: "feature", feature: "grocery", direction: "high", minimumEffect: 0.5 };
    const { rules } = ruleBookSchema.parse({
      rules: [
        { id: "grocery", title: "More grocery", conditions: [{ ...condition, percentile: 75 }] },
        { id: "grocery-low", title: "Some grocery", conditions: [{ ...condition, direction: "low", percentile: 25 }] },
        { id: "off", title: "Off", conditions: [condition], enabled: false },
      ],
    });
    const trial = ruleTrialSchema.parse(await tryRules(three.id, rules));
    expect(trial.segments).toHaveLength(3);
    expect(trial.rules[0]?.segments).toContain(grocers?.segment);
    // Nobody's mean of a skewed spending lies below the lower quartile.
    expect(trial.rules[1]?.segments).toEqual([]);
    expect(trial.rules[2]?.segments).toEqual(trial.rules[0]?.segments);
    expect((await getSegmentation(three.id)).segments[1]?.recommendations?.[0]?.title).not.toBe("More grocery");
  });

  test.each([
    [{ title: "", conditions: [{ about: "price", direction: "high" }] }, "Give the rule a title"],
    [{ title: "T", conditions: [] }, "Give at least one condition"],
    [{ title: "T", conditions: [{ about: "feature", direction: "high" }] }, "Name the column"],
    [{ title: "T", message: "Hi {first name}", conditions: [{ about: "price", direction: "high" }] }, "A placeholder is one word in braces, like {first_name}"],
  ])("are refused in words: %j", (rule, words) => {
    const checked = ruleBookSchema.safeParse({ rules: [{ id: "r", ...rule }] });
    expect(checked.error?.issues.map(({ message }) => message)).toContain(words);
  });
});

describe("suggestions", () => {
  test("say when, from a column of usual hours, and can be taken away", async () => {
    const customers = await readyDataset(user, readFileSync("tests/fixtures/examples/food_delivery_customers.csv", "utf8"), { name: "Customers" });
    const ward = await run({ algorithm: "hierarchical", features: ["average_order_value", "order_frequency", "preferred_cuisine_diversity", "peak_ordering_time", "seasonal_variation"], parameters: { k: 4, linkage: "ward" } }, customers);
    const { segments } = await runRecommendations(ward.id);
    const suggestions = segments.flatMap(({ recommendations }) => recommendations);
    expect(suggestions.length).toBeGreaterThan(0);
    expect(suggestions.every(({ time }) => /^around \d\d:[03]0 \(median peak ordering time\)$/u.test(time ?? ""))).toBe(true);
    const lines = (await text(await exportRecommendations(ward.id, "csv"))).trim().split("\r\n");
    expect(lines[0]).toBe("segment,name,size,title,channel,time,message,reason");
    expect(lines).toHaveLength(1 + suggestions.length);
    expect(JSON.parse(await text(await exportRecommendations(ward.id, "json")))).toMatchObject({ segmentation: { id: ward.id }, segments });
  });

  test("say when, from the busiest hour of a segment in the linked events", async () => {
    const people = await readyDataset(user, `user_id,spend\n${Array.from({ length: 20 }, (_, i) => `u${i},${i < 10 ? i % 3 : 100 + i}`).join("\n")}\n`, { name: "People" });
    const events = await readyDataset(user, `user_id,at\n${Array.from({ length: 20 }, (_, i) => `u${i},2024-01-0${i < 10 ? 1 : 3}T${i < 10 ? "08" : "20"}:15:00Z`).join("\n")}\n`, { name: "Visits" });
    await patchDataset(user, people, { columns: [{ name: "user_id", role: "user" }] });
    await patchDataset(user, events, { kind: "events", columns: [{ name: "user_id", role: "user" }, { name: "at", role: "time" }], links: { profiles: people } });
    const two = await run({ algorithm: "kmeans", features: ["spend"], parameters: { k: 2 } }, people);
    const times = (await runRecommendations(two.id)).segments.map(({ recommendations }) => recommendations[0]?.time);
    expect(times.toSorted()).toEqual(["Mondays around 08:00 UTC (their busiest hour)", "Wednesdays around 20:00 UTC (their busiest hour)"]);
  });
});

describe("an audience of segments and conditions", () => {
  test("is counted before it is saved, follows new versions of the data, and gives its ids alone", async () => {
    const rows = (count: number): string => `customer_id,spend\n${Array.from({ length: count }, (_, i) => `c${i},${i * 10}`).join("\n")}\n`;
    const dataset = await readyDataset(user, rows(20), { name: "Buyers" });
    await patchDataset(user, dataset, { columns: [{ name: "customer_id", role: "id" }] });
    const request = audienceRequestSchema.parse({ name: "Big", datasetId: dataset, filter: [{ column: "spend", operator: "greater", value: "150" }] });
    expect(await countAudience(request)).toEqual({ size: 4, rows: 20 });
    const audience = await createAudience(user, request);
    expect((await text(await exportAudience(audience.id, "csv", "ids"))).trim().split(/\r?\n/u)).toEqual(["customer_id", "c16", "c17", "c18", "c19"]);
    const saved = await run({ algorithm: "kmeans", features: ["spend"], parameters: { k: 2 } }, dataset);
    const low = saved.segments.find(({ characteristics }) => (characteristics.spend && "max" in characteristics.spend ? (characteristics.spend.max ?? 0) : 0) < 150);
    const both = audienceRequestSchema.parse({ name: "Low", segmentationId: saved.id, segments: [low?.segment], filter: [{ column: "spend", operator: "greater", value: "50" }] });
    expect(await countAudience(both)).toEqual({ size: (low?.size ?? 0) - 6, rows: 20 });
    await uploadVersion(user, dataset, "replace", rows(40));
    await runWaitingJobs();
    expect((await getAudience(audience.id)).size).toBe(24);
  });
});
