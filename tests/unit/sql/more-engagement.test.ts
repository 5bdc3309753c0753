import { afterEach, describe, expect, it } from "vitest";
import { engagementQuerySchema } from "@/lib/schemas/engagement";
import { durationEffects } from "@/lib/services/engagement-effects";
import { activityWithExtras, retentionWithExtras, summaryWithExtras, topItemsWithExtras } from "@/lib/services/engagement-extras";
import { categoryRiseAndFall, categoryShares, placeShares, ratingShares } from "@/lib/services/engagement-shares";
import { activeUsers } from "@/lib/engagement/active-users";
import { activity } from "@/lib/engagement/activity";
import { categories } from "@/lib/engagement/categories";
import { cellMembers } from "@/lib/engagement/cell-members";
import { durationSample } from "@/lib/engagement/duration-sample";
import { durations } from "@/lib/engagement/durations";
import { lifecycle } from "@/lib/engagement/lifecycle";
import { linkRate, unknownKeys } from "@/lib/sql/engagement/link-rate";
import { segmentMembers } from "@/lib/sql/engagement/members";
import { userByKey, userHistory } from "@/lib/sql/engagement/one-user";
import { places } from "@/lib/engagement/places";
import { returningRetention } from "@/lib/engagement/returning-retention";
import { sessions, sessionSummary } from "@/lib/engagement/sessions";
import { summary } from "@/lib/engagement/summary";
import { eventsOf, removeEvents } from "./events-of";

afterEach(removeEvents);

const ask = (query: Record<string, unknown>) => engagementQuerySchema.parse(query);
const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const noon = (users: string, date: string, rest = "a Drama 10") => users.split("").map((user) => `${user} ${date}T12:00:00Z ${rest}`);

describe("previous periods and unfinished ones", () => {
  const lines = [...noon("a", "2024-01-15"), ...noon("ab", "2024-02-15"), ...noon("abc", "2024-03-15")];

  it("sets the months before beside those asked for, and leaves out a month that began before the data", async () => {
    const events = await eventsOf(lines);
    const rows = await activityWithExtras(await events.scope({ granularity: "month", from: "2024-03-01", to: "2024-03-15" }), ask({ include: ["previous", "complete"] }));
    expect(rows).toEqual([{ periodStart: "2024-03-01", events: 3, users: 3, minutes: 30, previousStart: "2024-02-01", previousEvents: 2, previousUsers: 2, previousMinutes: 20, complete: false }]);
    const february = await activityWithExtras(await events.scope({ granularity: "month", from: "2024-02-01", to: "2024-02-29" }), ask({ include: ["previous", "complete"] }));
    // The data begin on 15 January: what came before it is not known, and not nothing.
    expect(february).toEqual([{ periodStart: "2024-02-01", events: 2, users: 2, minutes: 20, complete: true }]);
  });

  it("compares the summary with as many days before, where the data hold them all", async () => {
    const events = await eventsOf(lines);
    const [within] = await summaryWithExtras(await events.scope({ from: "2024-03-01", to: "2024-03-15" }), ask({ include: "previous" }));
    expect(within).toMatchObject({ events: 3, previousFrom: "2024-02-15", previousTo: "2024-02-29", previousEvents: 2, previousUsers: 2, previousItems: 1 });
    const [beyond] = await summaryWithExtras(await events.scope({ from: "2024-01-20", to: "2024-03-15" }), ask({ include: "previous" }));
    expect(beyond).not.toHaveProperty("previousEvents");
  });

  it("marks the retention cells whose period is not over, with Wilson's interval", async () => {
    const events = await eventsOf(lines);
    const rows = await retentionWithExtras(await events.scope({ granularity: "month" }), ask({ include: ["intervals", "complete"] }));
    expect(rows.map(({ cohort, period, complete }) => [cohort.slice(5, 7), period, complete])).toEqual([["01", 0, true], ["01", 1, true], ["01", 2, false], ["02", 0, true], ["02", 1, false], ["03", 0, false]]);
    // 1 of 1 by Wilson: 1 / (1 + 1.96²).
    expect(rows[0]).toMatchObject({ low95: expect.closeTo(0.2065, 4), high95: 1 });
  });
});

