import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/db/client";
import { adjustedRand, contingency } from "@/lib/kernels/rand-index";
import { engagementQuerySchema } from "@/lib/schemas/engagement";
import { eventFeaturesRequestSchema } from "@/lib/schemas/event-features";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import type { CurrentUser } from "@/lib/schemas/user";
import { datasetRows } from "@/lib/services/dataset-rows";
import { getDataset } from "@/lib/services/datasets";
import { engagementChart } from "@/lib/services/engagement";
import { engagementInsights } from "@/lib/services/engagement-insights";
import { engagementLinks } from "@/lib/services/engagement-links";
import { createFeatureDataset, makeFeaturesAgain } from "@/lib/services/event-features";
import { listExamples, loadExample } from "@/lib/services/examples";
import { segmentationMap } from "@/lib/services/segmentation-map";
import { startSegmentation } from "@/lib/services/segmentation-start";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";

let user: CurrentUser;
let eventsId: string;
let viewersId: string;

/** Every row of a small dataset, as a map from one column to another. */
async function columnsOf(datasetId: string, key: string, value: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await datasetRows(datasetId, { limit: 500, direction: "asc", ...(cursor && { cursor }) });
    const [k, v] = [key, value].map((name) => page.columns.findIndex((column) => column.name === name));
    for (const { cells } of page.items) found.set(String(cells[k ?? 0]), String(cells[v ?? 0]));
    cursor = page.nextCursor;
    more = cursor !== undefined;
  }
  return found;
}

beforeAll(async () => {
  user = await makeUser();
  const loaded = await loadExample(user, "streaming-service");
  eventsId = loaded.datasetId;
  viewersId = loaded.linked?.find(({ kind }) => kind === "profiles")?.datasetId ?? "";
  await runWaitingJobs();
});

describe("the streaming service", () => {
  test("is three linked datasets, read as what they are", async () => {
    const listed = listExamples().find(({ name }) => name === "streaming-service");
    const events = await getDataset(eventsId);
    expect(events).toMatchObject({ status: "ready", kind: "events", rowCount: listed?.rows, columnCount: listed?.columns, rejectedCount: 0 });
    expect(Object.fromEntries(events.columns.map(({ name, role }) => [name, role]))).toEqual({ user_id: "user", started_at: "time", show_id: "item", minutes_watched: "duration", rating: "rating", device: "category", country: "category" });
    const links = await engagementLinks(eventsId);
    expect(links.items).toMatchObject({ ids: 360, matchedIds: 320 });
    expect(links.profiles?.matchedRatio).toBe(1);
  });

  test.each(["activity", "active-users", "peak-times", "categories", "top-items", "durations", "retention", "lifecycle", "users", "summary", "sessions", "session-summary", "ratings", "places", "category-trend", "category-change", "duration-effects"] as const)("has something to see in %s", async (chart) => {
    expect((await engagementChart(eventsId, chart, engagementQuerySchema.parse({}))).rows.length).toBeGreaterThan(0);
  });

  test("hides five habits, which K-means on the features of its events tells apart, and whose rise of drama is found", async () => {
    const { id: featuresId } = await createFeatureDataset(user, eventsId, eventFeaturesRequestSchema.parse({}));
    await runWaitingJobs();
    const columns = (await getDataset(featuresId)).columns.filter(({ role, type }) => role === "feature" && type !== "text").map(({ name }) => name);
    const { id } = await startSegmentation(user, segmentationRequestSchema.parse({ datasetId: featuresId, algorithm: "kmeans", features: columns, parameters: { k: 5 }, preparation: { scaling: "standard" } }));
    await runWaitingJobs();
    const map = await segmentationMap(id, 20_000);
    const habitOf = await columnsOf(viewersId, "user_id", "habit");
    const userOf = [...(await columnsOf(featuresId, "user", "user")).keys()];
    const habits = [...new Set(habitOf.values())];
    const truth = Int32Array.from(map.rowIds, (row) => habits.indexOf(habitOf.get(userOf[row] ?? "") ?? ""));
    expect(adjustedRand(contingency(truth, Int32Array.from(map.segments)))).toBeGreaterThan(0.95);

    // The same events and the same choice are the same file, to the byte.
    await makeFeaturesAgain(user, featuresId);
    await runWaitingJobs();
    const files = await database().datasetVersion.findMany({ where: { datasetId: featuresId }, select: { sourceSha256: true } });
    expect(files.map(({ sourceSha256 }) => sourceSha256)).toEqual([files[0]?.sourceSha256, files[0]?.sourceSha256]);

    const { insights } = await engagementInsights(eventsId, engagementQuerySchema.parse({ segmentation: id }));
    expect(insights.map(({ kind }) => kind)).toContain("peak");
    expect(insights.find(({ kind, sentence }) => kind === "category-rise" && sentence.startsWith("Drama"))?.sentence).toMatch(/mostly from/u);
  });
});
