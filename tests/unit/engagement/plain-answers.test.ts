import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { activeUsers } from "@/lib/engagement/active-users";
import { activity } from "@/lib/engagement/activity";
import { categories } from "@/lib/engagement/categories";
import { categorySums } from "@/lib/engagement/category-change";
import { categoryTrend } from "@/lib/engagement/category-trend";
import { cellMembers } from "@/lib/engagement/cell-members";
import { durations } from "@/lib/engagement/durations";
import { lifecycle } from "@/lib/engagement/lifecycle";
import { peakTimes } from "@/lib/engagement/peak-times";
import { places } from "@/lib/engagement/places";
import { ratings } from "@/lib/engagement/ratings";
import { retention } from "@/lib/engagement/retention";
import { returningRetention } from "@/lib/engagement/returning-retention";
import { sessionSummary } from "@/lib/engagement/sessions";
import { summary } from "@/lib/engagement/summary";
import { itemSeries, topItems } from "@/lib/engagement/top-items";
import { userShareSums, windowCounts } from "@/lib/engagement/user-shares";
import { users } from "@/lib/engagement/users";
import { userByKey } from "@/lib/sql/engagement/one-user";
import type { Scope } from "@/lib/sql/engagement/scope";
import { sessionsSql } from "@/lib/warehouse/event-sessions";
import { query } from "@/lib/warehouse/query";
import { parquetTable } from "@/lib/warehouse/quote-sql";
import { eventsOf, removeEvents } from "../sql/events-of";
import type { EventFixture } from "../sql/event-fixture";

/** A year's start in a zone whose clocks change, 60 users, gaps of every length, cells with none, one and two categories. */
function randomLines(count: number): string[] {
  let seed = 20_261_121;
  const draw = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const pick = (values: string[]): string => values[draw(values.length)] ?? "-";
  return Array.from({ length: count }, () => {
    const at = new Date(Date.UTC(2024, 1, 1) + draw(130) * 86_400_000 + draw(86_400) * 1000 + (draw(3) === 0 ? draw(1000) : 0)).toISOString();
    return [draw(20) === 0 ? "-" : `u${draw(60)}`, at, draw(15) === 0 ? "-" : `${draw(12)}`, pick(["Drama|War", "Comedy", "War", "Crime|Drama|Comedy", "-"]), draw(9) === 0 ? "-" : draw(600) / 10, draw(3) === 0 ? 1 + draw(5) : "-", pick(["tv", "phone", "-"]), pick(["UA", "PL", "DE"])].join(" ");
  });
}

const zone = "Europe/Kyiv";
let events: EventFixture;
beforeAll(async () => {
  events = await eventsOf(randomLines(6000));
});
afterAll(removeEvents);

interface Asked {
  scope: Scope;
  /** The same events for plain SQL: user, day, hour, weekday, week, month, item, category cell, minutes, rating, place_0 …, of the range. */
  inRange: string;
  /** Those of all days up to the range's last. */
  upToEnd: string;
}

async function ask(granularity: Scope["granularity"], kind: keyof typeof filters, range: { from?: string; to?: string } = {}): Promise<Asked> {
  const scope = { ...(await events.scope({ timezone: zone, granularity, ...range })), ...filters[kind].of(await events.scope({ timezone: zone })) };
  const local = `timezone('${zone}', make_timestamptz(at_ms * 1000))`;
  const cells = parquetTable(scope.index.cells);
  const all = `SELECT e.*, ${local}::DATE AS day, hour(${local}) AS hour, isodow(${local}) AS weekday, date_trunc('${granularity === "hour" ? "day" : granularity}', ${local})::DATE AS period, c.categories
    FROM ${parquetTable(scope.index.events)} e LEFT JOIN ${cells} c ON c.code = e.cell WHERE ${filters[kind].sql(scope)}`;
  const upToEnd = `SELECT * FROM (${all}) WHERE day <= '${range.to ?? "2100-01-01"}'`;
  return { scope, upToEnd, inRange: `SELECT * FROM (${upToEnd}) WHERE day >= '${range.from ?? "1900-01-01"}'` };
}

