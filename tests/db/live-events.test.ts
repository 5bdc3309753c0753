import { mkdir } from "node:fs/promises";
import path from "node:path";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { engagementQuerySchema } from "@/lib/schemas/engagement";
import { liveEventsRequestSchema } from "@/lib/schemas/live-events";
import type { CurrentUser } from "@/lib/schemas/user";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import { patchDataset } from "@/lib/services/dataset-changes";
import { getDataset } from "@/lib/services/datasets";
import { engagementChart } from "@/lib/services/engagement";
import { appendEvents } from "@/lib/services/live-events-append";
import { appendWaitingEvents } from "@/lib/services/live-events-waiting";
import { pruneLiveVersions } from "@/lib/services/live-versions";
import { listLiveEvents, storeLiveEvents } from "@/lib/services/live-events";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";
import { readyDataset, uploadVersion } from "./upload-text";

const ratings = ["userId,movieId,rating,timestamp", ...Array.from({ length: 40 }, (_, i) => `${1 + (i % 8)},${10 + (i % 7)},${1 + (i % 5)},${1_700_000_000 + i * 3600}`)].join("\n");
let user: CurrentUser;
let datasetId: string;

const send = (request: unknown) => storeLiveEvents(user, datasetId, liveEventsRequestSchema.parse(request));

async function append(): Promise<number> {
  const temporaryFolder = path.join(env().DATA_DIR, "tmp", "worker-events");
  await mkdir(temporaryFolder, { recursive: true });
  const failures: unknown[] = [];
  const added = await appendWaitingEvents({ signal: new AbortController().signal, temporaryFolder }, (error) => failures.push(error));
  expect(failures).toEqual([]);
  return added;
}

async function summary() {
  const { rows } = await engagementChart(datasetId, "summary", engagementQuerySchema.parse({}));
  return rows[0];
}

beforeAll(async () => {
  user = await makeUser();
});
beforeEach(async () => {
  datasetId = await readyDataset(user, ratings, { name: "Ratings" });
  expect((await getDataset(datasetId)).kind).toBe("events");
});

test("an event is a row of the dataset and in its charts, in the column that fits it", async () => {
  expect((await summary())?.events).toBe(40);
  expect(await send({ user: 3, item: "12", type: "rating", value: 4.5, time: "2024-01-05T10:00:00Z" })).toEqual({ accepted: 1, duplicates: 0, unknownItems: [] });
  expect((await listLiveEvents(datasetId, { limit: 10 })).waiting).toBe(1);
  expect(await append()).toBe(1);
  expect(await summary()).toMatchObject({ events: 41, to: "2024-01-05T10:00:00.000Z" });
  const dataset = await getDataset(datasetId);
  expect(dataset).toMatchObject({ rowCount: 41, rejectedCount: 0, version: 2 });
  expect(dataset.versions[0]).toMatchObject({ origin: "live", current: true });
  expect(dataset.columns.map(({ name, role }) => [name, role])).toEqual([["userId", "user"], ["movieId", "item"], ["rating", "rating"], ["timestamp", "time"]]);
  expect(await listLiveEvents(datasetId, { limit: 10 })).toMatchObject({ waiting: 0, items: [{ user: "3", type: "rating", value: 4.5, state: "in-dataset" }] });
  expect(await append()).toBe(0);
});

test("a thousand clicks leave one version and one source behind, and every row", async () => {
  for (let click = 0; click < 4; click++) {
    await send({ events: Array.from({ length: 250 }, (_, i) => ({ user: 100 + click, item: 10 + (i % 7), type: "play" })) });
    expect(await append()).toBe(250);
  }
  expect((await summary())?.events).toBe(1040);
  const before = await getDataset(datasetId);
  expect(before.versions).toHaveLength(5);
  expect(await pruneLiveVersions(Date.now() + 3_600_000)).toBe(3);
  const after = await getDataset(datasetId);
  expect(after.versions.map(({ origin }) => origin)).toEqual(["live", "create"]);
  expect(await database().datasetVersion.findFirst({ where: { datasetId, origin: "live" }, select: { sources: true } })).toMatchObject({ sources: { length: 2 } });
  // The uploaded file and the part of events are all that is needed to read it again, and to append to it.
  await uploadVersion(user, datasetId, "append", "userId,movieId,rating,timestamp\n1,10,3,1700900000\n");
  await runWaitingJobs();
  await send({ user: 1, item: 10, type: "like" });
  expect(await append()).toBe(1);
  expect((await summary())?.events).toBe(1042);
});

