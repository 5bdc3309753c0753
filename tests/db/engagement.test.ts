import { beforeAll, describe, expect, test } from "vitest";
import { dashboardRequestSchema } from "@/lib/schemas/dashboard";
import { engagementQuerySchema } from "@/lib/schemas/engagement";
import { engagementMembersQuerySchema, engagementUserQuerySchema, engagementUserSchema } from "@/lib/schemas/engagement-answers";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import type { CurrentUser } from "@/lib/schemas/user";
import { createAudience, exportAudience, getAudience } from "@/lib/services/audiences";
import { changeDashboard, createDashboard, deleteDashboard, getDashboard, listDashboards } from "@/lib/services/dashboards";
import { patchDataset } from "@/lib/services/dataset-changes";
import { engagementChart } from "@/lib/services/engagement";
import { engagementMembers, saveEngagementAudience } from "@/lib/services/engagement-audience";
import { engagementInsights } from "@/lib/services/engagement-insights";
import { engagementLinks, unknownIds } from "@/lib/services/engagement-links";
import { engagementUser } from "@/lib/services/engagement-user";
import { startSegmentation } from "@/lib/services/segmentation-start";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";
import { readyDataset, uploadVersion } from "./upload-text";

const header = "user_id,started_at,minutes,genre,device\n";
const lines = Array.from({ length: 24 }, (_, i) => `u${i % 6},2024-0${1 + (i % 3)}-1${i % 9}T10:00:00Z,${10 + i},${i % 2 === 0 ? "Drama" : "Comedy"},${i % 4 === 0 ? "tv" : "phone"}`);
const eventsText = `${header}${lines.join("\n")}\n`;
// u5 has no profile; u9 has no events.
const profilesText = `user_id,age,visits\n${[0, 1, 2, 3, 4, 9].map((i) => `u${i},${20 + 10 * i},${i < 2 ? 1 : 30 + i}`).join("\n")}\n`;

let analyst: CurrentUser;
let viewer: CurrentUser;
let eventsId: string;
let profilesId: string;
const ask = (query: Record<string, unknown> = {}) => engagementQuerySchema.parse(query);

beforeAll(async () => {
  analyst = await makeUser();
  viewer = await makeUser("viewer");
  eventsId = await readyDataset(analyst, eventsText, { name: "Visits" });
  profilesId = await readyDataset(analyst, profilesText, { name: "People" });
});

