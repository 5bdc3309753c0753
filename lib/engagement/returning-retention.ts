import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { cohortRows } from "./cohorts";

/** Further than this nobody reads; days of years would pair every visit of a user with every other. */
const maximumPeriods = 60;

/**
 * Who comes back, of everybody who was active in a period, for the first time or not: period n is the n-th after it.
 * At most 60 periods are followed; every cell up to the range's last period is there.
 */
export function returningRetention(scope: Scope, mode: "nth" | "on-or-after"): Promise<ChartRows["retention"]> {
  return cohortRows(scope, { cohorts: "returning", mode, most: maximumPeriods });
}
