import { afterEach, describe, expect, it } from "vitest";
import { chartRowSchemas } from "@/lib/schemas/engagement";
import { activeUsers } from "@/lib/engagement/active-users";
import { activity } from "@/lib/engagement/activity";
import { categories } from "@/lib/engagement/categories";
import { durations } from "@/lib/engagement/durations";
import { lifecycle } from "@/lib/engagement/lifecycle";
import { peakTimes } from "@/lib/engagement/peak-times";
import { retention } from "@/lib/engagement/retention";
import { summary } from "@/lib/engagement/summary";
import { topItems } from "@/lib/engagement/top-items";
import { users } from "@/lib/engagement/users";
import { eventFixture, type EventFixture } from "./event-fixture";

const open: EventFixture[] = [];
afterEach(async () => {
  for (const fixture of open.splice(0)) await fixture.remove();
});

/** Events from lines of `user at [item] [category] [minutes]`; an empty cell is “-”. */
async function eventsOf(lines: string[], items?: string): Promise<EventFixture> {
  const cells = lines.map((line) => line.split(" ").map((cell) => (cell === "-" ? "" : cell)));
  const text = ["user,at,item,category,minutes", ...cells.map((row) => Array.from({ length: 5 }, (_, j) => row[j] ?? "").join(","))].join("\n");
  const fixture = await eventFixture({
    events: `${text}\n`,
    eventRoles: { user: "user", at: "time", item: "item", category: items ? "ignore" : "category", minutes: "duration" },
    ...(items !== undefined && { items, itemRoles: { id: "item", title: "label", genres: "category" } }),
  });
  open.push(fixture);
  return fixture;
}

const busy = ["ann 2024-01-01T00:00:00Z a Drama 10", "bob 2024-01-01T10:00:00Z a Drama 20", "ann 2024-01-03T23:59:59Z b Comedy 30"];

describe("activity", () => {
  it("gives a period of the data without an event as zero, and nothing outside the data", async () => {
    const rows = await activity(await (await eventsOf(busy)).scope());
    expect(rows).toEqual([
      { periodStart: "2024-01-01", events: 2, users: 2, minutes: 30 },
      { periodStart: "2024-01-02", events: 0, users: 0, minutes: 0 },
      { periodStart: "2024-01-03", events: 1, users: 1, minutes: 30 },
    ]);
  });

  it("counts an event at midnight in the day it begins, in the asked zone", async () => {
    const events = await eventsOf(["ann 2024-01-31T23:00:00Z a Drama 1", "bob 2024-02-01T07:59:59Z a Drama 1", "cat 2024-02-01T08:00:00Z a Drama 1"]);
    const inWarsaw = await activity(await events.scope({ timezone: "Europe/Warsaw", granularity: "month" }));
    expect(inWarsaw.map((row) => [row.periodStart, row.events])).toEqual([["2024-02-01", 3]]);
    const inLosAngeles = await activity(await events.scope({ timezone: "America/Los_Angeles", granularity: "month" }));
    expect(inLosAngeles.map((row) => [row.periodStart, row.events])).toEqual([["2024-01-01", 2], ["2024-02-01", 1]]);
  });

  it("starts weeks on Monday, and counts a user once in a week that the range cuts", async () => {
    const events = await eventsOf(["ann 2024-01-08T10:00:00Z a Drama 1", "ann 2024-01-10T10:00:00Z a Drama 1", "ann 2024-01-14T10:00:00Z a Drama 1", "ann 2024-01-15T10:00:00Z a Drama 1"]);
    const rows = await activity(await events.scope({ granularity: "week", from: "2024-01-10", to: "2024-01-15" }));
    expect(rows.map((row) => [row.periodStart, row.events, row.users])).toEqual([["2024-01-08", 2, 1], ["2024-01-15", 1, 1]]);
  });

  it("gives every hour, and the same users whether the days or the events are asked", async () => {
    const events = await eventsOf(busy);
    const hours = await activity(await events.scope({ granularity: "hour", to: "2024-01-01" }));
    expect(hours).toHaveLength(24);
    expect(hours[10]).toEqual({ periodStart: "2024-01-01T10:00", events: 1, users: 1, minutes: 20 });
    const scope = await events.scope();
    const viaEvents = await activity({ ...scope, categories: ["Drama", "Comedy"] });
    expect(viaEvents).toEqual(await activity(scope));
  });

  it("counts events of unknown users, but no user for them", async () => {
    const rows = await activity(await (await eventsOf(["- 2024-01-01T00:00:00Z a Drama 1", "ann 2024-01-01T00:00:00Z a Drama 1"])).scope());
    expect(rows[0]).toMatchObject({ events: 2, users: 1 });
  });
});