describe("people behind a chart", () => {
  test("can't be saved before there are profiles, and the refusal says what to do", async () => {
    await expect(saveEngagementAudience(analyst, eventsId, "Nobody yet", engagementMembersQuerySchema.parse({}))).rejects.toMatchObject({ code: "conflict", userMessage: expect.stringContaining("Make features from the events") });
  });

  test("are saved as an audience of the linked profiles, which then filters charts", async () => {
    await patchDataset(analyst, eventsId, { links: { profiles: profilesId } });
    const question = engagementMembersQuerySchema.parse({ cohort: "2024-01-01", period: 0 });
    const found = await engagementMembers(eventsId, question);
    expect(found).toEqual({ size: 2, users: ["u0", "u3"] });
    const audience = await saveEngagementAudience(analyst, eventsId, "January", question);
    expect(audience).toMatchObject({ name: "January", size: 2, datasetId: profilesId, filter: { picked: { column: "user_id", count: 2 } } });
    expect(await getAudience(audience.id)).not.toHaveProperty("filter.keys");
    const text = await new Response((await exportAudience(audience.id, "csv")).stream).text();
    expect(text.trim().split(/\r?\n/u).slice(1).map((line) => line.split(",")[0])).toEqual(["u0", "u3"]);
    const [row] = (await engagementChart(eventsId, "summary", ask({ audience: audience.id }))).rows;
    expect(row).toMatchObject({ users: 2, events: 8 });
  });

  test("need the whole of a cell to be named", async () => {
    await expect(engagementMembers(eventsId, engagementMembersQuerySchema.parse({ cohort: "2024-01-01" }))).rejects.toMatchObject({ code: "bad_request", userMessage: expect.stringContaining("period") });
  });

  test("who have no profile are counted and can be downloaded", async () => {
    expect((await engagementLinks(eventsId)).profiles).toEqual({ datasetId: profilesId, datasetName: "People", ids: 6, matchedIds: 5, matchedRatio: 5 / 6, unknownEvents: 4 });
    expect(await new Response((await unknownIds(eventsId, "profiles")).stream).text()).toBe("id,events\r\nu5,4\r\n");
    await expect(unknownIds(eventsId, "items")).rejects.toMatchObject({ code: "conflict" });
  });

  test("have their profile and segments beside their events", async () => {
    const { id } = await startSegmentation(analyst, segmentationRequestSchema.parse({ datasetId: profilesId, algorithm: "kmeans", features: ["visits"], parameters: { k: 2 } }));
    await runWaitingJobs();
    const user = engagementUserSchema.parse(await engagementUser(eventsId, engagementUserQuerySchema.parse({ key: "u0" })));
    expect(user).toMatchObject({ events: 4, activeDays: 3, sessionCount: 3, segments: [{ segmentationId: id, segment: 1 }] });
    expect(user.profile?.cells).toContainEqual({ column: "age", value: 20 });
    await expect(engagementUser(eventsId, engagementUserQuerySchema.parse({ key: "nobody" }))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("filters", () => {
  test("by an audience follow its people when their profiles change", async () => {
    const visits = await readyDataset(analyst, eventsText, { name: "Visits of people who change" });
    const people = await readyDataset(analyst, profilesText, { name: "People who change" });
    await patchDataset(analyst, visits, { links: { profiles: people } });
    const audience = await createAudience(analyst, { name: "Over 45", datasetId: people, filter: [{ column: "age", operator: "greater", value: "45" }] });
    const usersOf = async () => (await engagementChart(visits, "summary", ask({ audience: audience.id }))).rows[0]?.users;
    expect(await usersOf()).toBe(2);
    await uploadVersion(analyst, people, "replace", "user_id,age,visits\nu0,80,1\nu1,20,2\n");
    await runWaitingJobs();
    expect(await usersOf()).toBe(1);
  });

  test("by place name their columns, and refuse others in words", async () => {
    const rows = async (query: Record<string, unknown>) => (await engagementChart(eventsId, "summary", ask(query))).rows[0]?.events;
    expect(await rows({ place: "device:tv" })).toBe(6);
    expect(await rows({ place: ["device:tv", "device:phone"] })).toBe(24);
    expect(await rows({ place: "device:tv", category: "Comedy" })).toBe(0);
    await expect(rows({ place: "planet:mars" })).rejects.toMatchObject({ code: "bad_request", userMessage: expect.stringContaining("device") });
  });
});

describe("insights", () => {
  test("say nothing about noise, and what was tested", async () => {
    // 300 users, each hour and each genre as likely as any other, all along.
    const noise = Array.from({ length: 9000 }, (_, i) => `n${(i * 7919) % 300},${new Date(Date.UTC(2024, 0, 1) + ((i * 104_729) % (126 * 24)) * 3_600_000).toISOString()},${(i * 31) % 50},${["Drama", "Comedy", "Crime", "War"][(i * 37 + ((i * i) % 11)) % 4]},tv`);
    const id = await readyDataset(analyst, `${header}${noise.join("\n")}\n`, { name: "Noise" });
    const { insights, tested, method } = await engagementInsights(id, ask());
    expect(insights.map(({ sentence }) => sentence)).toEqual([]);
    expect(tested).toBeGreaterThan(4);
    expect(method).toContain("Benjamini");
    // Of three days each hour is a larger share than of a week.
    expect((await engagementInsights(id, ask({ from: "2024-02-05", to: "2024-02-07" }))).insights).toEqual([]);
  });
});

describe("an appended file", () => {
  test("adds its events, and the same file again is recognised and not counted twice", async () => {
    const id = await readyDataset(analyst, eventsText, { name: "Growing" });
    const more = `${header}u7,2024-04-01T10:00:00Z,5,Drama,tv\n`;
    await uploadVersion(analyst, id, "append", more);
    await runWaitingJobs();
    const events = async () => (await engagementChart(id, "summary", ask())).rows[0];
    expect(await events()).toMatchObject({ events: 25, users: 7 });
    await expect(uploadVersion(analyst, id, "append", more)).rejects.toMatchObject({ code: "conflict" });
    await runWaitingJobs();
    expect(await events()).toMatchObject({ events: 25, users: 7 });
  });
});

describe("dashboards", () => {
  const layout = [{ chart: "retention", width: "full" as const, hidden: false }, { chart: "top-items", width: "half" as const, hidden: true }];
  const request = (name: string, shared = false) => dashboardRequestSchema.parse({ datasetId: eventsId, name, layout, filters: { range: "90" }, shared });

  test("are their owner's alone until they are shared, and only the owner changes them", async () => {
    const mine = await createDashboard(analyst, request("Weekly"));
    expect((await listDashboards(viewer, eventsId)).items).toEqual([]);
    await expect(getDashboard(viewer, mine.id)).rejects.toMatchObject({ code: "not_found" });
    await changeDashboard(analyst, mine.id, { shared: true, layout: layout.toReversed() });
    const seen = await getDashboard(viewer, mine.id);
    expect(seen).toMatchObject({ name: "Weekly", mine: false, filters: { range: "90" }, layout: layout.toReversed() });
    await expect(changeDashboard(viewer, mine.id, { name: "Mine now" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(deleteDashboard(viewer, mine.id)).rejects.toMatchObject({ code: "forbidden" });
    await deleteDashboard(analyst, mine.id);
    expect((await listDashboards(analyst, eventsId)).items).toEqual([]);
  });

  test("are a viewer's to arrange, but not to share", async () => {
    const own = await createDashboard(viewer, request("My view"));
    expect(own.mine).toBe(true);
    await expect(changeDashboard(viewer, own.id, { shared: true })).rejects.toMatchObject({ code: "forbidden" });
    await expect(createDashboard(viewer, request("Ours", true))).rejects.toMatchObject({ code: "forbidden" });
  });

  test("hold each chart once", () => {
    expect(dashboardRequestSchema.safeParse({ ...request("Twice"), layout: [layout[0], layout[0]] }).success).toBe(false);
  });
});
