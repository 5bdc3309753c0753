import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/db/client";
import { randomStream } from "@/lib/kernels/random";
import { embeddingSchema, mapValuesQuerySchema, mapValuesSchema, selectionSchema, type MapArea } from "@/lib/schemas/map";
import { segmentationRequestSchema, segmentationSchema } from "@/lib/schemas/segmentation";
import type { CurrentUser } from "@/lib/schemas/user";
import { outliersSchema } from "@/lib/schemas/outliers";
import { agreementSchema, silhouettePlotSchema } from "@/lib/schemas/trust";
import { createAudience } from "@/lib/services/audiences";
import { copySample } from "@/lib/services/dataset-sample-copy";
import { getDataset } from "@/lib/services/datasets";
import { cancelEmbedding, getEmbedding, startEmbedding } from "@/lib/services/embedding";
import { selectArea } from "@/lib/services/map-area";
import { mapValues } from "@/lib/services/map-values";
import { getCut, saveCut } from "@/lib/services/segmentation-cut";
import { exportSegmentation } from "@/lib/services/segmentation-export";
import { segmentationMap } from "@/lib/services/segmentation-map";
import { segmentationOutliers } from "@/lib/services/segmentation-outliers";
import { segmentationRows } from "@/lib/services/segmentation-rows";
import { startSegmentation } from "@/lib/services/segmentation-start";
import { segmentationAgreement, silhouettePlot } from "@/lib/services/segmentation-trust";
import { patchSegment } from "@/lib/services/segments";
import { getSegmentation } from "@/lib/services/segmentations";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";
import { readyDataset } from "./upload-text";

const wholesale = readFileSync("tests/fixtures/sets/wholesale.csv", "utf8").trim();
const [header = "", ...lines] = wholesale.split(/\r?\n/u);
const spending = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];
let user: CurrentUser;
let datasetId: string;

async function run(request: object) {
  const { id } = await startSegmentation(user, segmentationRequestSchema.parse({ datasetId, features: spending, ...request }));
  await runWaitingJobs();
  return getSegmentation(id);
}

async function rowsCsv(id: string): Promise<string> {
  return new Response((await exportSegmentation(id, { format: "json", level: "rows" })).stream).text();
}

beforeAll(async () => {
  user = await makeUser();
  datasetId = await readyDataset(user, wholesale, { name: "Wholesale" });
});

describe("another cut of a tree", () => {
  test("is what a run with that k gives: segments, quality, map and rows; nothing is stored", async () => {
    const [four, six] = [await run({ algorithm: "hierarchical", parameters: { k: 4 } }), await run({ algorithm: "hierarchical", parameters: { k: 6 } })];
    const cut = segmentationSchema.parse(await getCut(four.id, 6));
    expect(cut).toMatchObject({ cut: 6, segmentCount: 6, parameters: { k: 6 } });
    expect(cut.segments.map(({ size, characteristics, evidence }) => ({ size, characteristics, evidence }))).toEqual(six.segments.map(({ size, characteristics, evidence }) => ({ size, characteristics, evidence })));
    expect(cut.quality).toEqual(six.quality);
    expect((await segmentationMap(four.id, 1000, 6)).segments).toEqual((await segmentationMap(six.id, 1000)).segments);
    expect((await segmentationRows(four.id, { limit: 5, doubtful: false, direction: "asc", cut: 6 })).items).toEqual((await segmentationRows(six.id, { limit: 5, doubtful: false, direction: "asc" })).items);
    expect((await getSegmentation(four.id)).segmentCount).toBe(4);
    await expect(getCut(four.id, 300)).rejects.toThrow(/1 to 201 segments/u);
  });

  test("keeps the segments that it doesn't touch, with the names people gave them", async () => {
    const three = await run({ algorithm: "hierarchical", parameters: { k: 3 } });
    for (const segment of three.segments) await patchSegment(segment.id, { name: `Ours ${segment.segment}` });
    const { segments } = await getCut(three.id, 4);
    const kept = segments.filter(({ unsaved }) => !unsaved);
    expect(kept).toHaveLength(2);
    for (const segment of kept) expect(segment.name).toMatch(/^Ours/u);
  });

  test("when saved equals a run with that k, byte for byte, and is refused once an audience rests on it", async () => {
    const [five, two] = [await run({ algorithm: "hierarchical", parameters: { k: 5 } }), await run({ algorithm: "hierarchical", parameters: { k: 2 } })];
    const saved = await saveCut(two.id, 5);
    expect(saved).toMatchObject({ name: "Hierarchical (Ward), 5 segments", parameters: { k: 5 }, quality: five.quality });
    expect(saved.cut).toBeUndefined();
    const fingerprintOf = async (id: string) => (await database().segmentation.findUnique({ where: { id } }))?.fingerprint;
    expect(await fingerprintOf(two.id)).toEqual(await fingerprintOf(five.id));
    const anonymous = (text: string) => text.replaceAll(/"segment_name":"[^"]*"/gu, "");
    expect(anonymous(await rowsCsv(two.id))).toBe(anonymous(await rowsCsv(five.id)));
    await runWaitingJobs();
    expect((await getSegmentation(two.id)).segments.every(({ stability }) => stability !== undefined)).toBe(true);
    await createAudience(user, { name: "Everyone", segmentationId: two.id, segments: [0] });
    await expect(saveCut(two.id, 3)).rejects.toThrow(/An audience of this run would mean other people/u);
  });
});

