import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { hourOfWeekSql, hoursOfWeek, localSlotSql } from "../../warehouse/local-time";
import { countPerBit, usersPerKind } from "../../warehouse/kind-masks";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { isWhole, memberFilter, scopedEvents, type Fragment, type Scope } from "./scope";


const rowSchema = z.object({ isoWeekday: z.number(), hour: z.number(), events: z.number(), users: z.number() });

/** Events and users of each hour of the week; all 168 hours, zero where nothing happened. */
export async function peakTimes(scope: Scope): Promise<ChartRows["peak-times"]> {
  const { sql, bindings } = peakTimesSql(scope);
  return query(sql, bindings, rowSchema);
}

export function peakTimesSql(scope: Scope): Fragment {
  const events = scopedEvents(scope);
  if (isWhole(scope)) return wholeSql(scope);
  const hours = `SELECT user, ${hourOfWeekSql("local_slot")} AS kind FROM (${events.sql})`;
  return {
    sql: `WITH hours AS (${hours}), counted AS (SELECT kind, count(*) AS events FROM hours GROUP BY 1), people AS (${usersPerKind("SELECT user, kind FROM hours", hoursOfWeek)})
      ${filledSql}`,
    bindings: events.bindings,
  };
}

/** All hours, zero where nothing happened. */
const filledSql = `SELECT (h.kind // 24 + 1)::INTEGER AS "isoWeekday", (h.kind % 24)::INTEGER AS hour, coalesce(events, 0) AS events, coalesce(n, 0) AS users
  FROM range(${hoursOfWeek}) AS h(kind) LEFT JOIN counted c ON c.kind = h.kind LEFT JOIN people p ON p.kind = h.kind ORDER BY h.kind`;

/** Users from their hours as bits; events from the sums by slot, or from the events of the users asked for. */
function wholeSql(scope: Scope): Fragment {
  const members = memberFilter(scope);
  const kind = hourOfWeekSql(localSlotSql("slot", scope.offsets));
  const counted = scope.members ? `SELECT ${kind} AS kind, count(*) AS events FROM ${parquetTable(scope.index.events)} WHERE ${members.sql} GROUP BY 1` : `SELECT ${kind} AS kind, sum(events)::BIGINT AS events FROM ${parquetTable(scope.index.slotTotals)} GROUP BY 1`;
  return {
    sql: `WITH counted AS (${counted}), people AS (${countPerBit(`SELECT * FROM ${parquetTable(scope.hoursPath)} WHERE user >= 0 AND ${members.sql}`, hoursOfWeek, "hour")}) ${filledSql}`,
    bindings: members.bindings,
  };
}
