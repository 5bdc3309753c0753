import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "@/lib/db/client";
import * as environment from "@/lib/env";
import { segmentationMapSchema, segmentationSchema, segmentationPageSchema, segmentationRequestSchema, segmentDetailSchema } from "@/lib/schemas/segmentation";
import { segmentationEstimateSchema, segmentationRowsSchema } from "@/lib/schemas/segmentation-queries";
import type { CurrentUser } from "@/lib/schemas/user";
import { getDataset } from "@/lib/services/datasets";
import { deleteDataset } from "@/lib/services/dataset-changes";
import { ownedBySegmentation, removeOwnedFiles } from "@/lib/services/owned-files";
import { estimateSegmentation } from "@/lib/services/segmentation-estimate";
import { exportSegmentation } from "@/lib/services/segmentation-export";
import { segmentationMap } from "@/lib/services/segmentation-map";
import { segmentationRows } from "@/lib/services/segmentation-rows";
import { executeSegmentation } from "@/lib/services/segmentation-run";
import { rerunSegmentation, startSegmentation } from "@/lib/services/segmentation-start";
import { cancelSegmentation, deleteSegmentation, getSegmentation, listSegmentations, renameSegmentation } from "@/lib/services/segmentations";
import { getSegment, patchSegment, restoreSegmentTexts } from "@/lib/services/segments";
import { filesOnDisk } from "./files-on-disk";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";
import { readyDataset, uploadText } from "./upload-text";

const wholesale = readFileSync("tests/fixtures/sets/wholesale.csv", "utf8");
const spending = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];
let user: CurrentUser;
let datasetId: string;

beforeAll(async () => {
  user = await makeUser();
  datasetId = await readyDataset(user, wholesale, { name: "Wholesale" });
});

const kmeans = (rest: object = {}) => segmentationRequestSchema.parse({ datasetId, algorithm: "kmeans", features: spending, parameters: { k: 3 }, ...rest });

async function finished(request = kmeans()) {
  const { id } = await startSegmentation(user, request);
  await runWaitingJobs();
  return segmentationSchema.parse(await getSegmentation(id));
}

async function text(download: { stream: ReadableStream<Uint8Array> }): Promise<string> {
  return new Response(download.stream).text();
}

