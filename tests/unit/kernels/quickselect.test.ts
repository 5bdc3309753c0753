import fc from "fast-check";
import { expect, test } from "vitest";
import { quickselect, selectedQuantile } from "@/lib/kernels/quickselect";

const numbers = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })), { minLength: 1, maxLength: 200 });

test("the value of a rank is in its place, none larger before it and none smaller behind it", () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (list, seed) => {
      const values = Float64Array.from(list);
      const rank = seed % values.length;
      quickselect(values, rank, 0, values.length - 1);
      expect(values[rank]).toBe(Float64Array.from(list).sort()[rank]);
      expect(Math.max(...values.subarray(0, rank + 1))).toBe(values[rank]);
      expect(Math.min(...values.subarray(rank))).toBe(values[rank]);
    }),
    { seed: 3 },
  );
});

test("a quantile is interpolated between its two ranks", () => {
  expect(selectedQuantile(Float64Array.of(7), 0.5)).toBe(7);
  expect(selectedQuantile(Float64Array.of(4, 1, 3, 2), 0.5)).toBe(2.5);
  expect(selectedQuantile(Float64Array.of(4, 1, 3, 2), 0)).toBe(1);
  expect(selectedQuantile(Float64Array.of(4, 1, 3, 2), 1)).toBe(4);
  expect(selectedQuantile(Float64Array.of(10, 0), 0.25)).toBe(2.5);
});
