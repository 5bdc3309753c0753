import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { labelsSql } from "@/lib/engagement/labels";
import { cellsSql } from "@/lib/engagement/open-events";
import { codesOfItemsSql } from "@/lib/engagement/selection";
import { linkRateSql, unknownKeysSql } from "@/lib/sql/engagement/link-rate";
import { segmentMembers } from "@/lib/sql/engagement/members";
import { profileRowSql, userByKey, userHistorySql } from "@/lib/sql/engagement/one-user";
import type { Fragment, Scope } from "@/lib/sql/engagement/scope";
import { query } from "@/lib/warehouse/query";
import { eventsOf, removeEvents } from "./events-of";

afterEach(removeEvents);

const lines = ["ann 2024-01-01T00:00:00Z a Drama 10 4 tv UA", "bob 2024-02-01T00:00:00Z b Comedy|Drama 20 5 phone PL"];

/** Every statement of a scope and some users of it, by what it answers. */
function statementsOf(scope: Scope, members: Fragment, rowsPath: string): [string, Fragment][] {
  const link = { index: scope.index, link: "items", targetPath: rowsPath, keyColumn: "key" } as const;
  const withSql = (sql: string, bindings: Fragment["bindings"] = {}): Fragment => ({ sql, bindings });
  return [
    ["cells", withSql(cellsSql(scope.index))], ["codes of items", withSql(codesOfItemsSql(scope), { keys: '["a"]' })], ["members", members],
    ["keys", withSql(labelsSql(scope.index.users, "key"), { codes: "[0,1]" })], ["labels", withSql(labelsSql(scope.index.items, "label"), { codes: "[0]" })],
    ["link rate", withSql(linkRateSql(link))], ["unknown keys", withSql(unknownKeysSql(link))], ["profile row", withSql(profileRowSql(rowsPath, "key"), { user_key: "1" })],
    ...Object.entries(userHistorySql({ ...scope, members }, 30)).map(([name, fragment]): [string, Fragment] => [`user ${name}`, fragment]),
  ];
}

it("plans every statement, of one user and of segments", async () => {
  const events = await eventsOf(lines);
  const scope = await events.scope({ granularity: "month" });
  const assignmentsPath = await events.rows("segment,confidence\n0,1\n1,1\n");
  const profilesPath = await events.rows("key,age\nann,30\nbob,40\n");
  const segment = segmentMembers(scope.index, { profilesPath, keyColumn: "key", assignmentsPath, segments: [0, 1] });
  for (const members of [userByKey(scope, "ann"), segment]) {
    for (const [name, { sql, bindings }] of statementsOf(scope, members, profilesPath)) {
      const plan = await query(`EXPLAIN ${sql}`, bindings, z.record(z.string(), z.string()));
      expect(plan.length, name).toBeGreaterThan(0);
    }
  }
});
