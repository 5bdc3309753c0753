import type { ColumnProfile, ColumnRole } from "../schemas/column";
import { hasWord, roleNames, wordsOf } from "./role-names";

export interface RoleGuess {
  role: ColumnRole;
  /** Why, in words for the screen. */
  reason: string;
}

export type ColumnFacts = Omit<ColumnProfile, "role" | "roleReason">;

interface Facts extends ColumnFacts {
  words: string[];
  present: number;
  /** No value occurs twice. */
  unique: boolean;
  isNumber: boolean;
  namedKey: boolean;
}

function factsOf(column: ColumnFacts, rowCount: number): Facts {
  const words = wordsOf(column.name);
  const present = rowCount - column.missingCount;
  const last = words[words.length - 1] ?? "";
  return {
    ...column, words, present,
    unique: present > 1 && column.distinctCount === present,
    isNumber: column.type === "integer" || column.type === "decimal",
    namedKey: (roleNames.key as readonly string[]).includes(last) || /^(user|customer|movie|item|product|client)id$/u.test(last),
  };
}

const secondsRange = [6.3e8, 4.2e9] as const;

/** Whole numbers that are times by name and size: 1990 to 2100 in seconds or milliseconds since 1970. */
export function epochUnit(column: Pick<ColumnFacts, "name" | "type" | "min" | "max">): "seconds" | "milliseconds" | undefined {
  if (column.type !== "integer" || typeof column.min !== "number" || typeof column.max !== "number") return undefined;
  if (!hasWord(wordsOf(column.name), roleNames.time)) return undefined;
  const within = (factor: number) => (column.min as number) >= secondsRange[0] * factor && (column.max as number) <= secondsRange[1] * factor;
  if (within(1)) return "seconds";
  return within(1000) ? "milliseconds" : undefined;
}

function timeGuess(column: Facts): RoleGuess | undefined {
  const isTime = column.type === "date" || column.type === "timestamp";
  if (isTime && hasWord(column.words, roleNames.birth)) return { role: "ignore", reason: "A date of birth, not a time when something happened" };
  if (isTime) return { role: "time", reason: column.type === "date" ? "Dates" : "Dates with time" };
  const unit = epochUnit(column);
  return unit ? { role: "time", reason: `Named like a time, and the numbers are ${unit} since 1970` } : undefined;
}

const couldBeKey = ({ type }: Facts): boolean => type !== "boolean" && type !== "date" && type !== "timestamp";
const isAlone = ({ words }: Facts): boolean => words.length === 1;

function isNamedUser(column: Facts): boolean {
  return hasWord(column.words, roleNames.user) && (column.namedKey || isAlone(column));
}

/** A title's key is that of an item; a key with a title among other words (of a job) is not. */
function isTitleKey({ namedKey, words }: Facts): boolean {
  return namedKey && words.length === 2 && words[0] === "title";
}

/** Keys of users, of items, of the row itself, and of other things. */
function keyGuess(column: Facts): RoleGuess | undefined {
  if (!couldBeKey(column)) return undefined;
  const repeats = !column.unique;
  const { words } = column;
  const isUser = isNamedUser(column);
  const isItem = isTitleKey(column) || (hasWord(words, roleNames.item) && (column.namedKey || (isAlone(column) && column.type === "text" && repeats) || words.includes("sku")));
  if (column.type === "decimal" && !isUser && !isItem) return undefined;
  if (isUser && repeats) return { role: "user", reason: "Named like a user or customer, and the values repeat" };
  if (isUser) return { role: "id", reason: "Named like a user or customer, and every row has another one" };
  if (isItem) return { role: "item", reason: "Named like the key of an item" };
  if (column.namedKey && column.unique) return { role: "id", reason: "Named like a key, and every value differs" };
  const isCode = (words.includes("code") || words.includes("number") || words.includes("num")) && column.distinctCount <= 50;
  if (column.namedKey && !isCode && column.distinctCount > 20) return { role: "ignore", reason: "A key of something else: a number without a measure" };
  return undefined;
}

function numberGuess(column: Facts): RoleGuess {
  const isRunning = column.type === "integer" && column.unique && column.present >= 20 && Number(column.max) - Number(column.min) === column.present - 1;
  if (isRunning) return { role: "id", reason: "A running number" };
  const isCode = column.type === "integer" && column.distinctCount <= 12 && column.present >= 2 * column.distinctCount;
  if (isCode && (hasWord(column.words, roleNames.category) || column.words.includes("code"))) {
    return { role: "category", reason: `${column.distinctCount} different whole numbers, named like a category: codes, not measures` };
  }
  if (hasWord(column.words, roleNames.personal)) return { role: "ignore", reason: "A number that measures nothing, such as a telephone number" };
  return { role: "feature", reason: "Numbers that can be compared" };
}

