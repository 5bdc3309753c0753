import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/db/client";
import { engagementQuerySchema } from "@/lib/schemas/engagement";
import { eventFeaturesRequestSchema } from "@/lib/schemas/event-features";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import type { CurrentUser } from "@/lib/schemas/user";
import { createAudience } from "@/lib/services/audiences";
import { deleteDataset, patchDataset } from "@/lib/services/dataset-changes";
import { datasetRows } from "@/lib/services/dataset-rows";
import { getDataset } from "@/lib/services/datasets";
import { engagementChart } from "@/lib/services/engagement";
import { engagementFacts } from "@/lib/services/engagement-facts";
import { engagementGroups } from "@/lib/services/engagement-groups";
import { createFeatureDataset, makeFeaturesAgain } from "@/lib/services/event-features";
import { makeFeaturesDue } from "@/lib/services/event-features-follow";
import { pruneFollowedVersions } from "@/lib/services/event-features-prune";
import { featuresOffer } from "@/lib/services/event-features-offer";
import { startSegmentation } from "@/lib/services/segmentation-start";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";
import { readyDataset, uploadVersion } from "./upload-text";

const header = "user_id,played_at,genre,minutes\n";
const january = "ann,2024-01-06T10:00:00Z,Drama,10\nann,2024-01-07T10:00:00Z,Comedy,20\nbob,2024-01-08T22:00:00Z,Comedy,60\n";
const february = "cid,2024-02-01T12:00:00Z,Horror,30\n";
const roles = { user_id: "user", played_at: "time", genre: "category", minutes: "duration" } as const;

const orders = "user,at,invoice,quantity,price\nann,2024-01-01,A1,2,5\nann,2024-01-01,A1,1,0.5\nann,2024-01-09,A2,3,1\nann,2024-01-20,C3,-3,1\nbob,2024-01-05,B1,1,7\n";

let user: CurrentUser;

beforeAll(async () => {
  user = await makeUser();
});

async function plays(): Promise<string> {
  const id = await readyDataset(user, header + january, { name: "Plays", readOptions: { roles } });
  await patchDataset(user, id, { kind: "events" });
  return id;
}

async function features(eventsId: string, request: object): Promise<string> {
  const { id } = await createFeatureDataset(user, eventsId, eventFeaturesRequestSchema.parse(request));
  await runWaitingJobs();
  return id;
}

async function tableOf(datasetId: string): Promise<Record<string, unknown>[]> {
  const { columns, items } = await datasetRows(datasetId, { limit: 100, direction: "asc" });
  return items.map(({ cells }) => Object.fromEntries(columns.map(({ name }, at) => [name, cells[at]])));
}

