/**
 * One column of a dataset, read into memory for the numeric pipeline.
 * The only shared shapes that zod does not describe: they hold typed arrays and never cross HTTP.
 */
export type FeatureColumn = NumericColumn | CategoryColumn;

/** Numbers; `NaN` is missing. Booleans are 0 and 1, times are epoch milliseconds. */
export interface NumericColumn {
  kind: "numeric";
  name: string;
  values: Float64Array;
}

/** Categories: `codes[i]` indexes `levels` (sorted by code point); −1 is missing. */
export interface CategoryColumn {
  kind: "category";
  name: string;
  codes: Int32Array;
  levels: string[];
}

/** Columns of equal length with the `row_id` of each row (0-based position in the uploaded file). */
export interface FeatureTable {
  rowIds: Float64Array;
  columns: FeatureColumn[];
}
