import type { PartnerTables } from "../kernels/top-mixtures";
import type { ProductTables } from "../kernels/top-products";
import type { Feedback, ParameterValues, RecommenderAlgorithm } from "./algorithms";
import type { ItemFacts } from "./item-facts";
import type { SparseRows } from "./sparse-rows";

export type ModelArray = Float32Array | Float64Array | Int32Array;

/** What one algorithm has learned. A blend's parts share everything else of the model. */
export interface Learned {
  algorithm: RecommenderAlgorithm;
  parameters: ParameterValues;
  figures: Record<string, number>;
  arrays: Record<string, ModelArray>;
  parts: Learned[];
}

/** A trained recommender: plain data, nothing that can't be written to a file. */
export interface RecommenderModel {
  version: 1;
  feedback: Feedback;
  seed: number;
  /** From the lowest to the highest value; ratings are predicted within it. */
  scale: { min: number; max: number };
  /** Values of at least this much count as liked. */
  positiveFrom: number;
  userIds: string[];
  itemIds: string[];
  facts: ItemFacts;
  /** What each user has, oldest first: users × items, the value is the rating or the weight. */
  history: SparseRows;
  /** How many users have each item. */
  popularity: Float64Array;
  /** Segment number of each user, −1 for none; where segments were given. */
  segments?: Int32Array;
  learned: Learned;
  notices: string[];
}

/** Someone to recommend to: what they have, oldest first. */
export interface Viewer {
  /** Position in the model's `userIds` when `items` are exactly what the model has of that user; else −1. */
  user: number;
  /** Position in `userIds` of the same person, whatever `items` are; −1 for somebody new. */
  self: number;
  items: Int32Array;
  values: Float32Array;
  /** Segment number, −1 unknown. */
  segment: number;
}

/** What an algorithm can say about one viewer. */
export interface View {
  /** How well each item suits, higher is better; all finite. */
  scoreItems: () => Float64Array;
  /** On the rating's scale, not yet held within it; −1 is an item that nobody has rated. */
  predictRating?: (item: number) => number;
  /**
   * How much each of the viewer's items adds to an item's score, aligned with `viewer.items`.
   * With what does not come from items (popularity, biases) they add up to the score, or come near it.
   */
  contributions?: (item: number) => Float64Array;
}

/** Sums over the partners of a viewer's items, each item by its weight for that viewer. */
export type PartnerSums = Omit<PartnerTables, "weightsOf"> & { weightsOf: (viewer: Viewer) => Float64Array };

/** One of several standardised scores, and how much it counts. */
export type Mixed = { weight: number } & ({ products: ProductTables } | { partners: PartnerSums });

/** An algorithm's answers from what it has learned. */
export interface Scorer {
  view: (viewer: Viewer) => View;
  /** How alike the item is to every item, higher is more; all finite. */
  similarity?: (item: number) => Float64Array;
  /** Where a score is a product of two vectors: everybody's best items can be found at once. */
  products?: ProductTables;
  /** Where a score is a sum over partners of the viewer's items. */
  partners?: PartnerSums;
  /** Where a score is a weighted sum of others' standardised scores, each of them a product or a sum over partners. */
  mixture?: Mixed[];
}
