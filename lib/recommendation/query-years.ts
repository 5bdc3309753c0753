import type { QueryWord } from "./query-words";
import type { QueryChip } from "./understand-query";

interface FoundYears {
  chip: QueryChip;
  /** Words that it takes, `to` not included. */
  from: number;
  to: number;
}

const decadeNames: Readonly<Record<string, number>> = {
  twenties: 1920, thirties: 1930, forties: 1940, fifties: 1950, sixties: 1960, seventies: 1970, eighties: 1980, nineties: 1990, noughties: 2000,
};
const beforeYear: ReadonlySet<string> = new Set(["from", "in", "of", "year", "since", "made", "released"]);

/**
 * Decades (90s, '90s, 1990s, nineties, early 90s), ranges (1990-1994, 1990 to 1994) and years. A bare year counts where a word
 * such as "from" stands before it, where it stands in brackets, or where nothing else is left (`isSettled` says which words
 * another chip has or say nothing): "2001: A Space Odyssey" is a title.
 */
export function readYears(text: string, words: QueryWord[], isSettled: boolean[]): FoundYears[] {
  const found: FoundYears[] = [];
  const partOf = (from: number, to: number) => text.slice(words[from]!.start, words[to - 1]!.end);
  const add = (kind: "decade" | "year", value: string, from: number, to: number) => found.push({ chip: { kind, value, text: partOf(from, to) }, from, to });
  for (let at = 0; at < words.length; at += 1) {
    const { plain } = words[at]!;
    const decade = decadeOf(plain);
    if (decade !== undefined) {
      const part = words[at - 1]?.plain;
      if (part === "early") add("year", `${decade}-${decade + 4}`, at - 1, at + 1);
      else if (part === "late") add("year", `${decade + 5}-${decade + 9}`, at - 1, at + 1);
      else add("decade", `${decade}s`, at, at + 1);
      continue;
    }
    if (!isYear(plain)) continue;
    const until = rangeEnd(text, words, at);
    if (until) {
      add("year", `${plain}-${words[until]!.plain}`, at, until + 1);
      at = until;
    } else if (beforeYear.has(words[at - 1]?.plain ?? "") || text[words[at]!.start - 1] === "(" || isSettled.every((settled, other) => settled || other === at)) {
      add("year", plain, at, at + 1);
    }
  }
  return found;
}

function decadeOf(word: string): number | undefined {
  const named = decadeNames[word];
  if (named !== undefined) return named;
  const digits = /^(\d{2}|\d{4})s$/u.exec(word)?.[1];
  if (digits === undefined || !digits.endsWith("0")) return undefined;
  const value = Number(digits);
  if (digits.length === 4) return isYear(digits) ? value : undefined;
  return value < 30 ? 2000 + value : 1900 + value;
}

function isYear(word: string): boolean {
  return /^(18[89]|19\d|20\d)\d$/u.test(word);
}

/** Place of a range's second year, where one starts at `at`. */
function rangeEnd(text: string, words: QueryWord[], at: number): number | undefined {
  const next = words[at + 1];
  const isAfter = (word: QueryWord | undefined) => word !== undefined && isYear(word.plain) && Number(word.plain) > Number(words[at]!.plain);
  if (isAfter(next) && /^\s*[-–—]\s*$/u.test(text.slice(words[at]!.end, next!.start))) return at + 1;
  const joined = next?.plain === "to" || next?.plain === "until" || (next?.plain === "and" && words[at - 1]?.plain === "between");
  return joined && isAfter(words[at + 2]) ? at + 2 : undefined;
}
