import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { hourOfWeekSql } from "../../warehouse/local-time";
import { query } from "../../warehouse/query";
import { usersPerKind } from "./count-per-bit";
import { scopedEvents, type Fragment, type Scope } from "./scope";


const hoursOfWeek = 168;
const rowSchema = z.object({ isoWeekday: z.number(), hour: z.number(), events: z.number(), users: z.number() });

/** Events and users of each hour of the week; all 168 hours, zero where nothing happened. */
export async function peakTimes(scope: Scope): Promise<ChartRows["peak-times"]> {
  const { sql, bindings } = peakTimesSql(scope);
  return query(sql, bindings, rowSchema);
}

export function peakTimesSql(scope: Scope): Fragment {
  const events = scopedEvents(scope);
  const hours = `SELECT user, ${hourOfWeekSql("local_slot")} AS kind FROM (${events.sql})`;
  return {
    sql: `WITH hours AS (${hours}), counted AS (SELECT kind, count(*) AS events FROM hours GROUP BY 1), people AS (${usersPerKind("SELECT user, kind FROM hours", hoursOfWeek)})
      SELECT (h.kind // 24 + 1)::INTEGER AS "isoWeekday", (h.kind % 24)::INTEGER AS hour, coalesce(events, 0) AS events, coalesce(n, 0) AS users
      FROM range(${hoursOfWeek}) AS h(kind) LEFT JOIN counted c ON c.kind = h.kind LEFT JOIN people p ON p.kind = h.kind ORDER BY h.kind`,
    bindings: events.bindings,
  };
}