describe("features chosen one by one", () => {
  test("are the columns of the dataset, in their order, and where they come from stays with it", async () => {
    const eventsId = await plays();
    const id = await features(eventsId, { features: ["category-shares", "frequency", "recency"], timezone: "Europe/Kyiv", sessionGapMinutes: 45 });
    expect(await tableOf(id)).toEqual([
      { user: "ann", recency_days: 3, frequency: 2, share_Comedy: 0.5, share_Drama: 0.5 },
      { user: "bob", recency_days: 1, frequency: 1, share_Comedy: 1, share_Drama: 0 },
    ]);
    const { madeFrom, kind, columns, versions } = await getDataset(id);
    expect(kind).toBe("profiles");
    expect(columns[0]).toMatchObject({ name: "user", role: "user" });
    expect(madeFrom).toMatchObject({ events: { id: eventsId, name: "Plays", version: 1 }, madeFromVersion: 1, follows: true, isStale: false });
    expect(madeFrom?.recipe).toEqual({ features: ["recency", "frequency", "category-shares"], categories: ["Comedy", "Drama"], timezone: "Europe/Kyiv", sessionGapMinutes: 45 });
    expect(versions[0]).toMatchObject({ origin: "features", madeFromVersion: 1 });
    expect((await getDataset(eventsId)).features).toEqual([{ id, name: "Plays: users" }]);
    expect((await engagementFacts(eventsId)).profilesDatasetId).toBe(id);
  });

  test("are all that the columns allow where none are chosen; one that they don't allow is refused by its name", async () => {
    const eventsId = await plays();
    const offer = await featuresOffer(eventsId);
    const possible = offer.features.filter(({ impossible }) => impossible === undefined);
    expect((await getDataset(await features(eventsId, {}))).columns.slice(1).map(({ name }) => name)).toEqual(possible.flatMap(({ columns }) => columns));
    expect(offer.features.filter(({ impossible }) => impossible).map(({ feature }) => feature)).toEqual(["monetary", "rating-mean", "rating-deviation", "monetary-score"]);
    await expect(features(eventsId, { features: ["rating-mean"] })).rejects.toThrow("Mean rating is not possible: No column has the role rating.");
    await expect(features(eventsId, { asOf: "2024-01-05" })).rejects.toThrow("the first one is of 2024-01-06");
  });

  test("need users, and say so before anything is chosen", async () => {
    const eventsId = await readyDataset(user, "played_at,genre\n2024-01-06T10:00:00Z,Drama\n", { readOptions: { roles: { played_at: "time", genre: "category" } } });
    await expect(featuresOffer(eventsId)).rejects.toThrow("Give the role “user”");
  });

  test("count up to the day that is asked for", async () => {
    const id = await features(await plays(), { features: ["recency", "frequency"], asOf: "2024-01-07" });
    expect(await tableOf(id)).toEqual([{ user: "ann", recency_days: 1, frequency: 2 }]);
  });

  test("take what a line is worth times its pieces, and orders, where columns say so", async () => {
    const eventsId = await readyDataset(user, orders, { name: "Orders", readOptions: { roles: { user: "user", at: "time", invoice: "feature", quantity: "feature", price: "amount" } } });
    await patchDataset(user, eventsId, { kind: "events" });
    const { guess } = (await featuresOffer(eventsId)).purchases;
    expect(guess).toEqual({ amountColumn: "price", quantityColumn: "quantity", basketColumn: "invoice", positiveOnly: true });
    const id = await features(eventsId, { features: ["recency", "frequency", "monetary"], purchases: guess });
    expect(await tableOf(id)).toEqual([{ user: "ann", recency_days: 12, frequency: 2, monetary: 13.5 }, { user: "bob", recency_days: 16, frequency: 1, monetary: 7 }]);
  });
});

describe("a new version of the events", () => {
  test("makes a new version of the features, with the same columns", async () => {
    const eventsId = await plays();
    const id = await features(eventsId, { features: ["frequency", "category-shares"] });
    await uploadVersion(user, eventsId, "append", header + february);
    await runWaitingJobs();
    const made = await getDataset(id);
    expect(made).toMatchObject({ version: 2, rowCount: 3, madeFrom: { madeFromVersion: 2, isStale: false } });
    expect(made.columns.map(({ name }) => name)).toEqual(["user", "frequency", "share_Comedy", "share_Drama"]);
    expect(await makeFeaturesDue()).toEqual([]);
  });

  test("leaves features alone that don't follow: they say so, and are made again when asked", async () => {
    const eventsId = await plays();
    const id = await features(eventsId, { features: ["frequency"], follows: false });
    await uploadVersion(user, eventsId, "append", header + february);
    await runWaitingJobs();
    expect((await getDataset(id)).madeFrom).toMatchObject({ madeFromVersion: 1, events: { version: 2 }, isStale: true, follows: false });
    await makeFeaturesAgain(user, id);
    await runWaitingJobs();
    expect(await getDataset(id)).toMatchObject({ version: 2, rowCount: 3, madeFrom: { madeFromVersion: 2, isStale: false } });
  });

  test("is followed from when it is switched on", async () => {
    const eventsId = await plays();
    const id = await features(eventsId, { features: ["frequency"], follows: false });
    await uploadVersion(user, eventsId, "append", header + february);
    await runWaitingJobs();
    expect((await patchDataset(user, id, { followsEvents: true })).madeFrom?.follows).toBe(true);
    expect(await makeFeaturesDue()).toEqual([id]);
    await runWaitingJobs();
    expect((await getDataset(id)).madeFrom?.isStale).toBe(false);
  });

  test("that doesn't allow them says which, keeps the rows, and is not tried again and again", async () => {
    const eventsId = await plays();
    const id = await features(eventsId, { features: ["frequency", "minutes"] });
    await uploadVersion(user, eventsId, "replace", "user_id,played_at,genre\nann,2024-03-01T10:00:00Z,Drama\n");
    await runWaitingJobs();
    const dataset = await getDataset(id);
    expect(dataset).toMatchObject({ status: "ready", version: 1, madeFrom: { isStale: true, madeFromVersion: 1, problem: expect.stringMatching(/Version 2 of “Plays”.*Minutes is not possible: No column has the role duration/u) as string } });
    expect(await makeFeaturesDue()).toEqual([]);
  });

  test("that comes while they are made is made next", async () => {
    const eventsId = await plays();
    const { id } = await createFeatureDataset(user, eventsId, eventFeaturesRequestSchema.parse({ features: ["frequency"] }));
    expect(await makeFeaturesDue()).toEqual([]);
    await uploadVersion(user, eventsId, "append", header + february);
    await runWaitingJobs();
    expect((await getDataset(id)).madeFrom).toMatchObject({ madeFromVersion: 2, isStale: false });
  });
});

