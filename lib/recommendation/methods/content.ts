import type { ItemFacts } from "../item-facts";
import type { Learned, RecommenderModel, Scorer } from "../model";
import { rankingWeights } from "../ranking-weights";
import { sparseRows, transpose, type SparseRows } from "../sparse-rows";
import { numberOf, type TrainInput } from "../train-input";

/**
 * Items as unit vectors of their words: TF-IDF of title, genres, tags and description (log frequency times
 * log(1 + items / items with the word); words of a single item are left out), and each number in three soft bins by its rank.
 */
export function trainContent({ facts, parameters }: TrainInput): Learned {
  const vectors = contentVectors(facts, numberOf(parameters, "numericWeight"));
  return { algorithm: "content", parameters, figures: { words: vectors.columns }, arrays: { start: vectors.start, word: vectors.column, weight: vectors.value }, parts: [] };
}

export function contentVectors(facts: ItemFacts, numericWeight: number): SparseRows {
  const items = facts.titles.length;
  const words = facts.titles.map((_, item) => wordsOf(facts, item));
  const inItems = new Map<string, number>();
  for (const own of words) for (const word of own.keys()) inItems.set(word, (inItems.get(word) ?? 0) + 1);
  const shared = Array.from(inItems.keys()).filter((word) => inItems.get(word)! > 1).sort();
  const numbers = new Map(shared.map((word, at): [string, number] => [word, at]));
  const row: number[] = [];
  const column: number[] = [];
  const value: number[] = [];
  const add = (item: number, at: number, weight: number): void => void (row.push(item), column.push(at), value.push(weight));
  words.forEach((own, item) => own.forEach((count, word) => {
    const at = numbers.get(word);
    if (at !== undefined) add(item, at, (1 + Math.log(count)) * Math.log(1 + items / inItems.get(word)!));
  }));
  const scale = Math.log(1 + items / 3) * numericWeight;
  const measures = [...(facts.year ? [facts.year] : []), ...Object.values(facts.numeric ?? {})];
  measures.forEach((measure, at) => softBins(measure).forEach((bins, item) => bins.forEach((share, bin) => share * scale > 0 && add(item, shared.length + 3 * at + bin, share * scale))));
  return unitRows(sparseRows(items, shared.length + 3 * measures.length, Int32Array.from(row), Int32Array.from(column), Float32Array.from(value)));
}

function wordsOf(facts: ItemFacts, item: number): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (word: string, weight: number): void => void counts.set(word, (counts.get(word) ?? 0) + weight);
  for (const genre of facts.genres[item]!) count(`genre ${genre}`, 2);
  for (const tag of facts.tags?.[item] ?? []) count(`tag ${tag.toLowerCase()}`, 2);
  for (const text of [facts.titles[item]!, facts.description?.[item] ?? ""]) for (const word of text.toLowerCase().match(/\p{L}{3,}/gu) ?? []) count(word, 1);
  return counts;
}

/** Shares in low, middle and high by the value's rank; none where it is missing. */
function softBins(values: Float64Array): number[][] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const rank = new Map<number, number>();
  sorted.forEach((value, at) => rank.set(value, sorted.length > 1 ? (2 * at) / (sorted.length - 1) : 1));
  return Array.from(values, (value) => {
    const at = rank.get(value);
    return at === undefined ? [] : [0, 1, 2].map((bin) => Math.max(0, 1 - Math.abs(at - bin)));
  });
}

function unitRows(matrix: SparseRows): SparseRows {
  for (let row = 0; row < matrix.rows; row++) {
    const own = matrix.value.subarray(matrix.start[row]!, matrix.start[row + 1]!);
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
    if (length > 0) own.forEach((value, at) => (own[at] = value / length));
  }
  return matrix;
}

export function openContent({ arrays, figures }: Learned, model: RecommenderModel): Scorer {
  const columns = Math.max(figures.words!, 1);
  const vectors: SparseRows = { rows: model.itemIds.length, columns, start: arrays.start as Int32Array, column: arrays.word as Int32Array, value: arrays.weight as Float32Array };
  const byWord = transpose(vectors);
  const likeness = (items: ArrayLike<number>, weights: ArrayLike<number>): Float64Array => {
    const scores = new Float64Array(model.itemIds.length);
    const profile = new Float64Array(columns);
    for (let at = 0; at < items.length; at++) {
      const end = vectors.start[items[at]! + 1]!;
      if (weights[at] !== 0) for (let entry = vectors.start[items[at]!]!; entry < end; entry++) profile[vectors.column[entry]!]! += weights[at]! * vectors.value[entry]!;
    }
    for (let word = 0; word < columns; word++) {
      const weight = profile[word]!;
      if (weight === 0) continue;
      const end = byWord.start[word + 1]!;
      for (let entry = byWord.start[word]!; entry < end; entry++) scores[byWord.column[entry]!]! += weight * byWord.value[entry]!;
    }
    return scores;
  };
  return {
    view: (viewer) => {
      const weights = rankingWeights(model, viewer, { feedbackScale: 0, recency: 0 });
      return {
        scoreItems: () => likeness(viewer.items, weights),
        contributions: (target) => {
          const words = new Float64Array(columns);
          for (let entry = vectors.start[target]!; entry < vectors.start[target + 1]!; entry++) words[vectors.column[entry]!] = vectors.value[entry]!;
          return Float64Array.from(viewer.items, (item, at) => {
            let product = 0;
            for (let entry = vectors.start[item]!; entry < vectors.start[item + 1]!; entry++) product += words[vectors.column[entry]!]! * vectors.value[entry]!;
            return weights[at]! * product;
          });
        },
      };
    },
    similarity: (item) => likeness([item], [1]),
  };
}
