import type { FeatureColumn } from "../schemas/feature-column";
import type { InteractionOptions } from "../schemas/recommender";

/** What usual kinds of events say, where nobody has chosen a weight: 0 leaves them out. */
const usualWeights: [RegExp, number][] = [
  [/dis-?like|not[-_ ]?interested|skip|hide|block|return|refund|remove/iu, 0],
  [/purchase|buy|order|checkout|complete/iu, 3],
  [/like|love|favou?rite|thumb|rat(e|ing)|share|save/iu, 2],
  [/watch-?list|wish-?list|add|cart|bookmark/iu, 1],
  [/impression|exposure/iu, 0],
  [/view|click|open|preview|trailer|search|browse/iu, 0.5],
];

/** A play of that many minutes counts once its weight; one of none counts nothing. */
const usualMinutes = 30;

/** The weight of a kind of event that nobody has chosen one for. */
export function usualWeight(kind: string): number {
  return usualWeights.find(([pattern]) => pattern.test(kind))?.[1] ?? 1;
}

export interface WeighedEvents {
  /** NaN leaves a row out. */
  values: Float64Array;
  leftOut: number;
  /** What each kind of event weighs, in words. */
  notices: string[];
}

/**
 * What each event weighs: the weight of its kind, times ln(1 + minutes) / ln(31) where it has a length, so that half an
 * hour counts once and a whole evening not ten times. Below 0 it speaks against the item, and takes from what speaks for it.
 */
export function weighEvents(rows: number, type: FeatureColumn | undefined, minutes: Float64Array | undefined, options: InteractionOptions, isLeftOut: (row: number) => boolean): WeighedEvents {
  const values = new Float64Array(rows);
  const kinds = type?.kind === "category" ? type.levels : [];
  const weights = kinds.map((kind) => options.weights[kind] ?? usualWeight(kind));
  let leftOut = 0;
  for (let row = 0; row < rows; row++) {
    const code = type?.kind === "category" ? type.codes[row]! : -1;
    const weight = isLeftOut(row) ? 0 : code < 0 ? 1 : weights[code]!;
    const length = minutes === undefined || Number.isNaN(minutes[row]!) ? 1 : Math.log1p(Math.max(0, minutes[row]!)) / Math.log1p(usualMinutes);
    values[row] = weight * length === 0 ? NaN : weight * length;
    if (Number.isNaN(values[row]!)) leftOut++;
  }
  const said = kinds.map((kind, at) => `${kind} ${weights[at]}`).slice(0, 12);
  return { values, leftOut, notices: said.length > 0 ? [`Weights of events: ${said.join(", ")}.`] : [] };
}
