import type { ItemFacts } from "./item-facts";
import { contentVectors } from "./methods/content";
import { itemFeatureNames, sharedFeatures } from "./methods/item-features";
import type { RecommenderModel } from "./model";
import { transpose } from "./sparse-rows";

/** How alike an item is to every item of a catalogue, from what can be known of items that nobody has yet. */
export interface ItemLikeness {
  kind: "learned-features" | "content" | "features";
  of: (item: number) => Float64Array;
}

/** As in the content algorithm's default. */
const numericWeight = 0.3;

/**
 * The ways in which a model can compare items that nobody has yet. A hybrid has learned a vector for each genre, decade and
 * tag: an item is the sum of its own (Kula 2015), and alike is the cosine. Every model can compare contents as the content
 * algorithm does, with the words of title and description or without. `facts` are of the whole catalogue.
 */
export function itemLikenesses({ learned, facts: trained }: RecommenderModel, facts: ItemFacts): ItemLikeness[] {
  const vectors = learned.arrays.itemFeatureFactors;
  if (vectors instanceof Float32Array && vectors.length > 0) return [{ kind: "learned-features", of: byFeatures(vectors, Number(learned.parameters.factors), trained, facts) }];
  const wordless = { ...facts, titles: facts.titles.map(() => ""), description: undefined };
  return [{ kind: "features", of: byContent(wordless) }, { kind: "content", of: byContent(facts) }];
}

function byFeatures(vectors: Float32Array, factors: number, trained: ItemFacts, facts: ItemFacts): (item: number) => Float64Array {
  const numbers = new Map(sharedFeatures(itemFeatureNames(trained)).map((name, at): [string, number] => [name, at]));
  const items = facts.titles.length;
  const table = new Float64Array(items * factors);
  itemFeatureNames(facts).forEach((names, item) => {
    const own = table.subarray(item * factors, (item + 1) * factors);
    for (const name of names) {
      const from = (numbers.get(name) ?? -1) * factors;
      if (from >= 0) for (let j = 0; j < factors; j++) own[j]! += vectors[from + j]!;
    }
    const length = Math.hypot(...own);
    if (length > 0) own.forEach((value, j) => (own[j] = value / length));
  });
  return (item) => Float64Array.from({ length: items }, (_, other) => {
    let sum = 0;
    for (let j = 0; j < factors; j++) sum += table[item * factors + j]! * table[other * factors + j]!;
    return Math.max(0, sum);
  });
}

function byContent(facts: ItemFacts): (item: number) => Float64Array {
  const vectors = contentVectors(facts, numericWeight);
  const byWord = transpose(vectors);
  return (item) => {
    const scores = new Float64Array(vectors.rows);
    for (let entry = vectors.start[item]!; entry < vectors.start[item + 1]!; entry++) {
      const [word, weight] = [vectors.column[entry]!, vectors.value[entry]!];
      for (let at = byWord.start[word]!; at < byWord.start[word + 1]!; at++) scores[byWord.column[at]!]! += weight * byWord.value[at]!;
    }
    return scores;
  };
}