const filters = {
  none: { of: () => ({}), sql: () => "true" },
  category: { of: () => ({ categories: ["Drama", "Comedy"] }), sql: () => "list_has_any(categories, ['Drama', 'Comedy'])" },
  item: { of: () => ({ items: ["3", "7"] }), sql: (scope: Scope) => `item IN (SELECT code FROM ${parquetTable(scope.index.items)} WHERE key IN ('3', '7'))` },
  place: { of: () => ({ places: [{ place: 0, values: ["tv"] }, { place: 1, values: ["UA", "DE"] }] }), sql: (scope: Scope) => `place_0 IN (SELECT code FROM ${parquetTable(scope.index.places)} WHERE place = 0 AND value = 'tv') AND place_1 IN (SELECT code FROM ${parquetTable(scope.index.places)} WHERE place = 1 AND value IN ('UA', 'DE'))` },
  users: { of: (scope: Scope) => ({ members: { sql: `SELECT code FROM ${parquetTable(scope.index.users)} WHERE key < 'u3'`, bindings: {} } }), sql: (scope: Scope) => `user IN (SELECT code FROM ${parquetTable(scope.index.users)} WHERE key < 'u3')` },
} as const;

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const plain = (sql: string): Promise<Record<string, z.infer<typeof cell>>[]> => query(sql, [], z.record(z.string(), cell));
const rounded = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, inner: unknown) => (typeof inner === "number" ? Number(inner.toPrecision(10)) : inner)));
const same = (ours: unknown, theirs: unknown): void => expect(rounded(ours)).toEqual(rounded(theirs));

const ranges = [{}, { from: "2024-03-05", to: "2024-04-20" }];
const cases = Object.keys(filters).flatMap((kind) => ranges.map((range) => [kind as keyof typeof filters, range] as const));

