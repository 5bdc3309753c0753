import { expect, test } from "vitest";
import type { ColumnProfile } from "@/lib/schemas/column";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import { maximumPreparedColumns } from "@/lib/segmentation/preparation-model";
import { findProblems } from "@/lib/services/segmentation-problems";

const column = (name: string) => ({ name, type: "text", role: "feature", distinctCount: 200 }) as ColumnProfile;

test("what a run would refuse for its width is refused before it is queued", () => {
  // Each becomes its 50 most frequent categories and one for the others.
  const fitting = Math.floor(maximumPreparedColumns / 51);
  const problemsOf = (count: number) => {
    const columns = Array.from({ length: count }, (_, at) => column(`c${at}`));
    const request = segmentationRequestSchema.parse({ datasetId: "01a1fc6c-0c41-7448-9e55-bef558ef8a4a", algorithm: "kmeans", features: columns.map(({ name }) => name), preparation: { encoding: "onehot" }, parameters: { k: 3 } });
    return findProblems(request, columns, 10_000);
  };
  expect(problemsOf(fitting)).toEqual([]);
  expect(problemsOf(fitting + 1)).toMatchObject([{ name: "features", reason: expect.stringMatching(/2,091 columns.*at most 2,048/u) as string }]);
});