describe("returning cohorts", () => {
  const lines = [...noon("ab", "2024-01-15"), ...noon("bc", "2024-02-15"), ...noon("b", "2024-03-15")];

  it("take everybody who was active in a period, in the n-th after it or in any later one", async () => {
    const scope = await (await eventsOf(lines)).scope({ granularity: "month" });
    const cells = async (mode: "nth" | "on-or-after") => (await returningRetention(scope, mode)).map((row) => [row.cohort.slice(5, 7), row.cohortSize, row.period, row.activeUsers]);
    expect(await cells("nth")).toEqual([["01", 2, 0, 2], ["01", 2, 1, 1], ["01", 2, 2, 1], ["02", 2, 0, 2], ["02", 2, 1, 1], ["03", 1, 0, 1]]);
    const gap = await (await eventsOf([...noon("a", "2024-01-15"), ...noon("z", "2024-02-15"), ...noon("a", "2024-03-15")])).scope({ granularity: "month" });
    expect((await returningRetention(gap, "nth")).filter(({ cohort }) => cohort === "2024-01-01").map(({ activeUsers }) => activeUsers)).toEqual([1, 0, 1]);
    expect((await returningRetention(gap, "on-or-after")).filter(({ cohort }) => cohort === "2024-01-01").map(({ activeUsers }) => activeUsers)).toEqual([1, 1, 1]);
  });
});

describe("sessions", () => {
  // 20:00 for 30 minutes, 20:45 for 30 (15 after the end), then 21:46: 31 minutes after the end; and one of another user.
  const lines = ["ann 2024-01-01T20:00:00Z a x 30", "ann 2024-01-01T20:45:00Z a x 30", "ann 2024-01-01T21:46:00Z a x 14", "bob 2024-01-01T20:50:00Z a x 10", "- 2024-01-01T20:51:00Z a x 10"];

  it("end with a pause beyond the gap, counted from the end of what went before; unknown users have none", async () => {
    const events = await eventsOf(lines);
    const scope = await events.scope();
    const of = (gapMinutes: number) => sessionSummary(scope, gapMinutes);
    expect(await of(30)).toEqual([{ gapMinutes: 30, sessions: 3, users: 2, sessionsPerUser: 1.5, meanMinutes: 33, medianMinutes: 14, longMinutes: 75, meanEvents: 4 / 3, medianEvents: 1 }]);
    expect((await of(31))[0]).toMatchObject({ sessions: 2, longMinutes: 120 });
  });

  it("are spread over bars that hold each of them once", async () => {
    const events = await eventsOf(lines);
    const rows = await sessions(await events.scope(), 30);
    for (const measure of ["minutes", "events"]) expect(rows.filter((row) => row.measure === measure).reduce((sum, row) => sum + row.sessions, 0)).toBe(3);
    expect(rows.filter(({ measure }) => measure === "events").map(({ from, to, sessions: n }) => [from, to, n])).toEqual([[1, 2, 2], [2, 3, 1]]);
  });
});

describe("ratings, places and items", () => {
  const lines = ["ann 2024-01-01T00:00:00Z a Drama 10 4 tv UA", "ann 2024-01-02T00:00:00Z b Drama 10 4 tv PL", "bob 2024-01-03T00:00:00Z a Drama 10 5 phone UA", "bob 2024-01-04T00:00:00Z a Drama 10 - - UA"];

  it("gives each rating its share of those that were given", async () => {
    const rows = await ratingShares(await (await eventsOf(lines)).scope());
    expect(rows.map(({ fromRating, toRating, events, shareRatio }) => [fromRating, toRating, events, shareRatio])).toEqual([[4, 4, 2, 2 / 3], [5, 5, 1, 1 / 3]]);
  });

  it("gives very many ratings as bars that hold each of them once", async () => {
    const many = Array.from({ length: 60 }, (_, i) => `ann 2024-01-01T00:00:00Z a Drama 10 ${i / 10}`);
    const rows = await ratingShares(await (await eventsOf(many)).scope());
    expect(rows.length).toBeLessThanOrEqual(25);
    expect(rows.reduce((sum, { events }) => sum + events, 0)).toBe(60);
  });

  it("counts devices and countries apart, events that say nothing in neither", async () => {
    const scope = await (await eventsOf(lines)).scope();
    expect(scope.placeNames).toEqual(["device", "country"]);
    const rows = await placeShares(scope, 10);
    expect(rows.map(({ column, value, events, users, minutes, shareRatio }) => [column, value, events, users, minutes, shareRatio])).toEqual([
      ["device", "tv", 2, 1, 20, 2 / 3], ["device", "phone", 1, 1, 10, 1 / 3], ["country", "UA", 3, 2, 30, 0.75], ["country", "PL", 1, 1, 10, 0.25],
    ]);
    expect((await summary({ ...scope, places: [{ place: 1, values: ["UA"] }, { place: 0, values: ["tv", "phone"] }] }))[0]).toMatchObject({ events: 2, users: 2, items: 1 });
  });

  it("gives each item a small series over the range", async () => {
    const scope = await (await eventsOf(lines)).scope();
    const rows = await topItemsWithExtras(scope, ask({ include: "series" }));
    expect(rows.map(({ item, series }) => [item, series])).toEqual([["a", [1, 0, 1, 1]], ["b", [0, 1, 0, 0]]]);
  });
});

