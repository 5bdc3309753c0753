import { expect, test } from "vitest";
import { pointsInArea } from "@/lib/segmentation/points-in-area";

test("places inside a bent line are found, those in its bay, outside and without a place are not", () => {
  const horseshoe = [[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3]] as const;
  const x = [0.5, 1.5, 2.5, 1.5, 5, Number.NaN];
  const y = [2, 2, 2, 0.5, 2, 1];
  expect(Array.from(pointsInArea({ x, y }, horseshoe))).toEqual([0, 2, 3]);
  expect(Array.from(pointsInArea({ x, y }, [...horseshoe].reverse()))).toEqual([0, 2, 3]);
});
