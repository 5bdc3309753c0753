import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { adviceRequestSchema, adviceSchema } from "@/lib/schemas/advice";
import { audienceSchema } from "@/lib/schemas/audience";
import { comparisonSchema } from "@/lib/schemas/comparison";
import { engagementQuerySchema } from "@/lib/schemas/engagement";
import { scoringSchema } from "@/lib/schemas/scoring";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import type { CurrentUser } from "@/lib/schemas/user";
import { cancelAdvice, getAdvice, startAdvice } from "@/lib/services/advice";
import { createAudience, deleteAudience, exportAudience, getAudience, listAudiences } from "@/lib/services/audiences";
import { compareSegmentations } from "@/lib/services/comparison";
import { patchDataset } from "@/lib/services/dataset-changes";
import { engagementChart } from "@/lib/services/engagement";
import { engagementFacts } from "@/lib/services/engagement-facts";
import { getRules, restoreRuleBook, saveRuleBook } from "@/lib/services/rule-book";
import { executeScoring } from "@/lib/services/scoring-run";
import { exportScoring, getScoring, startScoring } from "@/lib/services/scorings";
import { startSegmentation } from "@/lib/services/segmentation-start";
import { getSegmentation } from "@/lib/services/segmentations";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";
import { readyDataset } from "./upload-text";

const wholesale = readFileSync("tests/fixtures/sets/wholesale.csv", "utf8").trim();
const [header = "", ...lines] = wholesale.split(/\r?\n/u);
const spending = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];
let user: CurrentUser;
let datasetId: string;

async function run(k: number, dataset = datasetId, features = spending) {
  const { id } = await startSegmentation(user, segmentationRequestSchema.parse({ datasetId: dataset, algorithm: "kmeans", features, parameters: { k } }));
  await runWaitingJobs();
  return getSegmentation(id);
}

async function text(download: { stream: ReadableStream<Uint8Array> }): Promise<string> {
  return new Response(download.stream).text();
}

beforeAll(async () => {
  user = await makeUser();
  datasetId = await readyDataset(user, wholesale, { name: "Wholesale" });
});

describe("advice", () => {
  test("judges k on the wholesale customers, and says what the data support", async () => {
    const { id } = await startAdvice(user, adviceRequestSchema.parse({ datasetId, algorithm: "kmeans", features: spending, range: { from: 2, to: 6 } }));
    expect((await getAdvice(id)).status).toBe("queued");
    await runWaitingJobs();
    const advice = adviceSchema.parse(await getAdvice(id));
    expect(advice.status).toBe("succeeded");
    expect(advice.byK?.map((entry) => entry.k)).toEqual([2, 3, 4, 5, 6]);
    expect(advice.byK?.[1]?.inertia).toBeCloseTo(1604.016, 1);
    expect(advice.byK?.[1]?.silhouette).toBeCloseTo(0.5424, 3);
    expect(advice.suggestion).toHaveProperty("k");
    expect(["weak", "reasonable", "strong"]).toContain(advice.structure?.verdict);
  });

  test("is refused for a column that isn't there, and can be cancelled while it waits", async () => {
    const request = adviceRequestSchema.parse({ datasetId, algorithm: "kmeans", features: ["Nothing"] });
    await expect(startAdvice(user, request)).rejects.toThrow(/no column “Nothing”/u);
    const { id } = await startAdvice(user, adviceRequestSchema.parse({ datasetId, algorithm: "kmeans", features: spending }));
    expect((await cancelAdvice(id)).status).toBe("cancelled");
    await runWaitingJobs();
    expect((await getAdvice(id)).status).toBe("cancelled");
  });
});