test("the sender's own id makes an event count once, however often it is sent", async () => {
  const event = { user: "5", item: "11", type: "watchlist", id: "click-1" };
  expect(await send(event)).toMatchObject({ accepted: 1, duplicates: 0 });
  expect(await send({ events: [event, { ...event, id: "click-2" }] })).toMatchObject({ accepted: 1, duplicates: 1 });
  await append();
  expect((await summary())?.events).toBe(42);
});

test("a test user's events never become rows, and are in charts only where they are asked for", async () => {
  await send({ user: "somebody made up", item: "11", type: "rating", value: 5, testUser: true });
  expect(await append()).toBe(0);
  expect(await listLiveEvents(datasetId, { limit: 10 })).toMatchObject({ waiting: 0, items: [{ state: "test" }] });
  expect((await summary())?.events).toBe(40);
  const asked = await engagementChart(datasetId, "users", engagementQuerySchema.parse({ testUsers: "include" }));
  expect(asked.rows.find((row) => row.user === "somebody made up")).toMatchObject({ events: 1 });
  expect(asked.rows.reduce((sum, row) => sum + row.events, 0)).toBe(41);
  expect((await summary())?.events).toBe(40);
});

test("what can't be a row is refused, with every reason, and nothing of the list is stored", async () => {
  const events = [{ user: "1", item: "10", type: "play" }, { user: "Ada", item: "10", type: "play" }, { user: "1", item: "10", type: "rating", value: 7 }];
  await expect(send({ events })).rejects.toMatchObject({ code: "bad_request", invalidParams: [{ name: "events.1.user" }, { name: "events.2.value" }] });
  await expect(send(events[2])).rejects.toThrow(/7 is outside the scale of “rating”, 1 to 5/u);
  expect((await listLiveEvents(datasetId, { limit: 10 })).items).toEqual([]);
  expect(liveEventsRequestSchema.safeParse({ user: "1", item: "2", type: "rating" }).success).toBe(false);
  await patchDataset(user, datasetId, { columns: [{ name: "movieId", role: "ignore" }] });
  await expect(send(events[0])).rejects.toThrow(/has the role “item”/u);
  await patchDataset(user, datasetId, { columns: [{ name: "movieId", role: "item" }, { name: "timestamp", role: "ignore" }] });
  await expect(send(events[0])).rejects.toThrow(/has the role “time”/u);
  expect(await send({ ...events[0], testUser: true })).toMatchObject({ accepted: 1 });
});

test("while a file is being read events wait, and are not lost when it becomes the current version", async () => {
  await uploadVersion(user, datasetId, "append", "userId,movieId,rating,timestamp\n1,10,3,1700900000\n2,10,3,1700900000\n");
  await send({ user: "1", item: "11", type: "play" });
  expect(await append()).toBe(0);
  await runWaitingJobs();
  expect(await append()).toBe(1);
  expect((await summary())?.events).toBe(43);
});

test("two workers and twenty senders at once: every event is a row exactly once", async () => {
  const sending = Array.from({ length: 20 }, (_, i) => send({ events: Array.from({ length: 5 }, (_, j) => ({ user: 200 + i, item: 10 + j, type: "play" })) }));
  const added: number[] = [];
  const workers = [0, 1].map(async () => {
    for (let round = 0; round < 3; round++) added.push(await append());
  });
  await Promise.all([...sending, ...workers]);
  await database().liveEvent.updateMany({ where: { datasetId, appendedAt: null }, data: { appendAfter: new Date(0) } });
  added.push(await append());
  expect(added.reduce((sum, count) => sum + count, 0)).toBe(100);
  expect(await summary()).toMatchObject({ events: 140, users: 28 });
});

test("a worker that stops in the middle leaves nothing behind: its events are taken again, once", async () => {
  await send({ events: [{ user: "1", item: "11", type: "play" }, { user: "2", item: "11", type: "play" }] });
  const temporaryFolder = path.join(env().DATA_DIR, "tmp", "worker-dying");
  await mkdir(temporaryFolder, { recursive: true });
  const events = await database().liveEvent.findMany({ where: { datasetId } });
  await expect(appendEvents(datasetId, events, { signal: AbortSignal.abort(), temporaryFolder })).rejects.toMatchObject({ code: "job_cancelled" });
  expect(await getDataset(datasetId)).toMatchObject({ rowCount: 40, version: 1 });
  expect(await append()).toBe(2);
  await expect(appendEvents(datasetId, events, { signal: new AbortController().signal, temporaryFolder })).rejects.toThrow(/twice/u);
  expect((await summary())?.events).toBe(42);
});
