import { describe, expect, it } from "vitest";
import { randomStream } from "@/lib/kernels/random";
import { shrunkCorrelation, similarRows, strongest } from "@/lib/recommendation/methods/pair-similarity";
import { weightedMean } from "@/lib/recommendation/methods/weighted-mean";
import { sparseRows, transpose, type SparseRows } from "@/lib/recommendation/sparse-rows";

const FEW = 120;
/** Beyond what is held at once: each row is then compared by itself. */
const MANY = 4_200;

/** The same entries in the first `FEW` of `rows` rows. */
function someRatings(rows: number): SparseRows {
  const { nextBelow, nextFloat } = randomStream(3);
  const cells = Array.from({ length: FEW * 60 }, (_, cell) => cell).filter(() => nextFloat() < 0.3);
  const order = cells.map((cell) => ({ cell, at: nextFloat() })).sort((a, b) => a.at - b.at).map(({ cell }) => cell);
  return transpose(sparseRows(60, rows, Int32Array.from(order, (cell) => cell % 60), Int32Array.from(order, (cell) => Math.floor(cell / 60)), Float32Array.from(order, () => nextBelow(9) - 4.3)));
}

describe("pairs of rows", () => {
  it.each([Infinity, 7])("are as alike when each is compared once as when it is compared from both sides (limit %d)", async (limit) => {
    const [once, twice] = await Promise.all([FEW, MANY].map((rows) => {
      const ratings = someRatings(rows);
      return similarRows(ratings, transpose(ratings), (_a, _b, common, products, squares, others) => shrunkCorrelation(common, products, squares, others, 20), { products: true, limit }, {});
    }));
    expect(once!.column.length).toBeGreaterThan(FEW * 6);
    expect(once!.start).toEqual(twice!.start.slice(0, FEW + 1));
    expect(once!.column).toEqual(twice!.column);
    expect(once!.value).toEqual(twice!.value);
  });

  it("keeps the strongest, of equally strong ones the first", () => {
    const { column, value } = strongest({ column: Int32Array.of(2, 3, 5, 7, 8, 9), value: Float32Array.of(1, 4, 1, 4, 1, 2) }, 4);
    expect(Array.from(column)).toEqual([2, 3, 7, 9]);
    expect(Array.from(value)).toEqual([1, 4, 4, 2]);
  });
});

describe("weightedMean", () => {
  it("is over the strongest alone, of equally strong ones over the first, and 0 where nobody speaks", () => {
    const mean = weightedMean(5, 2);
    expect(mean.ofStrongest()).toBe(0);
    for (const [weight, value] of [[1, 10], [2, 4], [3, 8], [2, 100]] as const) mean.add(weight, value);
    expect(mean.ofStrongest()).toBe((3 * 8 + 2 * 4) / 5);
    mean.clear();
    mean.add(1, 5);
    expect(mean.ofStrongest()).toBe(5);
  });
});
