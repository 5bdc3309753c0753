import { createPacer } from "../../kernels/pacer";
import type { Learned, RecommenderModel, Scorer, Viewer } from "../model";
import type { SparseRows } from "../sparse-rows";
import { numberOf, type TrainInput } from "../train-input";
import { rankingWeights } from "../ranking-weights";

/** Pairs that a model holds at most where all neighbours are asked for; beyond, the strongest of each item are kept. */
const MOST_PAIRS = 24_000_000;
const KEPT_BEYOND = 200;

export async function trainItemNeighbours(input: TrainInput): Promise<Learned> {
  const { parameters } = input;
  const limit = numberOf(parameters, "neighbours") || Infinity;
  const pairs = await similarPairs(input, limit, (common, _sum, a, b) => common / Math.sqrt(a * b));
  return { algorithm: "item-knn", parameters, figures: {}, arrays: { start: pairs.start, neighbour: pairs.column, similarity: pairs.value }, parts: [] };
}

type Measure = (common: number, sum: number, a: number, b: number) => number;

/** items × items of similarities above 0, the `limit` strongest of each item. `measure` gets common users and both items' users. */
async function similarPairs({ liked: history, likedBy: audience, control }: TrainInput, limit: number, measure: Measure): Promise<SparseRows> {
  const items = history.columns;
  const pacer = createPacer(control);
  const common = new Float64Array(items);
  const rows: { column: Int32Array; value: Float32Array }[] = [];
  let pairs = 0;
  for (let item = 0; item < items; item++) {
    const touched = countCommon(history, audience, item, common);
    const size = audience.start[item + 1]! - audience.start[item]!;
    const others = touched.filter((other) => other !== item).sort();
    const value = Float32Array.from(others, (other) => measure(common[other]!, 0, size, audience.start[other + 1]! - audience.start[other]!));
    for (const other of touched) common[other] = 0;
    const row = strongest({ column: others, value }, pairs > MOST_PAIRS ? Math.min(limit, KEPT_BEYOND) : limit);
    pairs += row.column.length;
    rows.push(row);
    if (pacer.due()) await pacer.breathe(item / items);
  }
  const start = new Int32Array(items + 1);
  rows.forEach((row, item) => (start[item + 1] = start[item]! + row.column.length));
  const result = { rows: items, columns: items, start, column: new Int32Array(start[items]!), value: new Float32Array(start[items]!) };
  rows.forEach((row, item) => {
    result.column.set(row.column, start[item]!);
    result.value.set(row.value, start[item]!);
  });
  return result;
}

function countCommon(history: SparseRows, audience: SparseRows, item: number, common: Float64Array): Int32Array {
  const touched: number[] = [];
  for (let at = audience.start[item]!; at < audience.start[item + 1]!; at++) {
    const user = audience.column[at]!;
    for (let entry = history.start[user]!; entry < history.start[user + 1]!; entry++) {
      const other = history.column[entry]!;
      if (common[other] === 0) touched.push(other);
      common[other]!++;
    }
  }
  return Int32Array.from(touched);
}

function strongest(row: { column: Int32Array; value: Float32Array }, limit: number): { column: Int32Array; value: Float32Array } {
  if (row.column.length <= limit) return row;
  const order = Array.from(row.column.keys()).sort((a, b) => row.value[b]! - row.value[a]! || a - b).slice(0, limit).sort((a, b) => a - b);
  return { column: Int32Array.from(order, (at) => row.column[at]!), value: Float32Array.from(order, (at) => row.value[at]!) };
}

export function openItemNeighbours({ parameters, arrays }: Learned, model: RecommenderModel): Scorer {
  const start = arrays.start as Int32Array;
  const neighbour = arrays.neighbour as Int32Array;
  const similarity = arrays.similarity as Float32Array;
  const addRow = (scores: Float64Array, item: number, weight: number): void => {
    for (let at = start[item]!; at < start[item + 1]!; at++) scores[neighbour[at]!]! += weight * similarity[at]!;
  };
  const weightsOf = (viewer: Viewer): Float64Array => rankingWeights(model, viewer, numberOf(parameters, "feedbackScale"));
  return {
    exact: true,
    view: (viewer) => {
      const weights = weightsOf(viewer);
      return {
        scoreItems: () => {
          const scores = new Float64Array(model.itemIds.length);
          viewer.items.forEach((item, at) => addRow(scores, item, weights[at]!));
          return scores;
        },
        contributions: (target) =>
          Float64Array.from(viewer.items, (item, at) => {
            for (let entry = start[item]!; entry < start[item + 1]!; entry++) if (neighbour[entry] === target) return weights[at]! * similarity[entry]!;
            return 0;
          }),
      };
    },
    similarity: (item) => {
      const scores = new Float64Array(model.itemIds.length);
      addRow(scores, item, 1);
      return scores;
    },
  };
}
