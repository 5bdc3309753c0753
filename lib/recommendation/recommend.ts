import { methods } from "./methods/methods";
import type { RecommenderModel, Scorer, View, Viewer } from "./model";

export interface Recommendation {
  /** Position in the model's `itemIds`. */
  item: number;
  score: number;
}

/** Items and their ratings or weights, oldest first; a missing value counts as liked. */
export interface HistoryInput {
  items: ArrayLike<number>;
  values?: ArrayLike<number>;
}

export interface RecommendQuery {
  /** Position in the model's `userIds`: with exactly what the model has of that user. */
  user?: number;
  /** Anybody else, or a user whose events went on: fold-in, nothing is trained. Takes the place of `user`'s own history. */
  history?: HistoryInput;
  /** Segment of somebody who is no user of the model. */
  segment?: number;
  k: number;
  /** Items to leave out besides what the viewer has. */
  exclude?: Iterable<number>;
  /** Whether an item may be shown. */
  filterItem?: (item: number) => boolean;
  /** Items that the viewer has may be shown again. Default: false. */
  keepSeen?: boolean;
}

/** Scores that differ by less count as equal; then the item with the smaller id comes first. */
const TIE = 1e10;

const opened = new WeakMap<RecommenderModel["learned"], Scorer>();

/** The model's scorer; made once for each model. */
export function scorerOf(model: RecommenderModel): Scorer {
  const known = opened.get(model.learned);
  if (known) return known;
  const scorer = methods[model.learned.algorithm].open(model.learned, model);
  opened.set(model.learned, scorer);
  return scorer;
}

/**
 * The viewer that a query means. An unknown user is somebody with no history.
 * Items of the history that the model does not know are left out; of a repeated item the last one counts.
 */
export function viewerOf(model: RecommenderModel, query: Pick<RecommendQuery, "user" | "history" | "segment">): Viewer {
  const { history } = model;
  const user = query.user !== undefined && query.user >= 0 && query.user < history.rows ? query.user : -1;
  const segment = query.segment ?? (user >= 0 ? (model.segments?.[user] ?? -1) : -1);
  if (query.history) return { user: -1, self: user, segment, ...knownItems(model, query.history) };
  if (user < 0) return { user, self: user, segment, items: new Int32Array(0), values: new Float32Array(0) };
  const [from, to] = [history.start[user]!, history.start[user + 1]!];
  return { user, self: user, segment, items: history.column.subarray(from, to), values: history.value.subarray(from, to) };
}

function knownItems(model: RecommenderModel, { items, values }: HistoryInput): { items: Int32Array; values: Float32Array } {
  const last = new Map<number, number>();
  const liked = model.feedback === "explicit" ? model.scale.max : 1;
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!;
    if (!(item >= 0 && item < model.itemIds.length)) continue;
    last.delete(item);
    const value = values?.[at] ?? liked;
    last.set(item, model.feedback === "explicit" ? withinScale(model, value) : value);
  }
  return { items: Int32Array.from(last.keys()), values: Float32Array.from(last.values()) };
}

/** What the model can say about a viewer. */
export function viewOf(model: RecommenderModel, viewer: Viewer): View {
  return scorerOf(model).view(viewer);
}

/**
 * The `k` items that suit best, best first; fewer where fewer are left.
 * Of equal scores (to 1e-10) the item with the smaller id comes first.
 */
export function recommend(model: RecommenderModel, query: RecommendQuery): Recommendation[] {
  const viewer = viewerOf(model, query);
  const scores = viewOf(model, viewer).scoreItems();
  const left = new Uint8Array(scores.length);
  if (!query.keepSeen) for (const item of viewer.items) left[item] = 1;
  for (const item of query.exclude ?? []) left[item] = 1;
  return topItems(scores, query.k, (item) => left[item] === 0 && (query.filterItem?.(item) ?? true));
}

/** The items most like one item, without itself; empty where the algorithm compares no items. */
export function similarItems(model: RecommenderModel, item: number, k: number, filterItem?: (item: number) => boolean): Recommendation[] {
  const scores = scorerOf(model).similarity?.(item);
  if (!scores) return [];
  return topItems(scores, k, (other) => other !== item && scores[other]! > 0 && (filterItem?.(other) ?? true));
}

/** A predicted rating held within the scale. */
export function withinScale({ scale }: RecommenderModel, rating: number): number {
  return Math.min(scale.max, Math.max(scale.min, rating));
}

/** The k best of the allowed items by score, then by number: a heap of k. */
export function topItems(scores: Float64Array, k: number, allowed: (item: number) => boolean): Recommendation[] {
  const heap: Recommendation[] = [];
  for (let item = 0; item < scores.length; item++) {
    const score = Math.round(scores[item]! * TIE) / TIE;
    // Items come in ascending order: an equal score never displaces.
    if (heap.length === k && !(k > 0 && score > heap[0]!.score)) continue;
    if (!allowed(item)) continue;
    if (heap.length < k) siftUp(heap, { item, score });
    else siftDown(heap, { item, score });
  }
  return heap.sort((a, b) => b.score - a.score || a.item - b.item);
}

/** Whether `a` is to leave the heap before `b`. */
function worse(a: Recommendation, b: Recommendation): boolean {
  return a.score < b.score || (a.score === b.score && a.item > b.item);
}

function siftUp(heap: Recommendation[], entry: Recommendation): void {
  let at = heap.length;
  for (let parent = (at - 1) >> 1; at > 0 && worse(entry, heap[parent]!); parent = (at - 1) >> 1) {
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = entry;
}

function siftDown(heap: Recommendation[], entry: Recommendation): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && worse(heap[child + 1]!, heap[child]!)) child++;
    if (!worse(heap[child]!, entry)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = entry;
}
