import { categoryEffects } from "../engagement/category-effects";
import type { DurationSample } from "../engagement/duration-sample";
import type { ChartRows } from "../schemas/engagement";
import { student95, studentP } from "../kernels/chance";

/**
 * How many minutes an event of each category lasts beyond the average event, other things equal, and how sure that is; longest
 * first. Of one user alone nothing can be told.
 */
export function durationEffects(sample: DurationSample, hasUsers: boolean): ChartRows["duration-effects"] {
  const degrees = (hasUsers ? sample.userStarts.length - 1 : sample.cells.length) - 1;
  if (degrees < 1) return [];
  const quantile = student95(degrees);
  return categoryEffects(sample, hasUsers)
    .map(({ category, events, meanMinutes, effectMinutes, errorMinutes }) => ({
      category,
      events,
      meanMinutes,
      effectMinutes,
      low95: effectMinutes - quantile * errorMinutes,
      high95: effectMinutes + quantile * errorMinutes,
      pValue: errorMinutes > 0 ? studentP(effectMinutes / errorMinutes, degrees) : 1,
      sampleEvents: sample.cells.length,
    }))
    .toSorted((a, b) => b.effectMinutes - a.effectMinutes);
}
