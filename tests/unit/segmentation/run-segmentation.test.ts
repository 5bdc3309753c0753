import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runSegmentation } from "@/lib/segmentation/run-segmentation";
import { notSegmented } from "@/lib/segmentation/segment-rows";
import type { FeatureTable } from "@/lib/schemas/feature-column";
import type { SegmentationPlan } from "@/lib/schemas/segmentation";
import { featureTable, plan } from "./feature-tables";

const spending = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];

function loadTable(file: string): FeatureTable {
  const [header = "", ...lines] = readFileSync(`tests/fixtures/${file}`, "utf8").trim().split(/\r?\n/);
  const cells = lines.map((line) => line.split(","));
  const column = (j: number) => cells.map((row) => (Number.isNaN(Number(row[j])) ? (row[j] ?? null) : Number(row[j])));
  return featureTable(Object.fromEntries(header.split(",").map((name, j) => [name, column(j)])));
}

interface ExampleCase {
  file: string;
  algorithm: "kmeans" | "hierarchical" | "dbscan" | "pca";
  parameters: Record<string, number | string>;
  scaling: "standard" | "none";
  groups?: string[][];
  noise?: string[];
  inertia?: number;
  merge_heights?: number[];
  explained_variance_ratio?: number[];
  components_abs?: number[][];
}

const examples = JSON.parse(readFileSync("tests/fixtures/reference/examples_reference.json", "utf8")) as ExampleCase[];

function examplePlan(example: ExampleCase, features: string[]): SegmentationPlan {
  const { min_samples: minSamples, ...rest } = example.parameters;
  const parameters = { ...rest, ...(minSamples && { minSamples }), ...(example.algorithm === "hierarchical" && { k: rest.k ?? 2 }) };
  return plan({ algorithm: example.algorithm, parameters: parameters as never, features, preparation: { scaling: example.scaling } });
}

function namedGroups(labels: Int32Array, names: string[]): string[][] {
  const groups = new Map<number, string[]>();
  labels.forEach((label, i) => groups.set(label, [...(groups.get(label) ?? []), names[i]!]));
  return [...groups].filter(([label]) => label >= 0).map(([, members]) => members.sort()).sort();
}

