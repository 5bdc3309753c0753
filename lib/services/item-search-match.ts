import { plainText } from "../recommendation/query-words";
import type { CatalogueItem } from "../schemas/recommendation";

/** An item's texts as they are compared: lower case, without accents. */
export interface SearchText {
  title: string;
  people: string;
  tags: string;
  rest: string;
}

export function searchText(item: CatalogueItem): SearchText {
  return {
    title: plainText(item.label),
    people: plainText((item.people ?? []).join(" | ")),
    tags: plainText([...(item.tags ?? []), ...item.genres].join(" | ")),
    rest: plainText(item.description ?? ""),
  };
}

const weights = { start: 8, title: 4, people: 3, tags: 2, rest: 1 } as const;

/**
 * How well an item fits what is typed; 0 when one of the words is nowhere. A word fits at the start of one of the item's
 * words; a title that starts with the whole line fits best.
 */
export function matchScore(text: SearchText, words: readonly string[], line: string): number {
  let score = line !== "" && text.title.startsWith(line) ? weights.start : 0;
  for (const word of words) {
    const best = startsWord(text.title, word) ? weights.title : startsWord(text.people, word) ? weights.people : startsWord(text.tags, word) ? weights.tags : startsWord(text.rest, word) ? weights.rest : 0;
    if (best === 0) return 0;
    score += best;
  }
  return score;
}

function startsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return true;
  }
  return false;
}
