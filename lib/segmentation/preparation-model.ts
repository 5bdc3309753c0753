import type { Preparation } from "../schemas/segmentation";

/** How one numeric feature was prepared: fill, clip, shift and log1p, then `(x − center) / scale`. */
export interface NumericPreparation {
  kind: "numeric";
  feature: string;
  /** Stands in for a missing value; ignored where rows with missing values are dropped. */
  fill: number;
  clip?: { low: number; high: number };
  /** Subtracted before log1p so that no value is negative; absent without log1p. */
  log1pShift?: number;
  center: number;
  scale: number;
}

/** One 0/1 column per level, unscaled; a missing or unknown value is 0 in all of them. */
export interface OneHotPreparation {
  kind: "onehot";
  feature: string;
  levels: string[];
  /** Whether further, rarer levels share the last column. */
  hasOther: boolean;
}

/** The level's position, then scaled like a number; a missing or unknown value takes `fill`. */
export interface OrdinalPreparation {
  kind: "ordinal";
  feature: string;
  levels: string[];
  fill: number;
  center: number;
  scale: number;
}

export type FeaturePreparation = NumericPreparation | OneHotPreparation | OrdinalPreparation;

/** Everything needed to prepare new rows exactly as the rows of a run were: plain data, stored with the run. */
export interface PreparationModel {
  missing: Preparation["missing"];
  features: FeaturePreparation[];
}

/** Every algorithm takes so many; beyond, distances tell rows apart no more. */
export const maximumPreparedColumns = 2_048;

const otherLevel = "(other)";

/** Names of the prepared columns, in the order of the prepared matrix: "Fresh", "city=Kyiv". */
export function preparedFeatureNames(model: PreparationModel): string[] {
  return model.features.flatMap((feature) => {
    if (feature.kind !== "onehot") return [feature.feature];
    const names = feature.levels.map((level) => `${feature.feature}=${level}`);
    return feature.hasOther ? [...names, `${feature.feature}=${otherLevel}`] : names;
  });
}
