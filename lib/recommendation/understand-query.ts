import { isOneSlip, plainText, queryWords, termKey, type QueryWord } from "./query-words";
import { queryFillers, querySynonyms } from "./query-synonyms";
import { readYears } from "./query-years";

/** What a catalogue can be asked for. */
export interface QueryVocabulary {
  genres: readonly string[];
  tags: readonly string[];
  people: readonly string[];
}

export interface QueryChip {
  kind: "genre" | "decade" | "year" | "tag" | "person";
  /** As the catalogue spells it; a decade as `1990s`, a year as `1994` or a range `1990-1994`. */
  value: string;
  /** The part of the line that it was recognised in. */
  text: string;
}

interface Meaning {
  kind: "genre" | "tag" | "person";
  value: string;
}

interface TermIndex {
  meanings: Map<string, Meaning[]>;
  /** Single words that are long enough to be forgiven a slip. */
  forgiven: string[];
  mostWords: number;
}

const LONGEST_TERM_WORDS = 6;
/** Shorter words have too many neighbours. */
const FORGIVEN_LENGTH = 6;
const indexes = new WeakMap<QueryVocabulary, TermIndex>();

/**
 * Reads a line of plain words: "feel-good sci-fi from the 90s" is the tag feel-good, the genre Sci-Fi and the decade 1990s.
 * Spellings, plurals, hyphens and one slip in a longer word are forgiven; the longest term wins, a genre before a tag before a person.
 * `literal` lists parts of the line that are to be taken as words. `rest` is what nothing was recognised in, without words such
 * as "movies from the" once there is a chip. The index of a vocabulary is kept as long as the vocabulary object lives.
 */
export function understandQuery(text: string, vocabulary: QueryVocabulary, literal: readonly string[] = []): { chips: QueryChip[]; rest: string } {
  const words = queryWords(text);
  const taken: (QueryChip[] | "word" | undefined)[] = words.map(() => undefined);
  for (const part of literal) markLiteral(words, taken, part);
  takeTerms(text, words, taken, indexOf(vocabulary));
  for (const { chip, from, to } of readYears(text, words, taken.map((mark, at) => mark !== undefined || queryFillers.has(words[at]!.plain)))) {
    taken.fill([], from, to);
    taken[from] = [chip];
  }
  const chips = taken.flatMap((mark) => (Array.isArray(mark) ? mark : []));
  const isRest = (word: QueryWord, at: number): boolean => taken[at] === "word" || (taken[at] === undefined && (chips.length === 0 || !queryFillers.has(word.plain)));
  return { chips: distinct(chips), rest: joinWords(text, words.filter(isRest)) };
}

function markLiteral(words: QueryWord[], taken: (QueryChip[] | "word" | undefined)[], part: string): void {
  const wanted = queryWords(part).map(({ plain }) => plain);
  if (wanted.length === 0) return;
  words.forEach((_, from) => {
    if (wanted.every((plain, offset) => words[from + offset]?.plain === plain)) taken.fill("word", from, from + wanted.length);
  });
}

function takeTerms(text: string, words: QueryWord[], taken: (QueryChip[] | "word" | undefined)[], index: TermIndex): void {
  for (let from = 0; from < words.length; from += 1) {
    for (let to = Math.min(words.length, from + index.mostWords); to > from; to -= 1) {
      if (taken.slice(from, to).some((mark) => mark !== undefined)) continue;
      const found = meaningsOf(words.slice(from, to), index);
      if (!found) continue;
      const part = text.slice(words[from]!.start, words[to - 1]!.end);
      taken.fill([], from, to);
      taken[from] = found.map((meaning) => ({ ...meaning, text: part }));
    }
  }
}

function meaningsOf(window: QueryWord[], { meanings, forgiven }: TermIndex): Meaning[] | undefined {
  const [first] = window;
  if (window.length === 1 && first && queryFillers.has(first.plain)) return undefined;
  const key = window.map(({ stem }) => stem).join("");
  const exact = meanings.get(key);
  if (exact || window.length > 1 || key.length < FORGIVEN_LENGTH) return exact;
  const near = forgiven.filter((term) => term[0] === key[0] && isOneSlip(term, key));
  return near.length === 1 ? meanings.get(near[0]!) : undefined;
}

function indexOf(vocabulary: QueryVocabulary): TermIndex {
  const known = indexes.get(vocabulary);
  if (known) return known;
  const meanings = new Map<string, Meaning[]>();
  const add = (key: string, found: Meaning[]): void => {
    if (key !== "" && found.length > 0 && !meanings.has(key)) meanings.set(key, found);
  };
  for (const value of vocabulary.genres) add(termKey(value), [{ kind: "genre", value }]);
  for (const value of vocabulary.tags) add(termKey(value), [{ kind: "tag", value }]);
  for (const value of vocabulary.people) add(termKey(value), [{ kind: "person", value }]);
  const synonyms = querySynonyms.map(([spoken, ...meant]): [string, Meaning[]] => [termKey(spoken), firstKnown(meant, meanings)]);
  for (const [key, found] of synonyms) add(key, found);
  for (const [key, found] of surnames(vocabulary.people)) add(key, found);
  const forgiven = [...new Set([...vocabulary.genres.map(termKey), ...synonyms.filter(([, found]) => found[0]?.kind === "genre").map(([key]) => key)])].filter((key) => key.length >= FORGIVEN_LENGTH);
  const terms = [...vocabulary.genres, ...vocabulary.tags, ...vocabulary.people, ...querySynonyms.map(([spoken]) => spoken)];
  const mostWords = terms.reduce((most, term) => Math.max(most, term.split(/[^\p{L}\p{N}]+/u).length), 1);
  const index = { meanings, forgiven, mostWords: Math.min(LONGEST_TERM_WORDS, mostWords) };
  indexes.set(vocabulary, index);
  return index;
}

function firstKnown(meant: string[], meanings: Map<string, Meaning[]>): Meaning[] {
  for (const term of meant) {
    const parts = term.split("+").map((part) => meanings.get(termKey(part)));
    if (parts.every((part) => part !== undefined)) return parts.flat();
  }
  return [];
}

/** Last names that only one person has: "Kubrick films". */
function surnames(people: readonly string[]): [string, Meaning[]][] {
  const byName = new Map<string, string[]>();
  for (const value of people) {
    const last = queryWords(value).at(-1);
    if (last && last.plain.length >= 4 && last.stem !== termKey(value)) byName.set(last.stem, [...(byName.get(last.stem) ?? []), value]);
  }
  return [...byName].flatMap(([key, values]): [string, Meaning[]][] => (values.length === 1 ? [[key, [{ kind: "person", value: values[0]! }]]] : []));
}

function distinct(chips: QueryChip[]): QueryChip[] {
  return chips.filter((chip, at) => chips.findIndex(({ kind, value }) => kind === chip.kind && plainText(value) === plainText(chip.value)) === at);
}

/** The words as they were written, with what stood between neighbours. */
function joinWords(text: string, words: QueryWord[]): string {
  return words.map((word, at) => {
    const before = words[at - 1];
    const between = before ? text.slice(before.end, word.start) : "";
    return (before ? (/[\p{L}\p{N}]/u.test(between) ? " " : between) : "") + text.slice(word.start, word.end);
  }).join("").replace(/\s+/gu, " ").trim();
}
