import { z } from "zod";
import { hourSql, weekdaySql } from "../../warehouse/local-time";
import { query } from "../../warehouse/query";
import { scopedEvents, userDays, type Fragment, type Scope } from "./scope";

/** Events that a share counts: of one hour of the week, or of Saturdays and Sundays. */
export type SharedTime = { kind: "hour"; isoWeekday: number; hour: number } | { kind: "weekend" };

const sumsSchema = z.object({ x: z.number(), n: z.number(), xx: z.number(), xn: z.number(), nn: z.number(), users: z.number() });
export type ShareSums = z.infer<typeof sumsSchema>;

/** Sums over known users of their events at that time (x) and all their events (n): what a share's standard error is reckoned from. */
export async function userShareSums(scope: Scope, time: SharedTime): Promise<ShareSums> {
  const { sql, bindings } = userShareSumsSql(scope, time);
  const [row] = await query(sql, bindings, sumsSchema);
  return row ?? { x: 0, n: 0, xx: 0, xn: 0, nn: 0, users: 0 };
}

export function userShareSumsSql(scope: Scope, time: SharedTime): Fragment {
  const events = scopedEvents(scope);
  const condition = time.kind === "weekend" ? `${weekdaySql("day")} >= 6` : `${weekdaySql("day")} = $weekday AND ${hourSql("local_slot")} = $hour`;
  return {
    sql: `SELECT coalesce(sum(x), 0) AS x, coalesce(sum(n), 0) AS n, coalesce(sum(x * x), 0) AS xx, coalesce(sum(x * n), 0) AS xn, coalesce(sum(n * n), 0) AS nn, count(*) AS users
      FROM (SELECT user, count(*)::DOUBLE AS n, (count(*) FILTER (${condition}))::DOUBLE AS x FROM (${events.sql}) WHERE user >= 0 GROUP BY 1)`,
    bindings: { ...events.bindings, ...(time.kind === "hour" && { weekday: time.isoWeekday, hour: time.hour }) },
  };
}

const windowSchema = z.object({ last: z.boolean(), before: z.boolean(), earlier: z.boolean(), users: z.number() });
export type WindowCount = z.infer<typeof windowSchema>;

/** Known users by whether they were active in the range's last `days` days, the as many before, and the as many before those. */
export async function windowCounts(scope: Scope, days: number): Promise<WindowCount[]> {
  const { sql, bindings } = windowCountsSql(scope, days);
  return query(sql, bindings, windowSchema);
}

export function windowCountsSql(scope: Scope, days: number): Fragment {
  const own = userDays(scope);
  return {
    sql: `SELECT last, before, earlier, count(*) AS users FROM (
        SELECT user, bool_or(day > $to_day - $days) AS last, bool_or(day <= $to_day - $days AND day > $to_day - 2 * $days) AS before, bool_or(day <= $to_day - 2 * $days) AS earlier
        FROM (${own.sql}) WHERE user >= 0 AND day <= $to_day AND day > $to_day - 3 * $days GROUP BY 1
      ) GROUP BY 1, 2, 3`,
    bindings: { ...own.bindings, to_day: scope.toDay, days },
  };
}
