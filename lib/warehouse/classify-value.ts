import { addLooseDate, createLooseDates } from "./loose-dates";

/** What one cell could be, as bits. A cell can be several things: `1.234` is a number in both decimal notations. */
export const valueKind = {
  missing: 1,
  integer: 2,
  leadingZero: 4,
  hugeInteger: 8,
  pointDecimal: 16,
  commaDecimal: 32,
  /** Only with thousands separators: 1,234.50 */
  groupedDecimal: 64,
  boolean: 128,
  isoDate: 256,
  isoTime: 512,
  looseTime: 1024,
  /** A number that only one notation explains: 5.25 (point), 5,25 or 1.234,5 (comma). */
  surelyPoint: 2048,
  surelyComma: 4096,
  /** A whole number written with zeros after the point: 17850.0 */
  wholeDecimal: 8192,
} as const;

/** Cells that mean "nothing here" in columns of numbers, times and truth values; in text columns they stay as written. */
export const missingTokens: readonly string[] = [
  "", "na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "nil", "missing", "-", "--", ".", "?", "\\n",
];
const missingSet = new Set(missingTokens);

const integerPattern = /^[+-]?\d+$/u;
const pointPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u;
const wholePattern = /^[+-]?(?:0|[1-9]\d{0,17})\.0+$/u;
const commaPattern = /^[+-]?(?:\d{1,3}(?:[.\u00a0\u202f ']\d{3})+|\d+)(?:,\d+)?$|^[+-]?,\d+$|^[+-]?\d+,\d*[eE][+-]?\d+$/u;
const groupedPattern = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u;
const isoPattern = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/u;
const booleanWords = new Set(["true", "false", "yes", "no", "t", "f", "y", "n"]);
const largestBigint = 9_223_372_036_854_775_807n;

function numberKinds(text: string): number {
  let kinds = 0;
  if (integerPattern.test(text)) {
    const digits = text.replace(/^[+-]/u, "");
    if (digits.length > 1 && digits.startsWith("0")) kinds |= valueKind.leadingZero;
    const isHuge = digits.length > 19 || (digits.length === 19 && BigInt(digits) > largestBigint);
    kinds |= isHuge ? valueKind.hugeInteger : valueKind.integer;
    return kinds | valueKind.pointDecimal | valueKind.commaDecimal;
  }
  if (pointPattern.test(text)) kinds |= valueKind.pointDecimal;
  if (wholePattern.test(text)) kinds |= valueKind.wholeDecimal;
  if (commaPattern.test(text)) kinds |= valueKind.commaDecimal;
  if (groupedPattern.test(text)) kinds |= valueKind.groupedDecimal;
  if (kinds & valueKind.pointDecimal && !(kinds & valueKind.commaDecimal)) kinds |= valueKind.surelyPoint;
  if (kinds & valueKind.groupedDecimal && !(kinds & valueKind.commaDecimal)) kinds |= valueKind.surelyPoint;
  if (kinds & valueKind.commaDecimal && !(kinds & (valueKind.pointDecimal | valueKind.groupedDecimal))) kinds |= valueKind.surelyComma;
  return kinds;
}

function isoKinds(text: string): number {
  const match = isoPattern.exec(text);
  if (!match) return 0;
  const [, year, month, day, hour] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || Number(month) < 1 || Number(hour ?? 0) > 24) return 0;
  return hour === undefined ? valueKind.isoDate | valueKind.isoTime : valueKind.isoTime;
}

const looseHint = /^\d{1,2}[/.\- ]|^[A-Za-z]{3,9}\.? \d/u;

function isLooseDate(text: string): boolean {
  const dates = createLooseDates();
  addLooseDate(dates, text);
  return dates.matched > 0;
}

/** Bits of {@link valueKind} for one cell. Spaces around it don't count. */
export function classifyValue(cell: string): number {
  const text = cell.trim();
  const first = text.charCodeAt(0);
  const startsNumeric = first >= 43 && first <= 57 && first !== 47;
  if (text.length <= 7 && missingSet.has(text.toLowerCase())) return valueKind.missing;
  let kinds = 0;
  if (startsNumeric && text.length <= 400) kinds |= numberKinds(text);
  if (text.length > 40) return kinds;
  if (startsNumeric && kinds === 0) kinds |= isoKinds(text);
  if (text.length <= 5 && booleanWords.has(text.toLowerCase())) kinds |= valueKind.boolean;
  if (looseHint.test(text) && !(kinds & valueKind.isoTime) && isLooseDate(text)) kinds |= valueKind.looseTime;
  return kinds;
}
