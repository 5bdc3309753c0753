import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { cohortRows } from "./cohorts";

/**
 * Who comes back: a cohort is the users whose first event ever lies in a period; period n is the n-th after it.
 * Cohorts are those of the asked range; every cell up to the last period of the range is there, 0 where nobody came.
 */
export function retention(scope: Scope, mode: "nth" | "on-or-after"): Promise<ChartRows["retention"]> {
  return cohortRows(scope, { cohorts: "first-time", mode, most: Infinity });
}
