import { describe, expect, it } from "vitest";
import { randomStream } from "@/lib/kernels/random";
import { preparationSchema } from "@/lib/schemas/segmentation";
import { advise } from "@/lib/segmentation/advise";
import { featureTable } from "./feature-tables";

const request = { algorithm: "kmeans" as const, features: ["x", "y"], preparation: preparationSchema.parse({}), seed: 42 };

function uniformTable(rows: number, seed: number) {
  const random = randomStream(seed);
  const draw = () => Array.from({ length: rows }, () => random.nextFloat());
  return featureTable({ x: draw(), y: draw() });
}

function groupedTable(centers: [number, number][], perGroup: number, spread: number) {
  const random = randomStream(7);
  const near = (center: number) => center + spread * (random.nextFloat() + random.nextFloat() + random.nextFloat() - 1.5);
  const points = centers.flatMap(([x, y]) => Array.from({ length: perGroup }, () => [near(x), near(y)] as const));
  return featureTable({ x: points.map(([x]) => x), y: points.map(([, y]) => y) });
}

describe("advise", () => {
  it.each([1, 2, 3])("finds no structure in uniform noise (seed %i)", async (seed) => {
    const { structure } = await advise(uniformTable(500, seed), { ...request, seed, range: { from: 2, to: 6 } });
    expect(structure.verdict).toBe("none");
    expect(structure.sentence).toContain("No structure found");
    expect(structure.hopkins).toBeGreaterThan(0.35);
    expect(structure.hopkins).toBeLessThan(0.6);
  });

  it("finds strong structure and the number of groups where there are four far apart", async () => {
    const table = groupedTable([[0, 0], [10, 0], [0, 10], [10, 10]], 60, 1);
    const advice = await advise(table, request);
    expect(advice.suggestion).toEqual({ k: 4 });
    expect(advice.structure).toMatchObject({ verdict: "strong", gapChoice: 4 });
    expect(advice.byK?.map((entry) => entry.k)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(advice.votes?.find((vote) => vote.index === "silhouette")?.k).toBe(4);
  });

  it("looks for segments of two rows on average at least, where no range is asked for", async () => {
    const { byK } = await advise(uniformTable(10, 4), request);
    expect(byK?.map((entry) => entry.k)).toEqual([2, 3, 4, 5]);
    const asked = await advise(uniformTable(10, 4), { ...request, range: { from: 6, to: 7 } });
    expect(asked.byK?.map((entry) => entry.k)).toEqual([6, 7]);
  });

  it("lets the knee of the inertia vote only where the curve is long enough to bend", async () => {
    const table = groupedTable([[0, 0], [10, 0], [0, 10]], 20, 1);
    const votes = async (to: number) => (await advise(table, { ...request, range: { from: 2, to } })).votes?.filter(({ index }) => index === "inertia");
    expect([await votes(3), await votes(4)]).toEqual([[], [{ index: "inertia", k: 3 }]]);
  });

  it("suggests an eps inside the groups and below their distance", async () => {
    const table = groupedTable([[0, 0], [10, 10]], 80, 1);
    const advice = await advise(table, { ...request, algorithm: "dbscan", preparation: preparationSchema.parse({ scaling: "none" }) });
    const suggestion = advice.suggestion as { eps: number; minSamples: number };
    expect(suggestion.eps).toBeGreaterThan(0.05);
    expect(suggestion.eps).toBeLessThan(5);
    expect(advice.epsCurve?.at(-1)?.ratio).toBe(1);
  });

  it("keeps the components that hold 90 % of the variance", async () => {
    const x = Array.from({ length: 50 }, (_, i) => i);
    const table = featureTable({ x, y: x.map((value) => 2 * value + (value % 3)) });
    const advice = await advise(table, { ...request, algorithm: "pca" });
    expect(advice.suggestion).toEqual({ components: 1 });
    expect(advice.scree!.reduce((sum, ratio) => sum + ratio, 0)).toBeCloseTo(1, 9);
  });
});