test("a column and a value called __proto__ are described in what is stored and read, as any other", async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i < 6 ? i : 90 + i},${i % 2 ? "__proto__" : "a"}`);
  const odd = await readyDataset(user, ["__proto__,kind", ...rows].join("\n"), { name: "Odd names" });
  const run = await finished(segmentationRequestSchema.parse({ datasetId: odd, algorithm: "hierarchical", features: ["__proto__"], parameters: { k: 2 } }));
  for (const figures of [run.details?.overall ?? {}, ...run.segments.map(({ characteristics }) => characteristics)]) {
    expect(Object.keys(figures).sort()).toEqual(["__proto__", "kind"]);
    expect(figures["kind"]).toMatchObject({ values: expect.objectContaining({ a: expect.any(Number) as number }) as object });
    expect(Object.keys((figures["kind"] as { values: object }).values).sort()).toEqual(["__proto__", "a"]);
  }
  expect(run.segments.map(({ description }) => description.slice(0, 14))).toEqual(["Proto averages", "Proto averages"]);
});

describe("a K-means run on wholesale.csv", () => {
  let run: Awaited<ReturnType<typeof finished>>;
  beforeAll(async () => {
    run = await finished();
  });

  test("finds what scikit-learn finds", () => {
    expect(run.error).toBeUndefined();
    expect(run.status).toBe("succeeded");
    expect(run.quality?.inertia).toBeCloseTo(1604.016, 2);
    expect(run.quality?.silhouette).toBeCloseTo(0.5424, 3);
    expect(run.segments.map(({ segment, size }) => [segment, size])).toEqual([...run.segments].map(({ segment, size }) => [segment, size]).sort((a, b) => (b[1] ?? 0) - (a[1] ?? 0)));
    expect(run.segments.reduce((sum, { size }) => sum + size, 0)).toBe(440);
    expect(run).toMatchObject({ name: "K-means, 3 segments", rows: 440, datasetVersion: 1, seed: 42, segmentCount: 3 });
  });

  test("is exported with every row of the dataset, and without a limit", async () => {
    const csv = (await text(await exportSegmentation(run.id, { format: "csv", level: "rows" }))).trim().split(/\r?\n/u);
    expect(csv).toHaveLength(441);
    expect(csv[0]).toMatch(/^Channel,Region,Fresh,.*,segment,segment_name,confidence$/u);
    const json = JSON.parse(await text(await exportSegmentation(run.id, { format: "json", level: "rows" }))) as { segment: number }[];
    expect(json).toHaveLength(440);
    expect(json.filter(({ segment }) => segment === 2)).toHaveLength(run.segments[2]?.size ?? -1);
    const segments = (await text(await exportSegmentation(run.id, { format: "csv", level: "segments" }))).trim().split("\r\n");
    expect(segments).toHaveLength(4);
    const one = await text(await exportSegmentation(run.id, { format: "csv", level: "rows", segment: 2 }));
    expect(one.trim().split(/\r?\n/u)).toHaveLength(1 + (run.segments[2]?.size ?? 0));
  });

  test("has a map, of all rows or of a sample that keeps the small segments and is always the same", async () => {
    const all = segmentationMapSchema.parse(await segmentationMap(run.id, 20_000));
    expect(all.rowIds).toHaveLength(440);
    const sample = await segmentationMap(run.id, 100);
    expect(sample.rowIds.length).toBeLessThanOrEqual(100);
    expect(new Set(sample.segments)).toEqual(new Set([0, 1, 2]));
    expect(await segmentationMap(run.id, 100)).toEqual(sample);
  });

  test("shows its rows by segment, and the doubtful ones", async () => {
    const page = { limit: 5, doubtful: false, direction: "asc" } as const;
    const rows = segmentationRowsSchema.parse(await segmentationRows(run.id, { ...page, segment: 1, sort: "Fresh" }));
    expect(rows.total).toBe(run.segments[1]?.size);
    expect(rows.items.every(({ segment }) => segment === 1)).toBe(true);
    const doubtful = await segmentationRows(run.id, { ...page, doubtful: true, sort: "confidence" });
    expect(doubtful.items.every(({ silhouette, confidence }) => (silhouette ?? 1) < 0 || (confidence ?? 1) < 0.15)).toBe(true);
    await expect(segmentationRows(run.id, { ...page, sort: "nope" })).rejects.toMatchObject({ code: "bad_request" });
  });

  test("gives the same result when it is run again", async () => {
    const { id } = await rerunSegmentation(user, run.id);
    await runWaitingJobs();
    const again = await getSegmentation(id);
    expect(again.quality).toEqual(run.quality);
    const rows = (runId: string) => exportSegmentation(runId, { format: "csv", level: "rows" }).then(text);
    expect(await rows(id)).toBe(await rows(run.id));
    await deleteSegmentation(user, id);
  });

  test("and its segments can be renamed, described, and given their own texts back", async () => {
    const [segment] = run.segments;
    const renamed = segmentDetailSchema.parse(await patchSegment(segment?.id ?? "", { name: "Cafés & <b>bars</b>", description: "=HYPERLINK(1)" }));
    expect(renamed).toMatchObject({ name: "Cafés & <b>bars</b>", segmentation: { id: run.id } });
    const csv = await text(await exportSegmentation(run.id, { format: "csv", level: "segments" }));
    expect(csv).toContain("'=HYPERLINK(1)");
    expect((await restoreSegmentTexts(segment?.id ?? "")).name).toBe(segment?.automaticName);
    expect((await renameSegmentation(run.id, "Ours")).name).toBe("Ours");
    await expect(getSegment(run.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is in the dataset's history", async () => {
    const history = segmentationPageSchema.parse(await listSegmentations({ limit: 10, datasetId }));
    expect(history.items.map(({ id }) => id)).toContain(run.id);
    expect((await getDataset(datasetId)).segmentationCount).toBe(1);
    await expect(cancelSegmentation(run.id)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("every other algorithm", () => {
  test("hierarchical keeps its tree, DBSCAN its noise, PCA its components", async () => {
    const tree = await finished(segmentationRequestSchema.parse({ datasetId, algorithm: "hierarchical", features: spending, parameters: { k: 4, linkage: "ward" } }));
    expect(tree.quality?.mergeHeights).toHaveLength(20);
    expect(tree.details?.mergeTree?.length).toBeGreaterThan(20);
    const density = await finished(segmentationRequestSchema.parse({ datasetId, algorithm: "dbscan", features: spending, parameters: { eps: 0.9, minSamples: 5 } }));
    expect(density.segments.at(-1)).toMatchObject({ segment: -1, size: density.quality?.noise });
    const plane = await finished(segmentationRequestSchema.parse({ datasetId, algorithm: "pca", features: spending, parameters: { components: 2 } }));
    expect(plane.quality?.components).toHaveLength(2);
    expect((await segmentationMap(plane.id, 20_000)).rowIds).toHaveLength(440);
    expect((await text(await exportSegmentation(plane.id, { format: "csv", level: "rows" }))).split("\n")[0]).toMatch(/Delicassen,pc1,pc2$/u);
    const loadings = await text(await exportSegmentation(plane.id, { format: "csv", level: "segments" }));
    expect(loadings).toMatch(/^component,explained_variance,explained_variance_ratio,Fresh,/u);
    for (const { id } of [tree, density, plane]) await deleteSegmentation(user, id);
  });
});

describe("what is impossible is refused in words before the run", () => {
  test.each([
    ["an unknown feature", { features: ["Fresh", "Nope"] }, /no column “Nope”/u],
    ["a feature twice", { features: ["Fresh", "Fresh"] }, /chosen twice/u],
    ["more segments than rows", { parameters: { k: 500 } }, /500 segments are not possible with 440 rows/u],
    ["more segments than distinct rows", { features: ["Channel", "Region"], parameters: { k: 7 } }, /only 6 distinct rows.*at most 6/u],
    ["a logarithm of something else", { preparation: { log1p: ["Region"] } }, /not among the features/u],
  ])("%s", async (_case, change, words) => {
    await expect(startSegmentation(user, kmeans(change))).rejects.toMatchObject({ code: "segmentation_impossible", userMessage: expect.stringMatching(words) as string });
    expect(segmentationEstimateSchema.parse(await estimateSegmentation(kmeans(change)))).toMatchObject({ possible: false });
  });

  test("text without encoding, more components than features", async () => {
    const id = await readyDataset(user, `name,a,b,kind\n${Array.from({ length: 30 }, (_, i) => `n${i},${i},${i % 7},${i % 2 ? "x" : "y"}`).join("\n")}\n`);
    await expect(startSegmentation(user, kmeans({ datasetId: id, features: ["a", "kind"] }))).rejects.toMatchObject({ userMessage: expect.stringMatching(/one-hot/u) as string });
    const pca = segmentationRequestSchema.parse({ datasetId: id, algorithm: "pca", features: ["a", "b"], parameters: { components: 3 } });
    await expect(startSegmentation(user, pca)).rejects.toMatchObject({ userMessage: expect.stringMatching(/at most 2/u) as string });
    const encoded = await finished(kmeans({ datasetId: id, features: ["a", "kind"], preparation: { encoding: "onehot" } }));
    expect(encoded.details?.preparedFeatures).toHaveLength(3);
    await deleteDataset(user, id);
  });

  test("too much memory, with the estimate and what to do", async () => {
    const small = vi.spyOn(environment, "env").mockReturnValue({ ...environment.env(), MEMORY_LIMIT_MB: 10 });
    await expect(startSegmentation(user, kmeans())).rejects.toMatchObject({ code: "segmentation_too_large", userMessage: expect.stringMatching(/needs about .* MB.*10\.0 MB may be used.*fewer features/u) as string });
    small.mockRestore();
  });

  test("a dataset that is not ready", async () => {
    const { id } = await uploadText(user, wholesale);
    await expect(startSegmentation(user, kmeans({ datasetId: id }))).rejects.toMatchObject({ code: "dataset_not_ready" });
    await deleteDataset(user, id);
    await expect(startSegmentation(user, kmeans({ datasetId: id }))).rejects.toMatchObject({ code: "not_found" });
    await runWaitingJobs();
  });
});

describe("runs beside each other", () => {
  test("two runs and two uploads at once don't disturb each other", async () => {
    const requests = [kmeans({ parameters: { k: 2 } }), kmeans({ parameters: { k: 5 } })];
    const [runs, uploads] = await Promise.all([
      Promise.all(requests.map((request) => startSegmentation(user, request))),
      Promise.all(["left", "right"].map((name) => uploadText(user, wholesale, { name }))),
    ]);
    await runWaitingJobs();
    const results = await Promise.all(runs.map(({ id }) => getSegmentation(id)));
    expect(results.map(({ status, segmentCount }) => [status, segmentCount])).toEqual([["succeeded", 2], ["succeeded", 5]]);
    for (const { id } of uploads) {
      expect(await getDataset(id)).toMatchObject({ status: "ready", rowCount: 440 });
      await deleteDataset(user, id);
    }
    for (const { id } of runs) await deleteSegmentation(user, id);
  });
});

describe("a run that is not wanted any more", () => {
  test("is cancelled at once while it waits", async () => {
    const { id } = await startSegmentation(user, kmeans());
    expect((await cancelSegmentation(id)).status).toBe("cancelled");
    expect(await runWaitingJobs()).toEqual(["done"]);
    expect((await getSegmentation(id)).status).toBe("cancelled");
    await deleteSegmentation(user, id);
  });

  test("is cancelled in the middle within half a second, and leaves no file", async () => {
    const rows = Array.from({ length: 45_000 }, (_, i) => `${i},${(i * 7919) % 10_007},${(i * 104_729) % 9973},${(i * 1299709) % 9949}`).join("\n");
    const big = await readyDataset(user, `n,a,b,c\n${rows}\n`);
    const before = await filesOnDisk();
    const { id } = await startSegmentation(user, segmentationRequestSchema.parse({ datasetId: big, algorithm: "hierarchical", features: ["a", "b", "c"], parameters: { k: 50, linkage: "ward" } }));
    const jobs = runWaitingJobs();
    await vi.waitUntil(async () => (await getSegmentation(id)).progress.ratio > 0.05, { timeout: 20_000, interval: 10 });
    const cancelledAt = Date.now();
    await cancelSegmentation(id);
    await jobs;
    expect(Date.now() - cancelledAt).toBeLessThan(2_000);
    expect(await getSegmentation(id)).toMatchObject({ status: "cancelled", segments: [] });
    expect(await filesOnDisk()).toEqual(before);
    await deleteDataset(user, big);
  });

  test("is not completed when it was deleted or cancelled at the last moment", async () => {
    const context = { signal: new AbortController().signal, temporaryFolder: `${environment.env().DATA_DIR}/tmp` };
    const before = await filesOnDisk();
    const { id } = await startSegmentation(user, kmeans());
    const work = executeSegmentation(id, context);
    await deleteSegmentation(user, id);
    // It notices the missing row at once, or only when it comes to store its result: either way nothing stays.
    await Promise.allSettled([work]);
    await runWaitingJobs();
    expect(await filesOnDisk()).toEqual(before);
    await expect(getSegmentation(id)).rejects.toMatchObject({ code: "not_found" });
    await expect(executeSegmentation(id, context)).rejects.toMatchObject({ reason: "gone" });
  });

  test("leaves no file either when it finished while it was being deleted", async () => {
    const before = await filesOnDisk();
    const { id } = await startSegmentation(user, kmeans());
    const owned = await ownedBySegmentation(id);
    await runWaitingJobs();
    await database().segmentation.delete({ where: { id } });
    await removeOwnedFiles(owned);
    expect(await filesOnDisk()).toEqual(before);
  });

  test("a retry of a finished run changes nothing", async () => {
    const run = await finished();
    const context = { signal: new AbortController().signal, temporaryFolder: `${environment.env().DATA_DIR}/tmp` };
    await expect(executeSegmentation(run.id, context)).rejects.toMatchObject({ reason: "gone" });
    expect(await getSegmentation(run.id)).toEqual(run);
  });
});
