import { knee } from "../kernels/knee";

/** What "auto" takes, and a sentence that says why. */
export interface AutomaticParameter {
  value: number;
  sentence: string;
}

/** "auto" keeps components until they hold this share of the variance. */
const keptVarianceRatio = 0.9;

/**
 * DBSCAN's eps: the knee of the distances to a near row, to three digits. Where all are 0 any radius does: 1.
 * @param distances to the `minSamples`-th nearest row, the row itself counted, ascending
 */
export function automaticEps(distances: Float64Array, minSamples: number): AutomaticParameter {
  const positive = distances.filter((distance) => distance > 0);
  const value = Number((positive[knee(positive)] ?? 1).toPrecision(3));
  return { value, sentence: `eps = ${value}: the knee of the distances to the ${ordinal(minSamples)} nearest row; rows beyond it are sparser than the rest.` };
}

/**
 * The fewest components that hold 90 % of the variance; at least one, and none that holds nothing.
 * @param varianceRatios of all components, descending
 */
export function automaticComponents(varianceRatios: Float64Array): AutomaticParameter {
  let kept = varianceRatios[0] ?? 0;
  let value = 1;
  while (kept < keptVarianceRatio && (varianceRatios[value] ?? 0) > 0) kept += varianceRatios[value++] ?? 0;
  return { value, sentence: `${value} ${value === 1 ? "component holds" : "components hold"} ${Math.round(kept * 100)} % of the variance.` };
}

function ordinal(count: number): string {
  const isTeen = Math.floor(count / 10) % 10 === 1;
  return `${count.toLocaleString("en-US")}${(isTeen ? undefined : ["th", "st", "nd", "rd"][count % 10]) ?? "th"}`;
}
