import type { ColumnProfile } from "../schemas/column";
import type { FeatureSuggestion } from "../schemas/feature-suggestion";
import type { Correlations } from "./correlations";

/** From here two features say nearly the same, and the second would only count the first one twice. */
const nearDuplicateCorrelation = 0.98;
/** From here a correlation is worth a remark. */
const notableCorrelation = 0.9;
/** A column that is emptier than this rests mostly on filled-in values. */
const mostlyMissingRatio = 0.4;
/** From here the logarithm is suggested. */
const notableSkewness = 2;
/** A whole number with no more values than this is a code, not a quantity. */
const codeDistinctCount = 5;

/**
 * Which columns to cluster on, and why (not): identifiers, constants, mostly empty columns, categories, times and
 * near-duplicates of an earlier feature are left out by default; skewed columns get the advice to take log1p.
 * @param rows of the dataset
 * @param pairs correlations of numeric columns (a sample will do); columns that are not in it are not compared
 */
export function suggestFeatures(columns: ColumnProfile[], rows: number, pairs?: Correlations): FeatureSuggestion[] {
  const used: string[] = [];
  return columns.map((column) => {
    const suggestion = judge(column, rows, used, pairs);
    if (suggestion.use) used.push(column.name);
    return suggestion;
  });
}

function judge(column: ColumnProfile, rows: number, used: string[], pairs?: Correlations): FeatureSuggestion {
  const base = { name: column.name, type: column.type, kind: isNumeric(column) ? ("numeric" as const) : ("category" as const) };
  const leftOut = reasonToLeaveOut(column, rows);
  if (leftOut) return { ...base, ...leftOut, use: false };
  const twin = strongest(column.name, used, pairs);
  if (twin && Math.abs(twin.r) >= nearDuplicateCorrelation) {
    return { ...base, use: false, possible: true, reason: `correlates ${twin.r.toFixed(2)} with ${twin.name}: would count it twice` };
  }
  const skewness = column.skewness ?? 0;
  const skewed = skewness >= notableSkewness && typeof column.min === "number" && column.min >= 0;
  const remarks = [
    ...(skewed ? [`skewed ${skewness.toFixed(1)}: log1p suggested`] : []),
    ...(twin && Math.abs(twin.r) >= notableCorrelation ? [`correlates ${twin.r.toFixed(2)} with ${twin.name}`] : []),
    ...(column.missingCount > 0 ? [`${column.missingCount.toLocaleString("en-US")} missing`] : []),
  ];
  return { ...base, use: true, possible: true, ...(skewed && { suggestion: "log1p" as const }), ...(remarks.length > 0 && { reason: remarks.join(" · ") }) };
}

/** Names that say that a column holds the groups which a clustering is to find. */
export function looksLikeKnownAnswer(name: string): boolean {
  return /^true[_ ]?(segment|group|label|cluster|class)$|^(label|ground_?truth)$/i.test(name);
}

function isNumeric(column: ColumnProfile): boolean {
  return column.type === "integer" || column.type === "decimal" || column.type === "boolean";
}

function reasonToLeaveOut(column: ColumnProfile, rows: number): { possible: boolean; reason: string } | undefined {
  const present = rows - column.missingCount;
  if (present === 0) return { possible: false, reason: "no value in any row" };
  if (column.role === "ignore" && column.distinctCount > 1) return { possible: isNumeric(column), reason: "set to be ignored" };
  if (column.distinctCount <= 1) return { possible: false, reason: "constant: the same value in every row" };
  if (column.type === "date" || column.type === "timestamp") return { possible: false, reason: "a time: turn it into days since, or an hour, to use it" };
  if (column.role === "id" || column.role === "user" || column.role === "item") return { possible: isNumeric(column), reason: "an identifier: its size means nothing" };
  if (column.role === "label") return { possible: isNumeric(column), reason: "the name of the row" };
  if (looksLikeKnownAnswer(column.name)) {
    return { possible: true, reason: "looks like the known answer: compared with the result, not used" };
  }
  if (!isNumeric(column)) return categoryReason(column, present);
  if (column.missingCount / rows > mostlyMissingRatio) {
    return { possible: true, reason: `${Math.round((100 * column.missingCount) / rows)} % missing: would rest mostly on filled-in values` };
  }
  if (column.role === "category" || (column.type === "integer" && column.distinctCount <= codeDistinctCount && rows > 10 * codeDistinctCount)) {
    return { possible: true, reason: `${column.distinctCount} values: a category, profiled but not used` };
  }
  return undefined;
}

function categoryReason(column: ColumnProfile, present: number): { possible: boolean; reason: string } {
  if (column.distinctCount > 200 || column.distinctCount > present / 2) {
    return { possible: false, reason: `${column.distinctCount.toLocaleString("en-US")} different texts: too many for categories` };
  }
  return { possible: true, reason: `${column.distinctCount} values: a category, profiled but not used` };
}

function strongest(name: string, used: string[], pairs?: Correlations): { name: string; r: number } | undefined {
  const row = pairs?.names.indexOf(name) ?? -1;
  if (!pairs || row < 0) return undefined;
  let best: { name: string; r: number } | undefined;
  for (const other of used) {
    const column = pairs.names.indexOf(other);
    const r = column < 0 ? Number.NaN : (pairs.values[row * pairs.names.length + column] ?? Number.NaN);
    if (!Number.isNaN(r) && (!best || Math.abs(r) > Math.abs(best.r))) best = { name: other, r };
  }
  return best;
}
