import { describe, expect, it } from "vitest";
import { centroidSilhouette } from "@/lib/kernels/centroid-silhouette";
import { segmentRows } from "@/lib/segmentation/segment-rows";
import { runSegmentation } from "@/lib/segmentation/run-segmentation";
import { featureTable, plan } from "./feature-tables";

describe("the centroid-based silhouette", () => {
  it("is 1 at the own centroid, 0 halfway, negative nearer to another one, and undefined without another", () => {
    expect([centroidSilhouette(0, 2), centroidSilhouette(1, 1), centroidSilhouette(3, 1), centroidSilhouette(0, 0)]).toEqual([1, 0, -2 / 3, 0]);
    expect(centroidSilhouette(1, Number.POSITIVE_INFINITY)).toBeNaN();
  });

  it("is there for every row of a table whose silhouette is sampled, and its mean is stated", async () => {
    const rows = 50_400;
    const table = featureTable({ x: Array.from({ length: rows }, (_, i) => (i % 3) * 10 + ((i * 7919) % 1009) / 400), y: Array.from({ length: rows }, (_, i) => ((i * 104_729) % 997) / 300) });
    const request = plan({ algorithm: "kmeans", parameters: { k: 3 }, features: ["x", "y"], preparation: { scaling: "none" } });
    const { rows: found, quality, details, model } = await runSegmentation({ table, plan: request, describe: false });
    expect(quality.silhouetteSampleSize).toBe(10_000);
    const [x, y] = table.columns.map((column) => (column.kind === "numeric" ? column.values : new Float64Array(0)));
    const expected = Array.from({ length: rows }, (_, i) => {
      const distances = model.centroids.map(([cx = 0, cy = 0]) => Math.hypot(x![i]! - cx, y![i]! - cy));
      const own = distances[found.segments[i]!]!;
      const other = Math.min(...distances.filter((_d, c) => c !== found.segments[i]));
      return (other - own) / Math.max(own, other);
    });
    expect(Math.max(...expected.map((value, i) => Math.abs(value - found.centroidSilhouette![i]!)))).toBeLessThan(1e-6);
    expect(quality.centroidSilhouette).toBeCloseTo(expected.reduce((sum, value) => sum + value, 0) / rows, 10);
    expect(details.notices.join(" ")).toContain(quality.centroidSilhouette!.toFixed(4));
    // An estimate of the silhouette itself, and so near it where segments lie apart.
    expect(Math.abs(quality.centroidSilhouette! - quality.silhouette!)).toBeLessThan(0.05);
  });

  it("is left out where every silhouette is exact", async () => {
    const table = featureTable({ x: [0, 1, 10, 11] });
    const { rows, quality } = await runSegmentation({ table, plan: plan({ algorithm: "kmeans", parameters: { k: 2 }, features: ["x"] }) });
    expect([rows.centroidSilhouette, quality.centroidSilhouette]).toEqual([undefined, undefined]);
  });
});

describe("rows by segment", () => {
  it("are in order, noise last, without those that took no part", () => {
    const { segments, rows } = segmentRows(Int32Array.of(1, -1, 0, -2, 1, 3));
    expect(segments).toEqual([0, 1, 3, -1]);
    expect(rows.map((found) => [...found])).toEqual([[2], [0, 4], [5], [1]]);
    expect(segmentRows(Int32Array.of(-2))).toEqual({ segments: [], rows: [] });
  });
});

describe("a table whose numbers may be overwritten", () => {
  it("gives the same run, in the memory of its columns where they lie side by side", async () => {
    const cells = Float64Array.from({ length: 120 }, (_, i) => (i % 7 === 3 ? Number.NaN : ((i * 37) % 11) + (i % 2) * 20));
    const tableOf = (values: Float64Array) => ({ rowIds: Float64Array.from({ length: 60 }, (_, i) => i), columns: ["a", "b"].map((name, j) => ({ kind: "numeric" as const, name, values: values.subarray(j * 60, (j + 1) * 60) })) });
    const request = plan({ algorithm: "kmeans", parameters: { k: 2 }, features: ["a", "b"] });
    const shown = ({ rows, quality }: Awaited<ReturnType<typeof runSegmentation>>) => ({ rows, quality });
    const kept = await runSegmentation({ table: tableOf(cells.slice()), plan: request, describe: false });
    const overwritten = cells.slice();
    expect(shown(await runSegmentation({ table: tableOf(overwritten), plan: request, describe: false, mayOverwrite: true }))).toEqual(shown(kept));
    expect(overwritten.some(Number.isNaN)).toBe(false);
    const swapped = plan({ algorithm: "kmeans", parameters: { k: 2 }, features: ["b", "a"] });
    const apart = cells.slice();
    expect((await runSegmentation({ table: tableOf(apart), plan: swapped, describe: false, mayOverwrite: true })).quality.inertia).toBeCloseTo(kept.quality.inertia ?? 0, 9);
    expect(apart).toEqual(cells);
  });
});
