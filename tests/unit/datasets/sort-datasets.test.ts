import { describe, expect, it } from "vitest";
import { sortDatasets } from "@/components/datasets/sort-datasets";
import type { DatasetSummary } from "@/lib/schemas/dataset";

function summary(name: string, rowCount: number, updatedAt = "2026-01-01T00:00:00.000Z"): DatasetSummary {
  return {
    id: name, name, kind: "profiles", status: "ready", progress: { stage: "", ratio: 1 }, rowCount, rejectedCount: 0, columnCount: 2,
    sourceBytes: 10, storedBytes: 10, owner: { id: "u", name: "Dana" }, version: 1, segmentationCount: 0, links: {}, createdAt: updatedAt, updatedAt,
  };
}
const names = (datasets: DatasetSummary[]) => datasets.map((dataset) => dataset.name);

describe("sortDatasets", () => {
  const datasets = [summary("file10", 5), summary("File2", 50), summary("äpfel", 1)];

  it("sorts names as people do: numbers by value, case and accents aside", () => {
    expect(names(sortDatasets(datasets, "name", "asc"))).toEqual(["äpfel", "File2", "file10"]);
  });

  it("sorts figures both ways and leaves the input alone", () => {
    expect(names(sortDatasets(datasets, "rows", "desc"))).toEqual(["File2", "file10", "äpfel"]);
    expect(names(sortDatasets(datasets, "rows", "asc"))).toEqual(["äpfel", "file10", "File2"]);
    expect(names(datasets)).toEqual(["file10", "File2", "äpfel"]);
  });
});
