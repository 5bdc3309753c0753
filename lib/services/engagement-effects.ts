import { categoryEffects } from "../engagement/category-effects";
import type { DurationSample } from "../engagement/duration-sample";
import type { ChartRows } from "../schemas/engagement";
import { twoSidedP, z95 } from "./engagement-statistics";

/** How many minutes an event of each category lasts beyond the average event, other things equal, and how sure that is; longest first. */
export function durationEffects(sample: DurationSample, hasUsers: boolean): ChartRows["duration-effects"] {
  return categoryEffects(sample, hasUsers)
    .map(({ category, events, meanMinutes, effectMinutes, errorMinutes }) => ({
      category,
      events,
      meanMinutes,
      effectMinutes,
      low95: effectMinutes - z95 * errorMinutes,
      high95: effectMinutes + z95 * errorMinutes,
      pValue: errorMinutes > 0 ? twoSidedP(effectMinutes / errorMinutes) : 1,
      sampleEvents: sample.cells.length,
    }))
    .toSorted((a, b) => b.effectMinutes - a.effectMinutes);
}