describe("peakTimes", () => {
  it("is right in both nights of a change of summer time", async () => {
    const events = await eventsOf([
      "ann 2024-03-31T00:30:00Z a Drama 1", // 01:30 before the jump
      "ann 2024-03-31T01:30:00Z a Drama 1", // 03:30 after it
      "ann 2024-10-27T00:30:00Z a Drama 1", // 02:30, the first time
      "ann 2024-10-27T01:30:00Z a Drama 1", // 02:30 again
    ]);
    const rows = await peakTimes(await events.scope({ timezone: "Europe/Berlin" }));
    expect(rows).toHaveLength(168);
    expect(rows.filter((row) => row.events > 0)).toEqual([
      { isoWeekday: 7, hour: 1, events: 1, users: 1 },
      { isoWeekday: 7, hour: 2, events: 2, users: 1 },
      { isoWeekday: 7, hour: 3, events: 1, users: 1 },
    ]);
  });

  it.each([["Asia/Kolkata", 5, 1], ["America/Los_Angeles", 16, 7], ["Asia/Shanghai", 8, 1]])("reads midnight UTC of a Monday in %s as hour %i of weekday %i", async (timezone, hour, isoWeekday) => {
    const rows = await peakTimes(await (await eventsOf(["ann 2024-01-01T00:00:00Z a Drama 1"])).scope({ timezone }));
    expect(rows.find((row) => row.events > 0)).toEqual({ isoWeekday, hour, events: 1, users: 1 });
  });
});

describe("activeUsers", () => {
  it("counts each user once in windows of 1, 7 and 30 days, also where visits overlap", async () => {
    const events = await eventsOf(["ann 2024-01-01T00:00:00Z a x 1", "ann 2024-01-03T00:00:00Z a x 1", "bob 2024-01-08T00:00:00Z a x 1", "ann 2024-02-10T00:00:00Z a x 1"]);
    const rows = await activeUsers(await events.scope());
    const on = (date: string) => rows.find((row) => row.date === date);
    expect(rows).toHaveLength(41);
    expect(on("2024-01-01")).toEqual({ date: "2024-01-01", dau: 1, wau: 1, mau: 1, stickinessRatio: 1 });
    expect(on("2024-01-08")).toMatchObject({ dau: 1, wau: 2, mau: 2, stickinessRatio: 0.5 });
    expect(on("2024-01-10")).toMatchObject({ dau: 0, wau: 1, mau: 2 });
    expect(on("2024-02-02")).toMatchObject({ dau: 0, wau: 0, mau: 1 });
    expect(on("2024-02-07")).toMatchObject({ mau: 0, stickinessRatio: null });
    expect((await activeUsers(await events.scope({ from: "2024-01-08", to: "2024-01-08" })))[0]).toMatchObject({ wau: 2, mau: 2 });
  });
});

describe("retention", () => {
  const visits = ["ann 2024-01-10T00:00:00Z a x 1", "bob 2024-01-20T00:00:00Z a x 1", "ann 2024-03-01T00:00:00Z a x 1", "cat 2024-02-05T00:00:00Z a x 1", "cat 2024-02-06T00:00:00Z a x 1"];

  it("follows cohorts with zeros where nobody came, up to the last period", async () => {
    const rows = await retention(await (await eventsOf(visits)).scope({ granularity: "month" }), "nth");
    expect(rows.map((row) => [row.cohort, row.cohortSize, row.period, row.activeUsers, row.retentionRatio])).toEqual([
      ["2024-01-01", 2, 0, 2, 1],
      ["2024-01-01", 2, 1, 0, 0],
      ["2024-01-01", 2, 2, 1, 0.5],
      ["2024-02-01", 1, 0, 1, 1],
      ["2024-02-01", 1, 1, 0, 0],
    ]);
  });

  it("counts who came in a period or in any later one", async () => {
    const rows = await retention(await (await eventsOf(visits)).scope({ granularity: "month" }), "on-or-after");
    expect(rows.map((row) => row.activeUsers)).toEqual([2, 1, 1, 1, 0]);
  });
});