describe("categories over time", () => {
  it("shares out each period, a category without an event as 0 and a period without any as unknown", async () => {
    const events = await eventsOf([...noon("ab", "2024-01-15", "a Drama|Comedy 10"), ...noon("a", "2024-01-16", "b Drama 5"), ...noon("a", "2024-03-31", "b Comedy 5")]);
    const rows = await categoryShares(await events.scope({ granularity: "month" }), 8);
    expect(rows.map((row) => [row.periodStart.slice(5, 7), row.category, row.events, row.users, row.shareRatio])).toEqual([
      ["01", "Comedy", 2, 2, 2 / 3], ["01", "Drama", 3, 2, 1], ["02", "Comedy", 0, 0, null], ["02", "Drama", 0, 0, null], ["03", "Comedy", 1, 1, 1], ["03", "Drama", 0, 0, 0],
    ]);
    expect(rows.map(({ complete }) => complete)).toEqual([true, true, true, true, false, false]);
  });

  it("counts users the same whether categories fit into bits or not", async () => {
    const many = Array.from({ length: 300 }, (_, i) => `${i % 2 === 0 ? "ann" : "bob"} 2024-01-01T00:00:00Z i${i % 7} ${`G${i % 240}`}|${`G${(i * 7) % 240}`} 1`);
    const rows = await categories(await (await eventsOf(many)).scope());
    const few = many.map((line, i) => [line.split(" ")[0]!, [i % 240, (i * 7) % 240]] as const);
    for (const row of rows.slice(0, 20)) {
      const users = new Set(few.filter(([, groups]) => groups.includes(Number(row.category.slice(1)))).map(([user]) => user));
      expect(row.users).toBe(users.size);
    }
  });

  it("tells a rise with users as the units of chance: one user's hundred events prove nothing", async () => {
    const letters = "abcdefghijklmnopqrstuvwxyz";
    const steady = Array.from({ length: 30 }, (_, i) => noon(letters, `2024-01-${String(i + 1).padStart(2, "0")}`, i % 2 === 0 ? "a Drama 1" : "a Comedy 1")).flat();
    const after = Array.from({ length: 29 }, (_, i) => noon(letters, `2024-02-${String(i + 1).padStart(2, "0")}`, i % 4 === 0 ? "a Comedy 1" : "a Drama 1")).flat();
    const rising = await categoryRiseAndFall(await (await eventsOf([...steady, ...after])).scope({ from: "2024-02-01" }), true);
    const drama = rising.find(({ category }) => category === "Drama");
    expect(drama?.changeShare).toBeGreaterThan(0.2);
    expect(drama?.pValue).toBeLessThan(1e-6);
    const oneFan = Array.from({ length: 100 }, (_, i) => `a 2024-02-${String((i % 29) + 1).padStart(2, "0")}T1${i % 10}:00:00Z a Drama 1`);
    const even = Array.from({ length: 29 }, (_, i) => noon(letters, `2024-02-${String(i + 1).padStart(2, "0")}`, i % 2 === 0 ? "a Drama 1" : "a Comedy 1")).flat();
    const fan = await categoryRiseAndFall(await (await eventsOf([...steady, ...even, ...oneFan])).scope({ from: "2024-02-01" }), true);
    expect(fan.find(({ category }) => category === "Drama")?.pValue).toBeGreaterThan(0.05);
  });
});