describe.each(cases)("filtered by %s in %o", (kind, range) => {
  it("sums and categories are those of plain SQL over the events", async () => {
    const { scope, inRange } = await ask("month", kind, range);
    const [figures] = await summary(scope);
    same([[figures?.events, figures?.users, figures?.items, figures?.minutes, figures?.meanRating]], (await plain(`SELECT count(*) AS a, count(DISTINCT user) FILTER (user >= 0) AS b, count(DISTINCT item) FILTER (item >= 0) AS c, sum(minutes) AS d, avg(rating) AS e FROM (${inRange})`)).map(Object.values));
    same(
      (await categories(scope)).map((row) => [row.category, row.events, row.users, row.items, row.meanRating ?? null, row.minutes, row.meanMinutes ?? null]),
      (await plain(`SELECT category, count(*) AS n, count(DISTINCT user) FILTER (user >= 0) AS u, count(DISTINCT item) FILTER (item >= 0) AS i, avg(rating) AS r, coalesce(sum(minutes), 0) AS m, avg(minutes) AS mm FROM (SELECT *, unnest(categories) AS category FROM (${inRange})) GROUP BY 1 ORDER BY n DESC, category`)).map(Object.values),
    );
    same(
      (await categoryTrend(scope, 9)).filter((row) => row.events > 0).map((row) => [row.periodStart, row.category, row.events, row.users, row.minutes]),
      (await plain(`SELECT period::VARCHAR AS period, category, count(*) AS n, count(DISTINCT user) FILTER (user >= 0) AS u, coalesce(sum(minutes), 0) AS m FROM (SELECT *, unnest(categories) AS category FROM (${inRange})) GROUP BY 1, 2 ORDER BY 1, 2`)).map(Object.values),
    );
    same(
      (await topItems(scope, 50)).map((row) => [row.item, row.events, row.users, row.meanRating ?? null, row.minutes]),
      (await plain(`SELECT key, count(*) AS n, count(DISTINCT user) FILTER (user >= 0) AS u, avg(rating) AS r, coalesce(sum(minutes), 0) AS m FROM (${inRange}) JOIN ${parquetTable(scope.index.items)} i ON i.code = item GROUP BY 1 ORDER BY n DESC, key::INTEGER`)).map(Object.values),
    );
    expect([...(await itemSeries(scope, ["3"])).values()].flat().reduce((sum, n) => sum + n, 0)).toBe((await plain(`SELECT count(*) AS n FROM (${inRange}) JOIN ${parquetTable(scope.index.items)} i ON i.code = item WHERE key = '3'`))[0]?.n);
    expect((await durations(scope)).reduce((sum, bar) => sum + bar.events, 0)).toBe((await plain(`SELECT count(minutes) AS n FROM (${inRange})`))[0]?.n);
    same((await ratings(scope)).map((bar) => [bar.fromRating, bar.events]), (await plain(`SELECT rating, count(*) AS n FROM (${inRange}) WHERE rating IS NOT NULL GROUP BY 1 ORDER BY 1`)).map(Object.values));
    same(
      (await places(scope, 9)).map((row) => [row.value, row.events, row.users]),
      (await plain(`SELECT value, count(*) AS n, count(DISTINCT user) FILTER (user >= 0) AS u FROM (SELECT 0 AS place, place_0 AS code, user FROM (${inRange}) UNION ALL SELECT 1, place_1, user FROM (${inRange})) e JOIN ${parquetTable(scope.index.places)} p ON p.place = e.place AND p.code = e.code GROUP BY e.place, value ORDER BY e.place, n DESC, value`)).map(Object.values),
    );
  });

  it("users, hours and shares are those of plain SQL over the events", async () => {
    const { scope, inRange } = await ask("hour", kind, range);
    const busy = (await activity(scope)).filter((row) => row.events > 0);
    same(busy.map((row) => [row.periodStart, row.events, row.users, row.minutes]), (await plain(`SELECT strftime(day + to_hours(hour), '%Y-%m-%dT%H:00') AS h, count(*) AS n, count(DISTINCT user) FILTER (user >= 0) AS u, coalesce(sum(minutes), 0) AS m FROM (${inRange}) GROUP BY 1 ORDER BY 1`)).map(Object.values));
    same((await peakTimes(scope)).filter((row) => row.events > 0).map(Object.values), (await plain(`SELECT weekday, hour, count(*) AS n, count(DISTINCT user) FILTER (user >= 0) AS u FROM (${inRange}) GROUP BY 1, 2 ORDER BY 1, 2`)).map(Object.values));
    same(
      (await users(scope, 40)).map((row) => [row.user, row.events, row.activeDays, row.minutes]),
      (await plain(`SELECT key, count(*) AS n, count(DISTINCT day) AS d, coalesce(sum(minutes), 0) AS m FROM (${inRange}) JOIN ${parquetTable(scope.index.users)} u ON u.code = user GROUP BY 1 ORDER BY n DESC, key LIMIT 40`)).map(Object.values),
    );
    same(Object.values(await userShareSums(scope, { kind: "weekend" })), Object.values((await plain(`SELECT sum(x)::DOUBLE AS x, sum(n)::DOUBLE AS n, sum(x * x)::DOUBLE AS xx, sum(x * n)::DOUBLE AS xn, sum(n * n)::DOUBLE AS nn, count(*) AS users FROM (SELECT count(*) AS n, count(*) FILTER (weekday >= 6) AS x FROM (${inRange}) WHERE user >= 0 GROUP BY user)`))[0] ?? {}));
    const members = await cellMembers(scope, { kind: "peak", isoWeekday: 3, hour: 12 }, 100);
    same([...members.users].toSorted(), (await plain(`SELECT DISTINCT key FROM (${inRange}) JOIN ${parquetTable(scope.index.users)} u ON u.code = user WHERE weekday = 3 AND hour = 12 ORDER BY key`)).map(({ key }) => key));
  });

  it.each(["day", "week", "month"] as const)("visits by %s are those of plain SQL over the users' days", async (granularity) => {
    const { scope, inRange, upToEnd } = await ask(granularity, kind, range);
    const [from, to] = [range.from ?? "1900-01-01", range.to ?? "2100-01-01"];
    same((await activity(scope)).filter((row) => row.events > 0).map((row) => [row.periodStart, row.events, row.users]), (await plain(`SELECT period::VARCHAR AS p, count(*) AS n, count(DISTINCT user) FILTER (user >= 0) AS u FROM (${inRange}) GROUP BY 1 ORDER BY 1`)).map(Object.values));
    const visits = `SELECT DISTINCT user, period, min(day) OVER (PARTITION BY user) AS first_day, min(period) OVER (PARTITION BY user) AS cohort, max(period) OVER (PARTITION BY user) AS last FROM (${upToEnd}) WHERE user >= 0`;
    const cohorts = `SELECT * FROM (${visits}) WHERE first_day BETWEEN '${from}' AND '${to}'`;
    same((await retention(scope, "nth")).filter((row) => row.activeUsers > 0).map((row) => [row.cohort, row.period, row.activeUsers]), (await plain(`SELECT cohort::VARCHAR AS c, date_diff('${granularity}', cohort, period) AS p, count(DISTINCT user) AS n FROM (${cohorts}) GROUP BY 1, 2 ORDER BY 1, 2`)).map(Object.values));
    same((await retention(scope, "on-or-after")).filter((row) => row.period === 1).map((row) => [row.cohort, row.activeUsers]).filter(([, n]) => n !== 0), (await plain(`SELECT cohort::VARCHAR AS c, count(DISTINCT user) AS n FROM (${cohorts}) WHERE last > cohort GROUP BY 1 ORDER BY 1`)).map(Object.values));
    const own = `SELECT DISTINCT user, period FROM (${inRange}) WHERE user >= 0`;
    same((await returningRetention(scope, "nth")).filter((row) => row.activeUsers > 0).map((row) => [row.cohort, row.period, row.activeUsers]), (await plain(`SELECT a.period::VARCHAR AS c, date_diff('${granularity}', a.period, b.period) AS p, count(*) AS n FROM (${own}) a JOIN (${own}) b ON a.user = b.user AND b.period >= a.period WHERE date_diff('${granularity}', a.period, b.period) <= 60 GROUP BY 1, 2 ORDER BY 1, 2`)).map(Object.values));
    const states = (await lifecycle(scope)).filter((row) => row.new > 0);
    same(states.map((row) => [row.periodStart, row.new]), (await plain(`SELECT period::VARCHAR AS p, count(*) AS n FROM (${visits}) WHERE period = cohort AND period >= (SELECT date_trunc('${granularity}', greatest(DATE '${from}', min(day)))::DATE FROM (${upToEnd})) GROUP BY 1 ORDER BY 1`)).map(Object.values));
  });
});

