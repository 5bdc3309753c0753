import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { activeUsersSql } from "@/lib/sql/engagement/active-users";
import { activitySql } from "@/lib/sql/engagement/activity";
import { categoriesSql } from "@/lib/sql/engagement/categories";
import { categorySumsSql } from "@/lib/sql/engagement/category-change";
import { categoryTrendSql } from "@/lib/sql/engagement/category-trend";
import { cellMembersSql } from "@/lib/sql/engagement/cell-members";
import { durationSampleSql } from "@/lib/sql/engagement/duration-sample";
import { boundsOfDurationsSql, durationBarsSql } from "@/lib/sql/engagement/durations";
import { lifecycleSql } from "@/lib/sql/engagement/lifecycle";
import { linkRateSql, unknownKeysSql } from "@/lib/sql/engagement/link-rate";
import { segmentMembers } from "@/lib/sql/engagement/members";
import { profileRowSql, userByKey, userHistorySql } from "@/lib/sql/engagement/one-user";
import { peakTimesSql } from "@/lib/sql/engagement/peak-times";
import { placesSql } from "@/lib/sql/engagement/places";
import { ratingBarsSql, ratingValuesSql } from "@/lib/sql/engagement/ratings";
import { retentionSql } from "@/lib/sql/engagement/retention";
import { returningRetentionSql } from "@/lib/sql/engagement/returning-retention";
import type { Fragment, Scope } from "@/lib/sql/engagement/scope";
import { scopedSessionCountsSql } from "@/lib/sql/engagement/sessions";
import { summarySql } from "@/lib/sql/engagement/summary";
import { itemSeriesSql, topItemsSql } from "@/lib/sql/engagement/top-items";
import { userShareSumsSql, windowCountsSql } from "@/lib/sql/engagement/user-shares";
import { usersSql } from "@/lib/sql/engagement/users";
import type { SessionFiles } from "@/lib/warehouse/event-sessions";
import { query } from "@/lib/warehouse/query";
import { eventsOf, removeEvents } from "./events-of";

afterEach(removeEvents);

const lines = ["ann 2024-01-01T00:00:00Z a Drama 10 4 tv UA", "bob 2024-02-01T00:00:00Z b Comedy|Drama 20 5 phone PL"];

/** Every statement of a scope, by what it answers. */
function statementsOf(scope: Scope, files: { sessions: SessionFiles; rowsPath: string }): [string, Fragment][] {
  const link = { index: scope.index, link: "items", targetPath: files.rowsPath, keyColumn: "key" } as const;
  const withSql = (sql: string, bindings: Fragment["bindings"] = {}): Fragment => ({ sql, bindings });
  const history = userHistorySql(scope, 30);
  return [
    ["activity", activitySql(scope)], ["activity by hour", activitySql({ ...scope, granularity: "hour" })], ["active users", activeUsersSql(scope)],
    ["peak times", peakTimesSql(scope)], ["categories", categoriesSql(scope)], ["very many categories", categoriesSql({ ...scope, kinds: { categories: 1000, places: [] } })], ["category trend", categoryTrendSql(scope, 5)], ["category change", categorySumsSql(scope)],
    ["top items", topItemsSql(scope, 5)], ["item series", itemSeriesSql({ ...scope, items: ["a"] }, 5)], ["ratings", ratingValuesSql(scope)],
    ["rating bars", ratingBarsSql(scope, { start: 0, width: 1, bars: 5 })], ["duration bounds", boundsOfDurationsSql(scope)], ["duration bars", durationBarsSql(scope, { start: 0, width: 1, bars: 5 })],
    ["duration sample", durationSampleSql(scope, 2)], ["retention", retentionSql(scope, "nth")], ["retention on or after", retentionSql(scope, "on-or-after")],
    ["returning retention", returningRetentionSql(scope, "nth")], ["returning on or after", returningRetentionSql(scope, "on-or-after")], ["lifecycle", lifecycleSql(scope)],
    ["users", usersSql(scope, 5)], ["summary", summarySql(scope)], ["places", placesSql(scope, 5)], ["very many places", placesSql({ ...scope, kinds: { categories: 2, places: [2, 1000] } }, 5)],
    ["sessions", scopedSessionCountsSql(scope, { gapMinutes: 30, files: files.sessions })],
    ["weekend", userShareSumsSql(scope, { kind: "weekend" })], ["peak hour", userShareSumsSql(scope, { kind: "hour", isoWeekday: 1, hour: 2 })], ["windows", windowCountsSql(scope, 30)],
    ["link rate", withSql(linkRateSql(link))], ["unknown keys", withSql(unknownKeysSql(link))], ["profile row", withSql(profileRowSql(files.rowsPath, "key"), { user_key: "1" })],
    ...Object.entries(history).map(([name, fragment]): [string, Fragment] => [`user ${name}`, fragment]),
    ["members of all", cellMembersSql(scope, { kind: "all" })], ["members of a peak", cellMembersSql(scope, { kind: "peak", isoWeekday: 1, hour: 2 })],
    ["members of a period", cellMembersSql(scope, { kind: "period", startDay: 19_723 })],
    ...(["new", "returning", "resurrecting", "dormant"] as const).map((state): [string, Fragment] => [`members ${state}`, cellMembersSql(scope, { kind: "lifecycle", startDay: 19_723, state })]),
    ...(["first-time", "returning"] as const).map((cohorts): [string, Fragment] => [`members of a ${cohorts} cohort`, cellMembersSql(scope, { kind: "retention", cohortDay: 19_723, period: 1, mode: "nth", cohorts })]),
  ];
}

it("plans every statement, of all events and of some, for everybody and for some users", async () => {
  const events = await eventsOf(lines);
  const scope = await events.scope({ granularity: "month" });
  const filtered = { ...scope, categories: ["Drama"], items: ["a"], places: [{ place: 0, values: ["tv"] }] };
  const assignmentsPath = await events.rows("segment,confidence\n0,1\n1,1\n");
  const profilesPath = await events.rows("key,age\nann,30\nbob,40\n");
  const files = { sessions: await events.sessions(30), rowsPath: profilesPath };
  const segment = segmentMembers(scope.index, { profilesPath, keyColumn: "key", assignmentsPath, segments: [0, 1] });
  for (const each of [scope, { ...scope, fromDay: scope.fromDay + 1 }, filtered, { ...scope, members: userByKey(scope, "ann") }, { ...filtered, members: segment }]) {
    for (const [name, { sql, bindings }] of statementsOf(each, files)) {
      const plan = await query(`EXPLAIN ${sql}`, bindings, z.record(z.string(), z.string()));
      expect(plan.length, name).toBeGreaterThan(0);
    }
  }
});