describe("what makes events longer", () => {
  it("does not credit a category with the habits of those who watch it", async () => {
    // Long watchers watch 60 minutes of whatever, short ones 20; films add 10 to both. Long watchers like drama.
    const lines = Array.from({ length: 400 }, (_, i) => {
      const isLong = i % 2 === 0;
      const visit = Math.floor(i / 20);
      const category = visit % 5 === 0 ? "Film" : isLong === (visit % 10 < 8) ? "Drama" : "Comedy";
      const minutes = (isLong ? 60 : 20) + (category === "Film" ? 10 : 0) + ((i * 7) % 3) - 1;
      return `u${isLong ? "l" : "s"}${i % 20} 2024-01-${String((i % 28) + 1).padStart(2, "0")}T20:00:00Z a ${category} ${minutes}`;
    });
    const scope = await (await eventsOf(lines)).scope();
    const effects = durationEffects(await durationSample(scope), true);
    const of = (category: string) => effects.find((row) => row.category === category);
    expect((of("Film")?.effectMinutes ?? 0) - (of("Comedy")?.effectMinutes ?? 0)).toBeCloseTo(10, 0);
    expect(of("Film")?.low95).toBeGreaterThan(0);
    expect(Math.abs((of("Drama")?.effectMinutes ?? 9) - (of("Comedy")?.effectMinutes ?? 0))).toBeLessThan(1);
  });
});

describe("people", () => {
  const lines = [...noon("ab", "2024-01-15"), ...noon("ac", "2024-02-14"), ...noon("b", "2024-03-15")];

  it("are named for every cell that counts them", async () => {
    const scope = await (await eventsOf(lines)).scope({ granularity: "month" });
    const usersOf = async (cell: Parameters<typeof cellMembers>[1]) => (await cellMembers(scope, cell, 10)).users;
    const [january, february, march] = [day("2024-01-01"), day("2024-02-01"), day("2024-03-01")];
    const cohort = { kind: "retention", cohortDay: january, cohorts: "first-time" } as const;
    expect(await usersOf({ ...cohort, period: 1, mode: "nth" })).toEqual(["a"]);
    expect(await usersOf({ ...cohort, period: 1, mode: "on-or-after" })).toEqual(["a", "b"]);
    expect(await usersOf({ kind: "peak", isoWeekday: 3, hour: 12 })).toEqual(["a", "c"]);
    expect(await usersOf({ kind: "period", startDay: march })).toEqual(["b"]);
    const states = ["new", "returning", "resurrecting", "dormant"] as const;
    expect(await Promise.all(states.map((state) => usersOf({ kind: "lifecycle", startDay: february, state })))).toEqual([["c"], ["a"], [], ["b"]]);
    expect(await usersOf({ kind: "lifecycle", startDay: march, state: "resurrecting" })).toEqual(["b"]);
    expect(await cellMembers(scope, { kind: "all" }, 2)).toEqual({ size: 3, users: ["a", "b"] });
  });

  it("are in the segments of each run on its own, whatever another run says", async () => {
    const events = await eventsOf(lines);
    const scope = await events.scope({ granularity: "month" });
    const profilesPath = await events.rows("key,age\na,1\nb,2\nc,3\n");
    const run = async (segments: string) => segmentMembers(scope.index, { profilesPath, keyColumn: "key", assignmentsPath: await events.rows(segments), segments: [1] });
    const first = await run("segment,confidence\n1,1\n0,1\n1,1\n");
    const second = await run("segment,confidence\n1,1\n1,1\n0,1\n");
    expect((await cellMembers({ ...scope, members: first }, { kind: "all" }, 10)).users).toEqual(["a", "c"]);
    expect((await cellMembers({ ...scope, members: second }, { kind: "all" }, 10)).users).toEqual(["a", "b"]);
  });

  it("come back to a category by its own events alone", async () => {
    const events = await eventsOf([...noon("a", "2024-01-01", "a Drama 1"), ...noon("a", "2024-01-05", "a Comedy 1"), ...noon("b", "2024-01-05", "a Drama 1")]);
    const rows = await activeUsers({ ...(await events.scope()), categories: ["Drama"] });
    expect(rows.map(({ dau, wau }) => [dau, wau])).toEqual([[1, 1], [0, 1], [0, 1], [0, 1], [1, 2]]);
  });

  it("have a history each: days, sessions, categories and last events", async () => {
    const scope = await (await eventsOf(["ann 2024-01-01T20:00:00Z a Drama|Crime 30 4", "ann 2024-01-01T20:40:00Z b Drama 20", "ann 2024-01-09T20:40:00Z b - 20", "bob 2024-01-01T00:00:00Z a Drama 1"])).scope();
    const history = await userHistory({ ...scope, members: userByKey(scope, "ann") }, 30);
    expect(history.days.map(({ date, events, minutes }) => [date, events, minutes])).toEqual([["2024-01-01", 2, 50], ["2024-01-09", 1, 20]]);
    expect(history.sessions.map(({ events, session_count }) => [events, session_count])).toEqual([[1, 2], [2, 2]]);
    expect(history.categories).toEqual([{ category: "Drama", events: 2, known: 2, minutes: 50 }, { category: "Crime", events: 1, known: 2, minutes: 30 }]);
    expect(history.recentEvents.map(({ item, categories: of }) => [item, of?.toSorted() ?? null])).toEqual([["b", null], ["b", ["Drama"]], ["a", ["Crime", "Drama"]]]);
  });

  it("and items that the linked data don't know are counted and listed", async () => {
    const events = await eventsOf([...noon("a", "2024-01-01", "1 - 1"), ...noon("ab", "2024-01-02", "9 - 1"), ...noon("a", "2024-01-03", "- - 1")], "id,title,genres\n1,One,Drama\n2,Two,Drama\n");
    const { index } = await events.scope();
    const question = { index, link: "items", targetPath: await events.rows("key,x\n1,1\n2,2\n"), keyColumn: "key" } as const;
    expect(await linkRate(question)).toEqual({ ids: 2, matchedIds: 1, unknownEvents: 3 });
    expect(await unknownKeys(question)).toEqual([{ key: "9", events: 2 }]);
  });
});

