import fc from "fast-check";
import { expect, it } from "vitest";
import { moments, quantile, rangeAndQuantiles, sortedPresent } from "@/lib/segmentation/order-statistics";

const ratios = [0, 0.25, 0.5, 0.75, 1];
const cells = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noDefaultInfinity: true }), fc.constant(Number.NaN)), { maxLength: 200 });

it("selects the same quantiles and range as sorting gives", () => {
  fc.assert(
    fc.property(cells, (numbers) => {
      const values = Float64Array.from(numbers);
      const ascending = sortedPresent(values);
      const { min, max, quantiles } = rangeAndQuantiles(values, ratios);
      const expected = ratios.map((ratio) => quantile(ascending, ratio));
      // −0 and 0 are equal and may stand in either order.
      expect(quantiles.map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
      if (ascending.length > 0) expect([min + 0, max + 0]).toEqual([ascending[0]! + 0, ascending.at(-1)! + 0]);
      expect(values).toEqual(Float64Array.from(numbers));
    }),
    { seed: 4, numRuns: 500 },
  );
});

it("selects from ascending, descending and constant columns as fast as from others", () => {
  const n = 300_000;
  for (const cell of [(i: number) => i, (i: number) => -i, () => 7, (i: number) => i % 2]) {
    const values = Float64Array.from({ length: n }, (_, i) => cell(i));
    expect(rangeAndQuantiles(values, ratios).quantiles).toEqual(ratios.map((ratio) => quantile(sortedPresent(values), ratio)));
  }
});

it("has moments that large offsets cost no digits, missing cells left out", () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => (i % 3 === 0 ? Number.NaN : 1e9 + (i % 3)));
  expect(moments(values)).toEqual({ count: 666, mean: 1e9 + 1.5, sumSquares: 166.5 });
});