test("features follow events that are sent in, not at every click, and what came between goes", async () => {
  const eventsId = await plays();
  const id = await features(eventsId, { features: ["frequency"] });
  await database().datasetVersion.updateMany({ where: { datasetId: eventsId }, data: { origin: "live" } });
  let sent = 0;
  const send = async () => {
    await uploadVersion(user, eventsId, "append", `${header}dan,2024-01-0${(sent += 1)}T10:00:00Z,Drama,5\n`);
    await database().datasetVersion.updateMany({ where: { datasetId: eventsId }, data: { origin: "live" } });
    await runWaitingJobs();
  };
  const hourMs = 3_600_000;
  await send();
  expect((await getDataset(id)).madeFrom).toMatchObject({ madeFromVersion: 1, isStale: true });
  expect(await makeFeaturesDue({ nowMs: Date.now() + hourMs })).toEqual([id]);
  await runWaitingJobs();
  expect((await getDataset(id)).madeFrom).toMatchObject({ madeFromVersion: 2, isStale: false });
  await send();
  await makeFeaturesDue({ nowMs: Date.now() + 2 * hourMs });
  await runWaitingJobs();
  expect(await pruneFollowedVersions(Date.now() + 3 * hourMs)).toBe(1);
  expect((await getDataset(id)).versions.map(({ number, madeFromVersion }) => [number, madeFromVersion])).toEqual([[3, 3], [1, 1]]);
});

test("features outlive their events, and say what they were made from", async () => {
  const eventsId = await plays();
  const id = await features(eventsId, { features: ["frequency"] });
  await deleteDataset(user, eventsId);
  expect((await getDataset(id)).madeFrom).toMatchObject({ eventsName: "Plays", madeFromVersion: 1, isStale: false });
  await expect(makeFeaturesAgain(user, id)).rejects.toThrow("were deleted");
});

test("charts are split by segments and audiences of the events' own people alone, newest run first", async () => {
  const eventsId = await plays();
  expect(await engagementGroups(eventsId)).toEqual({ datasets: [] });
  const id = await features(eventsId, { features: ["frequency", "recency"] });
  const segment = async (datasetId: string, name: string) => {
    const run = await startSegmentation(user, segmentationRequestSchema.parse({ datasetId, name, algorithm: "kmeans", features: ["frequency"], parameters: { k: 2 } }));
    await runWaitingJobs();
    return run.id;
  };
  const other = await features(await plays(), { features: ["frequency"] });
  await segment(other, "Of other events");
  const [first, second] = [await segment(id, "First"), await segment(id, "Second")];
  const audience = await createAudience(user, { name: "Often", datasetId: id, filter: [{ column: "frequency", operator: "greater", value: "1" }] });
  const { datasets } = await engagementGroups(eventsId);
  expect(datasets).toMatchObject([{ id, name: "Plays: users", relation: "features", audiences: [{ id: audience.id, name: "Often", size: 1 }] }]);
  expect(datasets[0]?.runs.map((run) => [run.id, run.name, run.segments.length])).toEqual([[second, "Second", 2], [first, "First", 2]]);
});

test("who came back to a category is counted by its events alone", async () => {
  const eventsId = await plays();
  const drama = engagementQuerySchema.parse({ category: "Drama", granularity: "day" });
  const retention = await engagementChart(eventsId, "retention", drama);
  expect(retention.rows.map(({ cohort, cohortSize, period, activeUsers }) => [cohort, cohortSize, period, activeUsers])).toEqual([["2024-01-06", 1, 0, 1], ["2024-01-06", 1, 1, 0], ["2024-01-06", 1, 2, 0]]);
  const lifecycle = await engagementChart(eventsId, "lifecycle", drama);
  expect(lifecycle.rows.map((row) => [row.new, row.returning, row.dormant])).toEqual([[1, 0, 0], [0, 0, 1], [0, 0, 0]]);
  expect((await engagementChart(eventsId, "active-users", drama)).rows.map(({ dau, mau }) => [dau, mau])).toEqual([[1, 1], [0, 1], [0, 1]]);
});