describe("one user with one event", () => {
  it("has an answer to every question, and nothing is claimed from it", async () => {
    const events = await eventsOf(["ann 2024-02-29T23:30:00Z a Drama 10 4 tv UA"]);
    const scope = await events.scope({ granularity: "month", timezone: "Asia/Kolkata" });
    expect(await activity(scope)).toEqual([{ periodStart: "2024-03-01", events: 1, users: 1, minutes: 10 }]);
    expect((await activeUsers(scope)).map(({ date, dau, mau, stickinessRatio }) => [date, dau, mau, stickinessRatio])).toEqual([["2024-03-01", 1, 1, 1]]);
    expect(await lifecycle(scope)).toEqual([{ periodStart: "2024-03-01", new: 1, returning: 0, resurrecting: 0, dormant: 0 }]);
    expect(await returningRetention(scope, "on-or-after")).toHaveLength(1);
    expect((await sessionSummary(scope, 30))[0]).toMatchObject({ sessions: 1, users: 1, meanMinutes: 10 });
    expect((await categoryShares(scope, 8)).map(({ category, shareRatio }) => [category, shareRatio])).toEqual([["Drama", 1]]);
    expect(await categoryRiseAndFall(scope, false)).toEqual([]);
    expect(durationEffects(await durationSample(scope), true)).toEqual([]);
    expect((await ratingShares(scope))[0]).toMatchObject({ events: 1, shareRatio: 1 });
  });

  it("outside the range leaves every chart empty rather than wrong", async () => {
    const events = await eventsOf(["ann 2024-01-01T10:00:00Z a Drama 10 4 tv UA", "ann 2024-03-01T10:00:00Z a Drama 10 4 tv UA"]);
    const scope = await events.scope({ granularity: "day", from: "2024-02-01", to: "2024-02-10" });
    expect((await activity(scope)).every(({ events: n, users: m }) => n === 0 && m === 0)).toBe(true);
    expect(await summary(scope)).toEqual([{ events: 0, users: 0, items: 0, from: null, to: null, minutes: 0 }]);
    expect(await categories(scope)).toEqual([]);
    expect(await places(scope, 5)).toEqual([]);
    expect(await durations(scope)).toEqual([]);
    expect(await sessions(scope, 30)).toEqual([]);
  });
});
