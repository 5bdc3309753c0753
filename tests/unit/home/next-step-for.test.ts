import { describe, expect, it } from "vitest";
import { nextStepFor } from "@/components/home/next-step-for";
import type { DatasetSummary } from "@/lib/schemas/dataset";
import type { SegmentationSummary } from "@/lib/schemas/segmentation";

const dataset: DatasetSummary = {
  id: "d1", name: "Shop", kind: "profiles", status: "ready", progress: { stage: "", ratio: 1 }, rowCount: 3, rejectedCount: 0, columnCount: 2, sourceBytes: 1, storedBytes: 1,
  owner: { id: "u", name: "Dana" }, version: 1, segmentationCount: 0, links: {}, createdAt: "2026-01-01T00:00:00.000Z", updatedAt: "2026-01-01T00:00:00.000Z",
};
const run: SegmentationSummary = {
  id: "s1", name: "By spending", status: "succeeded", progress: { stage: "Done", ratio: 1 }, datasetId: "d1", datasetName: "Shop", datasetVersion: 1, rows: 3, algorithm: "kmeans",
  parameters: { k: 2 }, features: ["a"], preparation: { missing: "mean", scaling: "standard", encoding: "none", log1p: [], outliers: "keep" }, seed: 42, segmentCount: 2, createdBy: "Dana", createdAt: "2026-01-01T00:00:00.000Z",
};
const hrefFor = (situation: Parameters<typeof nextStepFor>[0]) => nextStepFor(situation).href;

describe("nextStepFor", () => {
  it("points first at what runs, then at what is being read", () => {
    expect(hrefFor({ datasets: [dataset], runs: [run, { ...run, id: "s2", status: "running" }], canWrite: true })).toBe("/segmentations/s2");
    expect(hrefFor({ datasets: [{ ...dataset, status: "ingesting" }], runs: [], canWrite: true })).toBe("/datasets/d1");
  });

  it("points at data that nobody has segmented, but not a viewer", () => {
    expect(hrefFor({ datasets: [dataset], runs: [run], canWrite: true })).toBe("/segmentations/new?dataset=d1");
    expect(hrefFor({ datasets: [dataset], runs: [run], canWrite: false })).toBe("/segmentations/s1");
  });

  it("leads events to their charts, until users were made of them or something newer was segmented", () => {
    const events: DatasetSummary = { ...dataset, id: "e1", kind: "events", createdAt: "2026-02-01T00:00:00.000Z" };
    expect(hrefFor({ datasets: [events], runs: [run], canWrite: true })).toBe("/engagement/e1");
    expect(hrefFor({ datasets: [{ ...events, links: { profiles: "p1" } }], runs: [run], canWrite: true })).toBe("/segmentations/s1");
    expect(hrefFor({ datasets: [events], runs: [{ ...run, createdAt: "2026-03-01T00:00:00.000Z" }], canWrite: true })).toBe("/segmentations/s1");
    expect(hrefFor({ datasets: [events], runs: [], canWrite: false })).toBe("/engagement/e1");
  });

  it("links items to events that have none; items on their own are segmented", () => {
    const items: DatasetSummary = { ...dataset, id: "i1", kind: "items" };
    const events: DatasetSummary = { ...dataset, id: "e1", kind: "events" };
    expect(hrefFor({ datasets: [items, events], runs: [], canWrite: true })).toBe("/datasets/e1");
    expect(hrefFor({ datasets: [items, { ...events, links: { items: "i1" } }], runs: [], canWrite: true })).toBe("/engagement/e1");
    expect(hrefFor({ datasets: [items], runs: [], canWrite: true })).toBe("/segmentations/new?dataset=i1");
  });

  it("always has something to do", () => {
    expect(hrefFor({ datasets: [{ ...dataset, status: "failed" }], runs: [], canWrite: true })).toBe("/datasets/new");
    expect(hrefFor({ datasets: [{ ...dataset, status: "failed" }], runs: [], canWrite: false })).toBe("/datasets");
  });
});
