import { describe, expect, it } from "vitest";
import { successorsOf } from "@/lib/recommendation/methods/successors";
import { sparseRows } from "@/lib/recommendation/sparse-rows";

/** Users × 3 items; each history oldest first. */
function histories(...lists: number[][]) {
  const user = lists.flatMap((list, row) => list.map(() => row));
  const item = lists.flat();
  return sparseRows(lists.length, 3, Int32Array.from(user), Int32Array.from(item), new Float32Array(item.length).fill(1));
}

const all = { support: 1, limit: Infinity };

describe("what comes soon after what", () => {
  it("is the faded count of followers over the sizes to their powers", async () => {
    const { start, column, value } = await successorsOf(histories([0, 2, 1], [0, 1]), all, {});
    expect(Array.from(start)).toEqual([0, 2, 2, 3]);
    expect(Array.from(column)).toEqual([1, 2, 1]);
    expect(value[0]).toBeCloseTo((0.5 ** 0.2 + 0.5 ** 0.1) / (2 ** 0.5 * 2 ** 0.2), 6);
    expect(value[1]).toBeCloseTo(0.5 ** 0.1 / 2 ** 0.5, 6);
    expect(value[2]).toBeCloseTo(0.5 ** 0.1 / 2 ** 0.2, 6);
  });

  it("does not look back, nor from one user into the next", async () => {
    const { start } = await successorsOf(histories([1], [0], [2]), all, {});
    expect(Array.from(start)).toEqual([0, 0, 0, 0]);
  });

  it("leaves out pairs below the support and keeps the strongest", async () => {
    const lists = histories([0, 2, 1], [0, 1]);
    expect(Array.from((await successorsOf(lists, { support: 2, limit: Infinity }, {})).column)).toEqual([1]);
    expect(Array.from((await successorsOf(lists, { support: 1, limit: 1 }, {})).column)).toEqual([1, 1]);
  });
});
