import { expect, test } from "vitest";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import { estimateRun } from "@/lib/segmentation/estimate";
import { offersFor } from "@/lib/services/segmentation-offers";

const base = { datasetId: "01a1fc6c-0c41-7448-9e55-bef558ef8a4a", features: ["a"] };

test("a run that is too much is offered a sample that is not, and other ways, each with what is lost", () => {
  const request = segmentationRequestSchema.parse({ ...base, algorithm: "hierarchical", parameters: { k: 4, linkage: "average" } });
  const offers = offersFor(request, { rows: 200_000, columns: 8, memoryLimitBytes: 300e6 });
  expect(offers.map(({ kind }) => kind)).toEqual(["sample", "two-stage", "kmeans"]);
  const [sample] = offers;
  const taken = estimateRun({ rows: sample?.rows ?? 0, columns: 8, algorithm: "hierarchical", linkage: "average" });
  expect(taken.memoryBytes).toBeLessThanOrEqual(300e6);
  expect(taken.durationMs).toBeLessThanOrEqual(60_000);
  expect(sample?.title).toMatch(/^Segment a sample of [\d,]+ rows$/u);
  for (const { loses } of offers) expect(loses.length).toBeGreaterThan(40);
});

test("a tree in two stages needs the memory of its micro-clusters, not of its rows", () => {
  const room = (rows: number) => estimateRun({ rows, columns: 6, algorithm: "hierarchical", linkage: "complete" });
  expect([room(30_000).twoStage, room(30_001).twoStage]).toEqual([false, true]);
  expect(room(30_000).memoryBytes).toBeGreaterThan(4 * 30_000 ** 2);
  expect(room(100_000).memoryBytes).toBeLessThan(120e6);
});

test("where not even a small sample fits, none is offered", () => {
  const request = segmentationRequestSchema.parse({ ...base, algorithm: "kmeans", parameters: { k: 4 } });
  expect(offersFor(request, { rows: 200_000, columns: 8, memoryLimitBytes: 1e6 })).toEqual([]);
});