describe("windows, changes and sessions", () => {
  it("are those of plain SQL over the events", async () => {
    const { scope, inRange } = await ask("day", "none");
    const active = await activeUsers(scope);
    same(active.map((row) => [row.date, row.dau, row.wau, row.mau]), (await plain(`WITH e AS (SELECT DISTINCT user, day FROM (${inRange}) WHERE user >= 0), d AS (SELECT unnest(generate_series(min(day), max(day), INTERVAL 1 DAY))::DATE AS day FROM (${inRange}))
      SELECT d.day::VARCHAR AS date, count(DISTINCT user) FILTER (e.day = d.day) AS dau, count(DISTINCT user) FILTER (e.day > d.day - 7) AS wau, count(DISTINCT user) AS mau FROM d LEFT JOIN e ON e.day BETWEEN d.day - 29 AND d.day GROUP BY 1 ORDER BY 1`)).map(Object.values));
    const recent = { ...scope, fromDay: scope.toDay - 29 };
    const start = `(SELECT max(day) - 29 FROM (${inRange}))`;
    const sums = await plain(`WITH e AS (SELECT *, day >= ${start} AS now FROM (${inRange}) WHERE cell >= 0 AND user >= 0 AND day >= ${start} - 30),
      n AS (SELECT user, count(*) FILTER (now) AS n1, count(*) FILTER (NOT now) AS n0 FROM e GROUP BY 1), x AS (SELECT user, category, count(*) FILTER (now) AS x1, count(*) FILTER (NOT now) AS x0 FROM (SELECT *, unnest(categories) AS category FROM e) GROUP BY 1, 2)
      SELECT category, sum(x1)::DOUBLE AS x1, sum(x0)::DOUBLE AS x0, sum(x1 * n0)::DOUBLE AS x1n0, (SELECT sum(n1 * n0) FROM n)::DOUBLE AS n1n0, (SELECT count(*) FROM n) AS clusters FROM x JOIN n USING (user) GROUP BY 1 ORDER BY x1 DESC, category`);
    same((await categorySums(recent)).map(({ category, x1, x0, x1n0, n1n0, clusters }) => ({ category, x1, x0, x1n0, n1n0, clusters })), sums);
    const counts = await windowCounts(scope, 30);
    expect(counts.filter(({ last }) => last).reduce((sum, { users: n }) => sum + n, 0)).toBe((await plain(`SELECT count(DISTINCT user) AS n FROM (${inRange}) WHERE user >= 0 AND day >= ${start}`))[0]?.n);
    const [figures] = await sessionSummary(scope, 45);
    same([figures?.sessions, figures?.users, figures?.meanEvents], Object.values((await plain(`SELECT count(*) AS n, count(DISTINCT user) AS u, avg(events) AS e FROM (${sessionsSql(`SELECT user, at_ms, minutes FROM ${parquetTable(scope.index.events)}`, 45)})`))[0] ?? {}));
    expect((await summary({ ...scope, members: userByKey(scope, "u7") }))[0]?.users).toBe(1);
  });
});
