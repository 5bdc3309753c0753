import { expect, test } from "vitest";
import { explainOutliers } from "@/lib/segmentation/explain-outliers";
import { matrixOf } from "../../fixtures/load-set";
import { featureTable } from "./feature-tables";

/** Rows as the clustering saw them (a tenth of the data's numbers), the last three in no segment. */
const prepared = [[1, 0], [1, 1], [2, 0], [8, 5], [9, 5], [20, 5], [-7, 0], [5, 5]];
const input = {
  matrix: matrixOf(prepared),
  names: ["height", "kind=b"],
  // The data has a row more than took part, at the front.
  columns: featureTable({ height: [777, ...prepared.map(([x = 0]) => 10 * x)], kind: ["a", ...prepared.map(([, y]) => (y === 5 ? "b" : "a"))] }).columns,
  rowOf: (i: number) => i + 1,
  outliers: Uint32Array.of(5, 6, 7),
  core: Uint32Array.of(0, 1, 2, 3, 4),
  segments: Int32Array.of(1, 1, 1, 0, 0, -1, -1, -1),
};

test("an outlier is explained by its nearest core row and by the feature in which it is farthest from the average", async () => {
  const explained = await explainOutliers(input);
  expect(explained.map(({ row, distance, nearestSegment }) => [row, distance, nearestSegment])).toEqual([[5, 11, 0], [6, 8, 1], [7, 3, 0]]);
  const average = (777 + 390) / 9;
  expect(explained.map(({ unusual: { zScore: _, ...unusual } }) => unusual)).toEqual([
    { feature: "height", value: 200, average, beyondRatio: 7 / 8 },
    { feature: "height", value: -70, average, beyondRatio: 7 / 8 },
    // A category's column has no number of its own; four of eight rows are below it.
    { feature: "kind=b", value: null, average: null, beyondRatio: 4 / 8 },
  ]);
  expect(explained.map(({ unusual }) => Math.sign(unusual.zScore))).toEqual([1, -1, 1]);
});

test("without any core row there is no nearest segment", async () => {
  const [first] = await explainOutliers({ ...input, core: new Uint32Array(0) });
  expect(first).toMatchObject({ distance: null, nearestSegment: null });
});