describe("trust", () => {
  test("the silhouette of every row by segment, best first, whose mean is the run's", async () => {
    const three = await run({ algorithm: "kmeans", parameters: { k: 3 } });
    const plot = silhouettePlotSchema.parse(await silhouettePlot(three.id));
    expect(plot).toMatchObject({ total: 440, computed: 440, shown: 440 });
    expect(plot.mean).toBeCloseTo(three.quality?.silhouette ?? 0, 6);
    expect(plot.segments.map(({ rows }) => rows)).toEqual(three.segments.map(({ size }) => size));
    for (const { silhouettes, negativeRows } of plot.segments) {
      expect(silhouettes).toEqual(silhouettes.toSorted((a, b) => b - a));
      expect(silhouettes.filter((value) => value < 0)).toHaveLength(negativeRows);
    }
  });

  test("agreement with a column: a named one that no feature is, and the known answer by itself", async () => {
    const three = await run({ algorithm: "kmeans", parameters: { k: 3 } });
    const unasked = agreementSchema.parse(await segmentationAgreement(three.id));
    expect(unasked.agreement).toBeUndefined();
    expect(unasked.columns.map(({ name }) => name).sort()).toEqual(["Channel", "Region"]);
    const { agreement } = await segmentationAgreement(three.id, "Channel");
    expect(agreement?.contingency.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0)).toBe(440);
    expect(agreement?.ari).toBeGreaterThan(0);
    await expect(segmentationAgreement(three.id, "Milk")).rejects.toThrow(/can't be compared/u);

    const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 2 === 0 ? i / 100 : 10 + i / 100},${i % 2 === 0 ? "even" : "odd"}`);
    const known = await readyDataset(user, ["id,x,true_segment", ...rows].join("\n"), { name: "Known groups" });
    const two = await run({ datasetId: known, features: ["x"], algorithm: "kmeans", parameters: { k: 2 } });
    expect((await segmentationAgreement(two.id)).agreement).toMatchObject({ column: "true_segment", ari: 1, ami: 1, values: ["even", "odd"] });
  });
});

describe("outliers", () => {
  test("of a density-based run are listed with the distance to the nearest core row, and the most unusual feature in the data's units", async () => {
    const density = await run({ algorithm: "dbscan", parameters: { eps: 0.9, minSamples: 5 } });
    const { total, eps, items } = outliersSchema.parse(await segmentationOutliers(density.id));
    expect(eps).toBe(0.9);
    expect(total).toBe(density.quality?.noise);
    expect(items).toHaveLength(total);
    // A row within eps of a core row would be a border row of its segment.
    for (const { distance } of items) expect(distance).toBeGreaterThan(0.9);
    expect(items.map(({ distance }) => distance)).toEqual(items.map(({ distance }) => distance).toSorted((a, b) => (b ?? 0) - (a ?? 0)));
    const { unusual, rowId } = items[0]!;
    const cells = (lines[rowId] ?? "").split(",").map(Number);
    expect(unusual.value).toBe(cells[header.split(",").indexOf(unusual.feature)]);
    expect(Math.abs(unusual.zScore)).toBeGreaterThan(3);
    const three = await run({ algorithm: "kmeans", parameters: { k: 3 } });
    await expect(segmentationOutliers(three.id)).rejects.toThrow(/Only DBSCAN and HDBSCAN/u);
  });
});

describe("the map", () => {
  const everywhere: MapArea["points"] = [[-1e6, -1e6], [1e6, -1e6], [1e6, 1e6], [-1e6, 1e6]];

  test("a UMAP is laid out in the background, drawn, and the same each time; it can be cancelled", async () => {
    const three = await run({ algorithm: "kmeans", parameters: { k: 3 } });
    expect((await getEmbedding(three.id)).status).toBe("none");
    await expect(segmentationMap(three.id, 1000, undefined, "umap")).rejects.toThrow(/no UMAP yet/u);
    expect((await startEmbedding(user, three.id)).status).toBe("queued");
    expect((await cancelEmbedding(three.id)).status).toBe("cancelled");
    await startEmbedding(user, three.id);
    await runWaitingJobs();
    expect(embeddingSchema.parse(await getEmbedding(three.id))).toMatchObject({ status: "succeeded", rows: 440 });
    const map = await segmentationMap(three.id, 1000, undefined, "umap");
    expect(map.rowIds).toEqual((await segmentationMap(three.id, 1000)).rowIds);
    expect(new Set(map.x).size).toBeGreaterThan(400);
    expect((await selectArea(three.id, { projection: "umap", points: everywhere })).total).toBe(440);
  });

  test("can be coloured by any column, and an area of it is rows, counted by segment, and an audience", async () => {
    const three = await run({ algorithm: "kmeans", parameters: { k: 3 } });
    const values = mapValuesSchema.parse(await mapValues(three.id, mapValuesQuerySchema.parse({ column: "Milk" })));
    expect(values.kind).toBe("numeric");
    expect(values.values[0]).toBe(9656);
    const map = await segmentationMap(three.id, 1000);
    const left = map.x.filter((x) => x < 0).length;
    const area: MapArea = { projection: "pca", points: [[-1e6, -1e6], [0, -1e6], [0, 1e6], [-1e6, 1e6]] };
    const selection = selectionSchema.parse(await selectArea(three.id, area));
    expect(selection.total).toBe(left);
    expect(selection.ids).toHaveLength(left);
    expect(selection.items).toHaveLength(Math.min(100, left));
    expect(selection.bySegment.reduce((sum, { rows }) => sum + rows, 0)).toBe(left);
    expect((await createAudience(user, { name: "Left half", segmentationId: three.id, area })).size).toBe(left);
    const nowhere: MapArea = { projection: "pca", points: [[1e5, 1e5], [1e5, 1e6], [1e6, 1e6]] };
    await expect(createAudience(user, { name: "Nobody", segmentationId: three.id, area: nowhere })).rejects.toThrow(/would be empty/u);
  });
});

describe("is there anything here?", () => {
  test("evenly spread rows are segmented, and the run says plainly that there is no structure", async () => {
    const random = randomStream(11);
    const rows = Array.from({ length: 400 }, () => `${random.nextFloat()},${random.nextFloat()},${random.nextFloat()}`);
    const noise = await readyDataset(user, ["x,y,z", ...rows].join("\n"), { name: "Noise" });
    const judged = await run({ datasetId: noise, features: ["x", "y", "z"], algorithm: "kmeans", parameters: { k: 4 } });
    expect(judged.details?.structure?.verdict).toBe("none");
    expect(judged.details?.structure?.sentence).toMatch(/^No structure found: .*the gap supports a single group/u);
    const real = await run({ algorithm: "kmeans", parameters: { k: 3 } });
    expect(real.details?.structure?.verdict).not.toBe("none");
  });
});

test("a sample of a dataset is a dataset, with the same columns, types and roles, and always the same rows", async () => {
  const { id } = await copySample(user, datasetId, 120);
  await runWaitingJobs();
  const [whole, part] = [await getDataset(datasetId), await getDataset(id)];
  expect(part).toMatchObject({ name: "Wholesale (sample of 120 rows)", status: "ready", rowCount: 120, rejectedCount: 0 });
  expect(part.columns.map(({ name, type, role }) => [name, type, role])).toEqual(whole.columns.map(({ name, type, role }) => [name, type, role]));
  await expect(copySample(user, datasetId, 440)).rejects.toThrow(/must have fewer/u);
});
