/** Day first (DMY) or month first (MDY). */
export type DayOrder = "dmy" | "mdy";

/** How the dates of one column are written, found from its cells. */
export interface LooseDates {
  /** Cells that some usual way of writing a date explains. */
  matched: number;
  /** The largest number at the first and second place: above 12 it must be the day. */
  largestFirst: number;
  largestSecond: number;
  /** Every cell has the same number at both places, so the order does not matter. */
  orderIrrelevant: boolean;
  hasTime: boolean;
  /** Date layouts with `{d}/{m}` still open: see {@link strptimeFormats}. */
  layouts: Set<string>;
  halfDay: boolean;
}

const numericPattern = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:,? +(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(?:\s*([AaPp][Mm]))?)?$/u;
const dayMonthPattern = /^(\d{1,2})([ -])([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2})(?:,? +(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(?:\s*([AaPp][Mm]))?)?$/u;
const monthDayPattern = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?:,? +(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(?:\s*([AaPp][Mm]))?)?$/u;
const months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/** `%b` for Jan, `%B` for January, nothing for another word. */
function monthFormat(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (months.includes(lower) && lower.length > 3) return "%B";
  return months.some((month) => month.slice(0, 3) === lower) ? "%b" : undefined;
}

export function createLooseDates(): LooseDates {
  return { matched: 0, largestFirst: 0, largestSecond: 0, orderIrrelevant: true, hasTime: false, layouts: new Set(), halfDay: false };
}

function note(dates: LooseDates, layout: string, time: string | undefined, half: string | undefined): void {
  dates.matched += 1;
  dates.layouts.add(layout);
  if (time !== undefined) dates.hasTime = true;
  if (half !== undefined) dates.halfDay = true;
}

/** Adds one cell to what is known of its column. */
export function addLooseDate(dates: LooseDates, cell: string): void {
  const text = cell.trim();
  const numeric = numericPattern.exec(text);
  if (numeric) {
    const [, first = "", separator = "", second = "", year = "", time, half] = numeric;
    const numbers = [Number(first), Number(second)] as const;
    if (Math.max(...numbers) > 31 || Math.min(...numbers) < 1 || Math.min(...numbers) > 12) return;
    if (separator === "." && year.length === 2) return;
    dates.largestFirst = Math.max(dates.largestFirst, numbers[0]);
    dates.largestSecond = Math.max(dates.largestSecond, numbers[1]);
    if (numbers[0] !== numbers[1]) dates.orderIrrelevant = false;
    note(dates, `{1}${separator}{2}${separator}${year.length === 4 ? "%Y" : "%y"}`, time, half);
    return;
  }
  const dayMonth = dayMonthPattern.exec(text);
  const named = dayMonth && monthFormat(dayMonth[3] ?? "");
  if (dayMonth && named) {
    const separator = dayMonth[2] ?? " ";
    note(dates, `%d${separator}${named}${separator}${dayMonth[4]?.length === 4 ? "%Y" : "%y"}`, dayMonth[5], dayMonth[6]);
    return;
  }
  const monthDay = monthDayPattern.exec(text);
  const leading = monthDay && monthFormat(monthDay[1] ?? "");
  if (monthDay && leading) note(dates, text.includes(",") ? `${leading} %d, %Y` : `${leading} %d %Y`, monthDay[4], monthDay[5]);
}

/** The order of day and month that the column itself proves, if it does. */
export function provenOrder(dates: LooseDates): DayOrder | "either" | undefined {
  const isNumeric = [...dates.layouts].some((layout) => layout.includes("{1}"));
  if (!isNumeric || dates.orderIrrelevant) return "either";
  if (dates.largestFirst > 12 && dates.largestSecond <= 12) return "dmy";
  if (dates.largestSecond > 12 && dates.largestFirst <= 12) return "mdy";
  return [...dates.layouts].every((layout) => layout.includes(".")) && dates.largestSecond <= 12 ? "dmy" : undefined;
}

/** Formats for DuckDB's `strptime` that read the column's dates, with and without a time of day when times occur. */
export function strptimeFormats(dates: LooseDates, order: DayOrder): string[] {
  const [first, second] = order === "dmy" ? ["%d", "%m"] : ["%m", "%d"];
  const days = [...dates.layouts].map((layout) => layout.replace("{1}", first).replace("{2}", second));
  if (!dates.hasTime) return days;
  const clocks = ["%H:%M:%S", "%H:%M", "%H:%M:%S.%f"];
  const halfClocks = dates.halfDay ? ["%I:%M:%S %p", "%I:%M %p", "%I:%M:%S%p", "%I:%M%p"] : [];
  return days.flatMap((day) => [...[...halfClocks, ...clocks].map((clock) => `${day} ${clock}`), day]);
}
