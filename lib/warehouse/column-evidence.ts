import { classifyValue, valueKind } from "./classify-value";
import { addLooseDate, createLooseDates, type LooseDates } from "./loose-dates";

/** What the sampled cells of one column could be: how many cells carry each bit of `valueKind`. */
export interface ColumnEvidence {
  /** Cells that are there. */
  present: number;
  counts: Map<number, number>;
  loose: LooseDates;
  /** Whole words true/false/yes/no, and single letters, seen. */
  words: Set<string>;
  /** Cells like C536379 or 85123A: letters joined to digits. */
  codes: number;
}

const kinds = Object.values(valueKind);
const codePattern = /^[A-Za-z]{1,4}[-_]?\d+$|^\d+[A-Za-z]{1,3}$/u;

export function createEvidence(): ColumnEvidence {
  return { present: 0, counts: new Map(kinds.map((kind) => [kind, 0])), loose: createLooseDates(), words: new Set(), codes: 0 };
}

export function addEvidence(evidence: ColumnEvidence, cell: string): void {
  const found = classifyValue(cell);
  if (found === valueKind.missing) return;
  evidence.present += 1;
  for (const kind of kinds) if (found & kind) evidence.counts.set(kind, (evidence.counts.get(kind) ?? 0) + 1);
  if (found & valueKind.looseTime) addLooseDate(evidence.loose, cell);
  if (found & valueKind.boolean) evidence.words.add(cell.trim().toLowerCase());
  if (found === 0 && codePattern.test(cell)) evidence.codes += 1;
}

export function countOf(evidence: ColumnEvidence, kind: number): number {
  return evidence.counts.get(kind) ?? 0;
}

/**
 * How many cells of a column may fail its type before the type is taken to be wrong: 1 % of the cells that are there,
 * and one stray cell in a column of at least 20.
 */
export function toleratedFailures(present: number): number {
  return present < 20 ? 0 : Math.max(1, Math.floor(present / 100));
}