describe("runSegmentation", () => {
  it.each(examples.map((example) => [`${example.file} ${example.algorithm} ${example.scaling}`, example] as const))("gives the reference's answer on %s", async (_, example) => {
    const table = loadTable(`examples/${example.file}`);
    const nameColumn = table.columns.find((column) => column.name === "name");
    const names = nameColumn?.kind === "category" ? Array.from(nameColumn.codes, (code) => nameColumn.levels[code]!) : [];
    const features = table.columns.filter((column) => column.kind === "numeric").map((column) => column.name);
    const result = await runSegmentation({ table, plan: examplePlan(example, features), rowLabels: names });
    if (example.groups) expect(namedGroups(result.rows.segments, names)).toEqual([...example.groups].sort());
    if (example.noise) expect(names.filter((_name, i) => result.rows.segments[i] === -1).sort()).toEqual([...example.noise].sort());
    if (example.inertia) expect(result.quality.inertia).toBeCloseTo(example.inertia, 8);
    example.merge_heights?.forEach((height, m) => expect(result.quality.mergeHeights![m]).toBeCloseTo(height, 7));
    example.explained_variance_ratio?.forEach((ratio, c) => expect(result.quality.explainedVarianceRatio![c]).toBeCloseTo(ratio, 8));
    example.components_abs?.forEach((loadings, c) => loadings.forEach((loading, j) => expect(Math.abs(result.quality.components![c]![j]!)).toBeCloseTo(loading, 8)));
  });

  it("refuses more prepared columns than can be told apart, in words, and takes 2,000", async () => {
    const wide = (columns: number) => featureTable(Object.fromEntries(Array.from({ length: columns }, (_, j) => [`f${j}`, Array.from({ length: 12 }, (_c, i) => ((i * 7 + j * 3) % 11) + (i < 6 ? 0 : 20))])));
    const table = wide(2_000);
    const features = table.columns.map((column) => column.name);
    const { rows } = await runSegmentation({ table, plan: plan({ algorithm: "dbscan", parameters: { eps: 60, minSamples: 2 }, features }), describe: false });
    expect([...rows.segments]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    const tooWide = wide(2_049);
    const request = plan({ algorithm: "kmeans", parameters: { k: 2 }, features: tooWide.columns.map((column) => column.name) });
    await expect(runSegmentation({ table: tooWide, plan: request })).rejects.toMatchObject({ code: "segmentation_impossible", userMessage: expect.stringMatching(/2,049 columns.*at most 2,048/) as string });
  });

  it("segments the wholesale customers as scikit-learn does, and explains them by numbers that are in the data", async () => {
    const table = loadTable("sets/wholesale.csv");
    const result = await runSegmentation({ table, plan: plan({ algorithm: "kmeans", parameters: { k: 3 }, features: spending }) });
    expect(result.quality.inertia).toBeCloseTo(1604.01629972, 6);
    expect(result.quality.silhouette).toBeCloseTo(0.54240123357, 9);
    expect(result.quality.calinskiHarabasz).toBeCloseTo(141.12228071, 6);
    expect(result.quality.daviesBouldin).toBeCloseTo(0.96118961415, 9);
    expect(result.segments.map((segment) => segment.size)).toEqual([393, 44, 3]);
    const grocery = table.columns.find((column) => column.name === "Grocery")!;
    const values = grocery.kind === "numeric" ? Array.from(grocery.values).filter((_value, i) => result.rows.segments[i] === 1) : [];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const evidence = result.segments[1]!.evidence.find((entry) => entry.feature === "Grocery")!;
    expect(evidence.value).toBeCloseTo(mean, 9);
    expect(result.segments[1]!.characteristics.Grocery).toMatchObject({ missingCount: 0, min: Math.min(...values), max: Math.max(...values) });
    expect(new Set(result.segments.map((segment) => segment.name)).size).toBe(3);
  });

  it("gives the same bytes for the same seed", async () => {
    const table = loadTable("sets/wholesale.csv");
    const run = () => runSegmentation({ table, plan: plan({ algorithm: "kmeans", parameters: { k: 5 }, features: spending, seed: 7 }) });
    const [first, second] = [await run(), await run()];
    expect(second.rows).toEqual(first.rows);
    expect(second.segments).toEqual(first.segments);
  });

  it("leaves rows with a missing feature out of every segment when such rows are dropped, and says so", async () => {
    const table = featureTable({ x: [0, 0.1, null, 9, 9.1], y: [0, 0, 1, 9, null] });
    const result = await runSegmentation({ table, plan: plan({ algorithm: "kmeans", parameters: { k: 2 }, features: ["x", "y"], preparation: { missing: "drop", scaling: "none" } }) });
    expect(Array.from(result.rows.segments)).toEqual([0, 0, notSegmented, 1, notSegmented]);
    expect(result.details.droppedRows).toBe(2);
    expect(result.details.notices.join()).toContain("2 rows with a missing feature");
    expect(result.segments.reduce((sum, segment) => sum + segment.size, 0)).toBe(3);
  });

  it("refuses in words what the rows can't give", async () => {
    const table = featureTable({ x: [1, 1, 2], city: ["Kyiv", "Lviv", "Kyiv"], empty: [null, null, null] });
    const run = (request: Parameters<typeof plan>[0]) => runSegmentation({ table, plan: plan(request) });
    await expect(run({ algorithm: "kmeans", parameters: { k: 3 }, features: ["x"] })).rejects.toThrow(/only 2 distinct rows.*at most 2/);
    await expect(run({ algorithm: "kmeans", parameters: { k: 2 }, features: ["city"] })).rejects.toThrow(/“city” is a category/);
    await expect(run({ algorithm: "kmeans", parameters: { k: 2 }, features: ["empty"] })).rejects.toThrow(/“empty” has no value/);
    await expect(run({ algorithm: "kmeans", parameters: { k: 2 }, features: ["absent"] })).rejects.toThrow(/no column “absent”/);
    await expect(run({ algorithm: "pca", parameters: { components: 3 }, features: ["x"] })).rejects.toThrow(/at most 1/);
  });

  it("takes the advice for “auto”, and says what it took", async () => {
    const points = [0, 10, 20, 30].flatMap((center) => [-0.2, -0.1, 0, 0.1, 0.2].map((offset) => center + offset));
    const result = await runSegmentation({ table: featureTable({ x: points }), plan: plan({ algorithm: "kmeans", parameters: { k: "auto" }, features: ["x"] }) });
    expect(result.parameters.k).toBe(4);
    expect(result.details.notices[0]).toContain("k = 4");
  });

  it("stops when it is cancelled, before any result", async () => {
    const controller = new AbortController();
    const table = loadTable("sets/wholesale.csv");
    const request = plan({ algorithm: "hierarchical", parameters: { k: 3, linkage: "ward" }, features: spending });
    const run = runSegmentation({ table, plan: request }, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(run).rejects.toThrow("cancelled");
  });
});
