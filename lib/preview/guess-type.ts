import type { ColumnType } from "../schemas/column";

export type DecimalMark = "." | ",";

const missingMarks = new Set(["", "na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "nil", "missing", "-", "--", ".", "?", "\\n"]);
const booleanMarks = new Set(["true", "false", "t", "f", "yes", "no", "y", "n"]);
/** Whole numbers, also as programs write them that know only decimals: 17850.0. */
const integerPattern = /^[+-]?(0|[1-9]\d*)(\.0+)?$/;
const isoDatePattern = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}$/;
const localDatePattern = /^\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2})$/;
const timePattern = /^(\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2}))[ T]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|AM|PM)?$/i;
const decimalPatterns: Record<DecimalMark, RegExp> = {
  ".": /^[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][+-]?\d+)?$/,
  ",": /^[+-]?(\d+|\d{1,3}(\.\d{3})+)?(,\d*)?([eE][+-]?\d+)?$/,
};

/** Whether a cell stands for "nothing known". */
export function isMissing(cell: string): boolean {
  return missingMarks.has(cell.trim().toLowerCase());
}

function isDecimal(cell: string, decimal: DecimalMark): boolean {
  return /\d/.test(cell) && !/^[+-]?0\d/.test(cell) && decimalPatterns[decimal].test(cell);
}

/** The narrowest type that fits one cell. */
export function guessCellType(cell: string, decimal: DecimalMark): ColumnType {
  const text = cell.trim();
  if (integerPattern.test(text) && text.length < 19) return "integer";
  if (isDecimal(text, decimal)) return "decimal";
  if (booleanMarks.has(text.toLowerCase())) return "boolean";
  if (timePattern.test(text)) return "timestamp";
  if (isoDatePattern.test(text) || localDatePattern.test(text)) return "date";
  return "text";
}

function widen(left: ColumnType, right: ColumnType): ColumnType {
  if (left === right) return left;
  const pair = new Set([left, right]);
  if (pair.has("integer") && pair.has("decimal")) return "decimal";
  if (pair.has("date") && pair.has("timestamp")) return "timestamp";
  return "text";
}

/** The narrowest type that fits all cells which are not missing; text when there are none. */
export function guessColumnType(cells: Iterable<string>, decimal: DecimalMark): ColumnType {
  let type: ColumnType | undefined;
  for (const cell of cells) {
    if (isMissing(cell)) continue;
    const own = guessCellType(cell, decimal);
    type = type === undefined ? own : widen(type, own);
    if (type === "text") break;
  }
  return type ?? "text";
}

/** The decimal mark that more cells speak for; a point when nothing speaks. */
export function guessDecimal(cells: Iterable<string>): DecimalMark {
  let commas = 0;
  let points = 0;
  for (const cell of cells) {
    const text = cell.trim();
    if (/^[+-]?\d+,\d+$/.test(text) && !/^[+-]?\d{1,3},\d{3}$/.test(text)) commas++;
    else if (/^[+-]?\d*\.\d+$/.test(text)) points++;
  }
  return commas > points ? "," : ".";
}
