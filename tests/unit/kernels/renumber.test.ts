import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renumbering, renumberLabels } from "@/lib/kernels/renumber";

describe("renumberLabels", () => {
  it("numbers by size, ties by the smallest member's index, and leaves noise alone", () => {
    expect([...renumberLabels(Int32Array.of(2, 0, 0, -1, 2, 1, 1, 1), 3)]).toEqual([1, 2, 2, -1, 1, 0, 0, 0]);
  });

  it("skips clusters that own no row", () => {
    const { labels, order, sizes } = renumbering(Int32Array.of(5, 5, 1), 7);
    expect([...labels]).toEqual([0, 0, 1]);
    expect([...order]).toEqual([5, 1]);
    expect([...sizes]).toEqual([2, 1]);
  });

  it("refuses a label outside the range by name", () => {
    expect(() => renumberLabels(Int32Array.of(0, 3), 3)).toThrow(/labels: row 1 has 3/);
  });

  it("gives the same answer for any names of the same partition", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 40 }), fc.integer({ min: 0, max: 4 }), (labels, shift) => {
        const renamed = labels.map((label) => (label < 0 ? -1 : (label + shift) % 5));
        expect(renumberLabels(Int32Array.from(renamed), 5)).toEqual(renumberLabels(Int32Array.from(labels), 5));
      }),
    );
  });
});