function textGuess(column: Facts): RoleGuess {
  const share = column.distinctCount / Math.max(1, column.present);
  const namedLabel = hasWord(column.words, roleNames.label);
  const namedCategory = hasWord(column.words, roleNames.category) && !column.words.includes("name");
  if (namedCategory && column.distinctCount <= 5000 && !column.unique) return { role: "category", reason: "Named like a category" };
  if (namedLabel) return { role: "label", reason: "Named like a name or title" };
  if (hasWord(column.words, roleNames.personal)) return { role: "ignore", reason: "Contact data or a link" };
  const looksCoded = [column.min, column.max].every((value) => typeof value === "string" && !value.includes(" ") && /\d/u.test(value));
  if (column.unique && column.present >= 5) {
    return looksCoded ? { role: "id", reason: "Every row has another code" } : { role: "label", reason: "Every row has another text" };
  }
  if (column.distinctCount <= 50 && (share <= 0.5 || column.present < 20)) return { role: "category", reason: `${column.distinctCount} different texts` };
  if (share <= 0.05) return { role: "category", reason: `${column.distinctCount} different texts, each many times` };
  return { role: "ignore", reason: "Many different texts" };
}

function firstGuess(column: Facts): RoleGuess {
  if (column.present === 0) return { role: "ignore", reason: "No values" };
  if (column.distinctCount <= 1 && column.present > 1) return { role: "ignore", reason: "The same value in every row" };
  const known = timeGuess(column) ?? keyGuess(column);
  if (known) return known;
  if (column.type === "boolean") return { role: "category", reason: "Yes or no" };
  return column.isNumber ? numberGuess(column) : textGuess(column);
}

/** In a table of events some measures have a part of their own; elsewhere they are features like others. */
function eventGuess(column: Facts, guess: RoleGuess): RoleGuess {
  if (guess.role !== "feature") return guess;
  const { words } = column;
  const isPair = roleNames.durationPairs.some((pair) => pair.every((word) => words.includes(word)));
  if (isPair || hasWord(words, roleNames.duration)) return { role: "duration", reason: "Named like a duration" };
  if (hasWord(words, roleNames.rating)) return { role: "rating", reason: "Named like a rating" };
  if (hasWord(words, roleNames.amount)) return { role: "amount", reason: "Named like an amount of money" };
  return guess;
}

/**
 * Rows that say who, what and when are events also where everybody occurs once. But a person's own date or item (signed
 * up, last seen, favourite dish) describes the person, and so does everything beside an age or a gender.
 */
function onceEach(facts: readonly Facts[], guesses: readonly RoleGuess[]): readonly RoleGuess[] {
  if (guesses.some(({ role }) => role === "user") || facts.some(({ words }) => hasWord(words, roleNames.personsTraits))) return guesses;
  const isOwn = ({ words }: Facts): boolean => hasWord(words, roleNames.personsOwn);
  const isNamedItem = (column: Facts): boolean => couldBeKey(column) && (isTitleKey(column) || (hasWord(column.words, roleNames.item) && (column.namedKey || isAlone(column))));
  const user = facts.findIndex((column, j) => guesses[j]?.role === "id" && isNamedUser(column));
  const item = facts.findIndex((column) => isNamedItem(column) && !isOwn(column));
  const time = facts.findIndex((column, j) => guesses[j]?.role === "time" && !isOwn(column));
  if (user < 0 || item < 0 || time < 0) return guesses;
  return guesses.map((guess, j): RoleGuess => {
    if (j === user) return { role: "user", reason: "Named like a user or customer, in rows that say who, what and when" };
    return j === item ? { role: "item", reason: "Named like an item, in rows that say who, what and when" } : guess;
  });
}

/**
 * Guesses what each column is for, from its name, type and profile; the user can correct it.
 * Duration, rating and amount are only told apart where the table holds events (a user and a time);
 * the key `id` of a catalogue (it has a label and a genre) is an item.
 */
export function guessRoles(columns: readonly ColumnFacts[], rowCount: number): readonly RoleGuess[] {
  const facts = columns.map((column) => factsOf(column, rowCount));
  const guesses = onceEach(facts, facts.map(firstGuess));
  const has = (role: ColumnRole) => guesses.some((guess) => guess.role === role);
  if (has("user") && has("time")) return guesses.map((guess, j) => eventGuess(facts[j] as Facts, guess));
  const hasGenre = facts.some((column, j) => guesses[j]?.role === "category" && hasWord(column.words, roleNames.genre));
  const isCatalogue = hasGenre && has("label") && !has("item") && !has("user");
  const keys = guesses.filter((guess) => guess.role === "id");
  if (!isCatalogue || keys.length !== 1) return guesses;
  return guesses.map((guess) => (guess.role === "id" ? { role: "item", reason: "The key of a catalogue with titles and genres" } : guess));
}
