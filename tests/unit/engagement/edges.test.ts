import { afterEach, describe, expect, it } from "vitest";
import { activeUsers } from "@/lib/engagement/active-users";
import { activity } from "@/lib/engagement/activity";
import { cellMembers } from "@/lib/engagement/cell-members";
import { durationSample } from "@/lib/engagement/duration-sample";
import { durations } from "@/lib/engagement/durations";
import { lifecycle } from "@/lib/engagement/lifecycle";
import { retention } from "@/lib/engagement/retention";
import { returningRetention } from "@/lib/engagement/returning-retention";
import { durationEffects } from "@/lib/services/engagement-effects";
import { zoneTime } from "@/lib/services/engagement-index";
import { previousScope } from "@/lib/services/engagement-periods";
import { categoryRiseAndFall } from "@/lib/services/engagement-shares";
import { eventsOf, removeEvents } from "../sql/events-of";

afterEach(removeEvents);
const dayOf = (name: string): number => Date.parse(`${name}T00:00:00Z`) / 86_400_000;

describe("clocks that are set back over midnight", () => {
  // St. John's went from 00:01 of 4 November 2007 back to 23:01 of the 3rd: 02:31 UTC.
  const timezone = "America/St_Johns";
  const lines = ["ann 2007-11-04T02:40:00Z a Drama 5", "ann 2007-11-06T12:00:00Z a Drama 5", "bob 2007-11-04T02:30:00Z a Drama 5", "bob 2007-11-04T02:46:00Z a Drama 5"];

  it("leave every event on a day of the data", async () => {
    const events = await eventsOf(lines);
    const { firstDay, lastDay } = zoneTime(events, timezone);
    expect([firstDay, lastDay]).toEqual([dayOf("2007-11-03"), dayOf("2007-11-06")]);
    const scope = { ...(await events.scope({ timezone })), dataFirstDay: firstDay, fromDay: firstDay };
    expect((await activity(scope)).reduce((sum, row) => sum + row.events, 0)).toBe(4);
    expect((await activeUsers(scope)).at(-1)).toMatchObject({ dau: 1, wau: 2, mau: 2 });
    expect((await lifecycle(scope))[0]).toMatchObject({ periodStart: "2007-11-03", returning: 0 });
    expect((await retention({ ...scope, fromDay: firstDay + 1 }, "nth")).reduce((sum, row) => sum + row.activeUsers, 0)).toBeLessThanOrEqual(2);
  });
});

describe("an hour that clocks are set forward over", () => {
  it("is not there, and one that comes twice is there once", async () => {
    const events = await eventsOf(["ann 2024-03-30T12:00:00Z a Drama 5", "ann 2024-03-31T01:30:00Z a Drama 5", "ann 2024-10-27T00:30:00Z a Drama 5", "bob 2024-10-27T01:30:00Z a Drama 5", "bob 2024-10-28T12:00:00Z a Drama 5"]);
    const hours = async (date: string) => (await activity(await events.scope({ timezone: "Europe/Kyiv", granularity: "hour", from: date, to: date }))).map((row) => [row.periodStart.slice(11), row.events] as const);
    const spring = await hours("2024-03-31");
    expect(spring).toHaveLength(23);
    expect(spring.find(([hour]) => hour === "03:00")).toBeUndefined();
    expect(spring.find(([hour]) => hour === "04:00")).toEqual(["04:00", 1]);
    const autumn = await hours("2024-10-27");
    expect(autumn).toHaveLength(24);
    expect(autumn.find(([hour]) => hour === "03:00")).toEqual(["03:00", 2]);
  });
});

describe("members of a cell that the range cuts", () => {
  it("are those that the chart counts", async () => {
    // Monday is the 1st; the range begins on Wednesday.
    const events = await eventsOf(["ann 2024-01-01T10:00:00Z a Drama 5", "ann 2024-01-09T10:00:00Z a Drama 5", "bob 2024-01-04T10:00:00Z a Drama 5", "bob 2024-01-10T10:00:00Z a Drama 5"]);
    const scope = await events.scope({ granularity: "week", from: "2024-01-03" });
    const startDay = dayOf("2024-01-01");
    expect((await activity(scope))[0]).toMatchObject({ periodStart: "2024-01-01", users: 1 });
    expect(await cellMembers(scope, { kind: "period", startDay }, 10)).toEqual({ size: 1, users: ["bob"] });
    expect((await returningRetention(scope, "nth"))[0]).toMatchObject({ cohort: "2024-01-01", cohortSize: 1 });
    expect(await cellMembers(scope, { kind: "retention", cohortDay: startDay, period: 1, mode: "nth", cohorts: "returning" }, 10)).toEqual({ size: 1, users: ["bob"] });
  });
});

describe("bars", () => {
  it("hold what lies on their lower edge", async () => {
    // 0.3 / 0.1 is a little less than 3.
    const events = await eventsOf(Array.from({ length: 21 }, (_, i) => `ann 2024-01-01T10:00:00Z a Drama ${i / 10}`));
    const bars = await durations(await events.scope());
    expect(bars.map(({ events: count }) => count)).toEqual([...Array.from({ length: 19 }, () => 1), 2]);
  });
});

describe("statistics", () => {
  const twoMonths = (user: string): string[] => Array.from({ length: 60 }, (_, i) => `${user} ${new Date(Date.UTC(2024, 0, 1 + i, i % 24)).toISOString()} a ${i % 3 === 0 ? "Drama" : "Comedy"} ${10 + (i % 7)}`);

  it("of one user's events claim nothing", async () => {
    const scope = await (await eventsOf(twoMonths("ann"))).scope();
    expect(await categoryRiseAndFall(scope, false)).toEqual([expect.objectContaining({ low95: -1, high95: 1, pValue: 1 }), expect.objectContaining({ low95: -1, high95: 1, pValue: 1 })]);
    expect(durationEffects(await durationSample(scope), true)).toEqual([]);
  });

  it("leave out events that name nobody where users are the units", async () => {
    const known = [...twoMonths("ann"), ...twoMonths("bob"), ...twoMonths("cid")];
    const effects = async (lines: string[]) => durationEffects(await durationSample(await (await eventsOf(lines)).scope()), true);
    expect(await effects([...known, ...twoMonths("-").map((line) => line.replace(/\d+$/u, "900"))])).toEqual(await effects(known));
  });
});

describe("as many periods before", () => {
  it("are whole months for whole months", async () => {
    const scope = await (await eventsOf(["ann 2024-01-01T10:00:00Z a Drama 5", "ann 2024-05-20T10:00:00Z a Drama 5"])).scope({ granularity: "month" });
    const before = (from: string, to: string) => {
      const previous = previousScope({ ...scope, fromDay: dayOf(from), toDay: dayOf(to) })?.scope;
      return previous && [previous.fromDay, previous.toDay];
    };
    expect(before("2024-04-01", "2024-04-30")).toEqual([dayOf("2024-03-01"), dayOf("2024-03-31")]);
    expect(before("2024-02-01", "2024-02-29")).toEqual([dayOf("2024-01-01"), dayOf("2024-01-31")]);
    expect(before("2024-03-01", "2024-03-30")).toEqual([dayOf("2024-02-01"), dayOf("2024-02-29")]);
    expect(before("2024-04-01", "2024-04-15")).toEqual([dayOf("2024-03-01"), dayOf("2024-03-15")]);
  });
});