describe("two runs of one dataset", () => {
  test("are compared row by row: three segments with five, and a run with itself", async () => {
    const [three, five] = [await run(3), await run(5)];
    const comparison = comparisonSchema.parse(await compareSegmentations(three.id, five.id));
    expect(comparison.rows).toBe(440);
    expect(comparison.contingency.reduce((sum, cell) => sum + cell.rows, 0)).toBe(440);
    expect(comparison.ari).toBeGreaterThan(0);
    expect(comparison.ari).toBeLessThan(1);
    expect(comparison.movedRows).toBe(440 - comparison.matches.reduce((sum, match) => sum + match.sharedRows, 0));
    expect(await compareSegmentations(three.id, three.id)).toMatchObject({ ari: 1, movedRows: 0 });
  });

  test("carry stability with its reading, and suggestions that quote the evidence", async () => {
    const { segments } = await run(3);
    for (const segment of segments) {
      expect(segment.stability?.jaccard).toBeGreaterThan(0);
      expect(segment.stability?.jaccard).toBeLessThanOrEqual(1);
      expect(segment.stability?.reading).toMatch(/stable|pattern|do not trust/u);
    }
    expect(segments[1]?.recommendations?.[0]?.reason).toMatch(/averages .*\(d = /u);
  });
});

describe("scoring", () => {
  test("puts a held-back half into the segments of the other half, each row where its nearest centroid is", async () => {
    const firstHalf = await readyDataset(user, [header, ...lines.slice(0, 220)].join("\n"), { name: "First half" });
    const secondHalf = await readyDataset(user, [header, ...lines.slice(220)].join("\n"), { name: "Second half" });
    const saved = await run(3, firstHalf);
    const { id } = await startScoring(user, saved.id, secondHalf);
    await runWaitingJobs();
    const scoring = scoringSchema.parse(await getScoring(id));
    expect(scoring.error).toBeUndefined();
    expect(scoring).toMatchObject({ status: "succeeded", rows: 220, droppedRows: 0 });
    expect(scoring.segments?.reduce((sum, segment) => sum + segment.size, 0)).toBe(220);
    expect(scoring.segments?.map((segment) => segment.shareRatioThen)).toEqual(saved.segments.map((segment) => segment.shareRatio));
    expect(scoring.drift?.map((entry) => entry.feature).toSorted()).toEqual([...spending].toSorted());
    const rows = (await text(await exportScoring(id, "csv"))).trim().split(/\r?\n/u);
    expect(rows).toHaveLength(221);
    expect(rows[0]).toMatch(/segment.*confidence/u);
  });

  test("gives a run's own rows their own segments, without drift", async () => {
    const saved = await run(3);
    const { id } = await startScoring(user, saved.id, datasetId);
    await runWaitingJobs();
    const scoring = await getScoring(id);
    expect(scoring.segments?.map(({ size }) => size)).toEqual(saved.segments.map(({ size }) => size));
    expect(scoring.drift?.every(({ psi }) => psi === 0)).toBe(true);
  });

  test("keeps its rows when a second worker does the same job, because the first seemed dead", async () => {
    const saved = await run(3);
    const { id } = await startScoring(user, saved.id, datasetId);
    const context = { signal: new AbortController().signal, temporaryFolder: `${env().DATA_DIR}/tmp` };
    await Promise.allSettled([executeScoring(id, context), executeScoring(id, context)]);
    await runWaitingJobs();
    expect((await getScoring(id)).status).toBe("succeeded");
    expect((await text(await exportScoring(id, "csv"))).trim().split(/\r?\n/u)).toHaveLength(lines.length + 1);
  });

  test("is refused in words when a feature is missing", async () => {
    const saved = await run(3);
    const other = await readyDataset(user, "Fresh,Milk\n1,2\n3,4\n5,6\n", { name: "Too narrow" });
    await expect(startScoring(user, saved.id, other)).rejects.toThrow(/lacks .*“Grocery”/u);
  });
});

describe("audiences", () => {
  test("of a segment: counted, listed, exported, deleted", async () => {
    const saved = await run(3);
    const audience = audienceSchema.parse(await createAudience(user, { name: "Retailers <b>☕</b>", segmentationId: saved.id, segments: [1] }));
    expect(audience.size).toBe(saved.segments[1]?.size);
    expect((await listAudiences({ limit: 50 })).items.map((each) => each.id)).toContain(audience.id);
    expect((await text(await exportAudience(audience.id, "csv"))).trim().split(/\r?\n/u)).toHaveLength(1 + audience.size);
    await deleteAudience(user, audience.id);
    await expect(getAudience(audience.id)).rejects.toThrow(/does not exist/u);
  });

  test("of a filter over columns; an empty one is refused", async () => {
    const audience = await createAudience(user, { name: "Fresh", datasetId, filter: [{ column: "Fresh", operator: "greater", value: "50000" }] });
    expect(audience.size).toBe(lines.filter((line) => Number(line.split(",")[2]) > 50_000).length);
    await expect(createAudience(user, { name: "Nobody", datasetId, filter: [{ column: "Fresh", operator: "less", value: "0" }] })).rejects.toThrow(/empty/u);
    await expect(createAudience(user, { name: "Wrong", datasetId, filter: [{ column: "Nothing", operator: "present" }] })).rejects.toThrow(/no column “Nothing”/u);
  });
});

describe("the rule book", () => {
  test("is what staff saved until they go back to the original", async () => {
    const original = await getRules();
    await saveRuleBook(user, { rules: [] });
    expect((await run(3)).segments[1]?.recommendations).toEqual([]);
    await restoreRuleBook(user);
    expect(await getRules()).toEqual(original);
  });
});

describe("engagement through segments", () => {
  test("shows only the people of a segment, or of an audience", async () => {
    const people = await readyDataset(user, "user_id,spend,visits\nann,1,1\nbob,2,1\ncat,100,9\ndan,101,9\n", { name: "People" });
    const events = await readyDataset(user, "user_id,at,genre\nann,2024-01-01T10:00:00Z,Drama\nbob,2024-01-02T10:00:00Z,Drama\ncat,2024-01-02T11:00:00Z,Comedy\ncat,2024-01-03T11:00:00Z,Drama|Comedy\n", { name: "Plays" });
    await patchDataset(user, people, { columns: [{ name: "user_id", role: "user" }] });
    await patchDataset(user, events, { kind: "events", columns: [{ name: "user_id", role: "user" }, { name: "at", role: "time" }, { name: "genre", role: "category" }] });
    expect(await engagementFacts(events)).toMatchObject({ events: 4, firstDay: "2024-01-01", lastDay: "2024-01-03", untimed: 0 });
    const ask = (query: object) => engagementQuerySchema.parse(query);
    const everybody = await engagementChart(events, "summary", ask({}));
    expect(everybody.rows[0]).toMatchObject({ events: 4, users: 3 });
    const saved = await run(2, people, ["spend"]);
    const spenders = saved.segments.find((segment) => segment.evidence.length === 0 || segment.characteristics.spend !== undefined && "mean" in segment.characteristics.spend && (segment.characteristics.spend.mean ?? 0) > 50);
    const filtered = await engagementChart(events, "categories", ask({ segmentation: saved.id, segment: String(spenders?.segment) }));
    expect(filtered.rows.map(({ category, events: count }) => [category, count])).toEqual([["Comedy", 2], ["Drama", 1]]);
    const audience = await createAudience(user, { name: "Spenders", segmentationId: saved.id, segments: [spenders?.segment ?? 0] });
    expect((await engagementChart(events, "summary", ask({ audience: audience.id }))).rows[0]).toMatchObject({ events: 2, users: 1 });
    await expect(engagementChart(events, "summary", ask({ segmentation: saved.id, segment: "7" }))).rejects.toThrow(/no segment “7”/u);
    await expect(engagementChart(events, "summary", ask({ timezone: "Mars/Olympus" }))).rejects.toThrow(/not a time zone/u);
    await expect(engagementChart(events, "durations", ask({}))).rejects.toThrow(/role “duration”/u);
  });
});