describe("lifecycle", () => {
  it("tells new, returning, resurrecting and dormant users apart", async () => {
    const events = await eventsOf(["ann 2024-01-10T00:00:00Z a x 1", "bob 2024-01-20T00:00:00Z a x 1", "ann 2024-02-05T00:00:00Z a x 1", "bob 2024-03-01T00:00:00Z a x 1", "cat 2024-03-02T00:00:00Z a x 1"]);
    expect(await lifecycle(await events.scope({ granularity: "month" }))).toEqual([
      { periodStart: "2024-01-01", new: 2, returning: 0, resurrecting: 0, dormant: 0 },
      { periodStart: "2024-02-01", new: 0, returning: 1, resurrecting: 0, dormant: 1 },
      { periodStart: "2024-03-01", new: 1, returning: 0, resurrecting: 1, dormant: 1 },
    ]);
  });
});

describe("categories, items, durations, users and summary", () => {
  const catalogue = "id,title,genres\n1,One,Drama|Comedy\n2,Two,Drama\n";

  it("counts an item once in each of its categories, and leaves out an item the catalogue doesn't know", async () => {
    const events = await eventsOf(["ann 2024-01-01T00:00:00Z 1 - 10", "bob 2024-01-01T00:00:00Z 2 - 20", "bob 2024-01-02T00:00:00Z 9 - 40"], catalogue);
    const scope = await events.scope();
    expect(await categories(scope)).toEqual([
      { category: "Drama", events: 2, users: 2, items: 2, minutes: 30, meanMinutes: 15 },
      { category: "Comedy", events: 1, users: 1, items: 1, minutes: 10, meanMinutes: 10 },
    ]);
    expect((await topItems(scope, 10)).map((row) => row.label)).toEqual(["One", "Two", "9"]);
    expect(events.facts).toMatchObject({ unknownItems: 1, unknownItemEvents: 1 });
    expect((await topItems({ ...scope, categories: ["Comedy"] }, 10)).map((row) => row.item)).toEqual(["1"]);
  });

  it("puts every duration into one bar", async () => {
    const minutes = Array.from({ length: 200 }, (_, i) => i / 2);
    const events = await eventsOf(minutes.map((value) => `ann 2024-01-01T00:00:00Z a x ${value}`));
    const bars = await durations(await events.scope());
    expect(bars.reduce((sum, bar) => sum + bar.events, 0)).toBe(200);
    expect(bars[0]).toEqual({ fromMinutes: 0, toMinutes: 5, events: 10 });
    expect(bars.at(-1)!.toMinutes).toBeGreaterThanOrEqual(99.5);
  });

  it("ranks users and sums up", async () => {
    const scope = await (await eventsOf(busy)).scope();
    expect(await users(scope, 1)).toEqual([{ user: "ann", events: 2, activeDays: 2, firstSeen: "2024-01-01T00:00:00.000Z", lastSeen: "2024-01-03T23:59:59.000Z", minutes: 40 }]);
    expect(await summary(scope)).toEqual([{ events: 3, users: 2, items: 2, from: "2024-01-01T00:00:00.000Z", to: "2024-01-03T23:59:59.000Z", minutes: 60 }]);
  });

  it("answers every chart in the shape of its schema", async () => {
    const scope = await (await eventsOf(busy)).scope();
    const answers = { activity: await activity(scope), "active-users": await activeUsers(scope), "peak-times": await peakTimes(scope), categories: await categories(scope), "top-items": await topItems(scope, 5), durations: await durations(scope), retention: await retention(scope, "nth"), lifecycle: await lifecycle(scope), users: await users(scope, 5), summary: await summary(scope) };
    for (const [chart, rows] of Object.entries(answers)) {
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(chartRowSchemas[chart as keyof typeof chartRowSchemas].safeParse(row).error).toBeUndefined();
    }
  });
});
