import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { exampleListSchema, exampleLoadedSchema, type ExampleName } from "@/lib/schemas/example";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import type { CurrentUser } from "@/lib/schemas/user";
import { datasetRows } from "@/lib/services/dataset-rows";
import { getDataset } from "@/lib/services/datasets";
import { listExamples, loadExample } from "@/lib/services/examples";
import { generatedCustomers } from "@/lib/services/generated-customers";
import { segmentationMap } from "@/lib/services/segmentation-map";
import { startSegmentation } from "@/lib/services/segmentation-start";
import { getSegmentation } from "@/lib/services/segmentations";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";

interface Reference {
  file: string;
  algorithm: string;
  scaling: string;
  groups?: string[][];
  noise?: string[];
  inertia?: number;
  merge_heights?: number[];
  explained_variance_ratio?: number[];
}

const references = JSON.parse(readFileSync("tests/fixtures/reference/examples_reference.json", "utf8")) as Reference[];
let user: CurrentUser;
beforeAll(async () => {
  user = await makeUser();
});

/** Loads an example, runs the segmentation it suggests, and answers the run with the names of the rows of each segment. */
async function runExample(name: ExampleName) {
  const loaded = exampleLoadedSchema.parse(await loadExample(user, name));
  await runWaitingJobs();
  const dataset = await getDataset(loaded.datasetId);
  const { id } = await startSegmentation(user, segmentationRequestSchema.parse(loaded.segmentation));
  await runWaitingJobs();
  const map = await segmentationMap(id, 20_000);
  const named = new Map<number, string[]>();
  map.segments.forEach((segment, i) => named.set(segment, [...(named.get(segment) ?? []), map.labels?.[i] ?? ""]));
  return { dataset, run: await getSegmentation(id), named };
}

const sorted = (groups: string[][]) => groups.map((group) => group.toSorted().join("|")).toSorted();

describe("the gallery", () => {
  test("lists what loading then gives", async () => {
    const { items } = exampleListSchema.parse({ items: listExamples() });
    expect(items).toHaveLength(8);
  });

  test.each<[ExampleName, string, string]>([
    ["spices", "spices.csv", "kmeans"],
    ["recipes", "recipes.csv", "hierarchical"],
    ["recipe-flavours", "recipe_flavours.csv", "pca"],
    ["dishes", "dishes.csv", "dbscan"],
    ["menu", "menu.csv", "kmeans"],
    ["food-delivery-customers", "food_delivery_customers.csv", "hierarchical"],
  ])("%s gives the reference's answer", async (name, file, algorithm) => {
    const { dataset, run, named } = await runExample(name);
    const listed = listExamples().find((example) => example.name === name);
    expect(dataset).toMatchObject({ status: "ready", kind: "profiles", rowCount: listed?.rows, columnCount: listed?.columns });
    expect(run.status).toBe("succeeded");
    const reference = references.find((each) => each.file === file && each.algorithm === algorithm && each.scaling === run.preparation.scaling);
    expect(reference).toBeDefined();
    if (reference?.groups) expect(sorted([...named].filter(([segment]) => segment >= 0).map(([, group]) => group))).toEqual(sorted(reference.groups));
    if (reference?.noise) expect(named.get(-1)?.toSorted()).toEqual(reference.noise.toSorted());
    if (reference?.inertia) expect(run.quality?.inertia).toBeCloseTo(reference.inertia, 6);
    reference?.merge_heights?.forEach((height, m) => expect(run.quality?.mergeHeights?.[m]).toBeCloseTo(height, 6));
    reference?.explained_variance_ratio?.forEach((ratio, c) => expect(run.quality?.explainedVarianceRatio?.[c]).toBeCloseTo(ratio, 8));
  });
});

describe("the generated customers", () => {
  test("are the same ones for the same seed, and others for another", () => {
    expect(generatedCustomers(1)).toBe(generatedCustomers(1));
    expect(generatedCustomers(1)).not.toBe(generatedCustomers(2));
    expect(generatedCustomers(1).trim().split("\r\n")).toHaveLength(1001);
  });

  test("hide four groups, which K-means finds again", async () => {
    const { dataset, run } = await runExample("generated-customers");
    expect(dataset.columns.map(({ name }) => name)).toEqual([
      "customer_id", "spending", "frequency", "recency", "average_order", "membership_years", "age", "gender", "city", "preferred_category", "true_segment",
    ]);
    const truth = await datasetRows(dataset.id, { limit: 500, direction: "asc" });
    expect(new Set(truth.items.map(({ cells }) => cells.at(-1)))).toEqual(new Set(["high value", "regular", "occasional", "at risk"]));
    const map = await segmentationMap(run.id, 20_000);
    const counts = new Map<string, number>();
    truth.items.forEach(({ rowId, cells }) => {
      const key = `${String(cells.at(-1))}:${map.segments[map.rowIds.indexOf(rowId)] ?? "?"}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    });
    const matched = [...new Set(truth.items.map(({ cells }) => String(cells.at(-1))))].map((group) =>
      Math.max(...[...counts].filter(([key]) => key.startsWith(`${group}:`)).map(([, count]) => count)),
    );
    expect(matched.reduce((sum, count) => sum + count, 0) / truth.items.length).toBeGreaterThan(0.97);
  });
});
