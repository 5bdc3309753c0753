import type { Characteristics } from "../schemas/segmentation";
import { featureMeaning, humanFeature } from "./feature-words";

/**
 * When a segment is active, from a column that holds each row's usual hour: "around 19:00 (median peak hour)".
 * The median is taken because hours go round: a mean of 23 and 1 would be noon. Undefined without such a column.
 */
export function suggestTime(characteristics: Characteristics): string | undefined {
  for (const [feature, figures] of Object.entries(characteristics)) {
    if (featureMeaning(feature) !== "hour" || !("mean" in figures)) continue;
    const { median, min, max } = figures;
    if (median === null || min === null || max === null || min < 0 || max > 24) continue;
    return `around ${clockTime(median)} (median ${humanFeature(feature).toLowerCase()})`;
  }
  return undefined;
}

/** An hour with its fraction as the clock shows it, to the half hour: 19.4 → 19:30. */
export function clockTime(hour: number): string {
  const halves = Math.round(hour * 2) % 48;
  return `${String(Math.floor(halves / 2)).padStart(2, "0")}:${halves % 2 === 0 ? "00" : "30"}`;
}
