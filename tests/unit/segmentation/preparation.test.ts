import { describe, expect, it } from "vitest";
import { applyPreparation } from "@/lib/segmentation/apply-preparation";
import type { PreparationModel } from "@/lib/segmentation/preparation-model";
import { prepareRows } from "@/lib/segmentation/prepare-rows";
import { preparationSchema } from "@/lib/schemas/segmentation";
import { featureTable } from "./feature-tables";

type Cells = Record<string, (number | string | null)[]>;
type Preparation = Parameters<typeof preparationSchema.parse>[0];

async function prepared(cells: Cells, preparation: Preparation) {
  const { model, prepared: rows } = await prepareRows(featureTable(cells), { features: Object.keys(cells), preparation: preparationSchema.parse(preparation) }, {});
  return { ...rows, model: JSON.parse(JSON.stringify(model)) as PreparationModel, column: (j: number) => columnOf(rows.matrix, j) };
}

const columnOf = (matrix: { rows: number; values: Float64Array }, j: number) => Array.from(matrix.values.subarray(j * matrix.rows, (j + 1) * matrix.rows));
const expectClose = (found: number[], expected: number[]) => found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 12));

describe("preparation by hand", () => {
  it.each([
    ["standard", [1, 2, 3, 4, 10].map((x) => (x - 4) / Math.sqrt(10))],
    ["minmax", [0, 1 / 9, 2 / 9, 3 / 9, 1]],
    ["robust", [-1, -0.5, 0, 0.5, 3.5]],
    ["none", [1, 2, 3, 4, 10]],
  ] as const)("scales: %s", async (scaling, expected) => {
    expectClose((await prepared({ x: [1, 2, 3, 4, 10] }, { scaling })).column(0), [...expected]);
  });

  it.each([["mean", [1, 4, 2, 9]], ["median", [1, 2, 2, 9]], ["zero", [1, 0, 2, 9]], ["drop", [1, 2, 9]]] as const)("missing values: %s", async (missing, expected) => {
    const { column, keptRows } = await prepared({ x: [1, null, 2, 9] }, { missing, scaling: "none" });
    expect(column(0)).toEqual(expected);
    expect(keptRows && Array.from(keptRows)).toEqual(missing === "drop" ? [0, 2, 3] : undefined);
  });

  it("learns from the rows that are left when rows with a missing value are dropped", async () => {
    const { column, names } = await prepared({ x: [1, 2, 3, 100], y: [5, 6, 7, null], city: ["a", "b", "b", "z"] }, { missing: "drop", encoding: "onehot" });
    expectClose(column(0), [-1, 0, 1].map((x) => x * Math.sqrt(1.5)));
    expect(names).toEqual(["x", "y", "city=a", "city=b"]);
  });

  it("clips, fills, logs and scales in this order; what is below zero is shifted first", async () => {
    // Quartiles −0.5 and 2.5, three times their distance beyond them; the median is 1.
    const { column, model } = await prepared({ x: [-1, 0, 1, 2, 3, 1e6, -1e6, null] }, { outliers: "clip", missing: "median", log1p: ["x"], scaling: "minmax" });
    const logged = [-1, 0, 1, 2, 3, 11.5, -9.5, 1].map((x) => Math.log1p(x + 9.5));
    expect(model.features[0]).toMatchObject({ clip: { low: -9.5, high: 11.5 }, fill: 1, log1pShift: -9.5 });
    expectClose(column(0), logged.map((value) => value / Math.log1p(21)));
  });

  it("one-hot: a column for each level, missing is 0 in all; the rarest of many levels share one", async () => {
    const few = await prepared({ city: ["Kyiv", "Lviv", null, "Kyiv"] }, { encoding: "onehot" });
    expect(few.names).toEqual(["city=Kyiv", "city=Lviv"]);
    expect([few.column(0), few.column(1)]).toEqual([[1, 0, 0, 1], [0, 1, 0, 0]]);
    const names = Array.from({ length: 130 }, (_, i) => `level ${i < 52 ? i : i % 50}`);
    const many = await prepared({ name: names }, { encoding: "onehot" });
    expect(many.names).toHaveLength(51);
    expect(many.names.at(-1)).toBe("name=(other)");
    expect(many.column(50).flatMap((value, i) => (value === 1 ? [i] : []))).toEqual([50, 51]);
  });

  it("ordinal: the level's position, scaled like a number", async () => {
    const { column } = await prepared({ plan: ["b", "a", null, "c"] }, { encoding: "ordinal", missing: "median", scaling: "minmax" });
    expect(column(0)).toEqual([0.5, 0, 0.5, 1]);
  });
});

describe("preparation at the edges", () => {
  it.each(["standard", "minmax", "robust"] as const)("a constant column becomes 0, a single value too: %s", async (scaling) => {
    expect((await prepared({ x: [7, 7, 7] }, { scaling })).column(0)).toEqual([0, 0, 0]);
    expect((await prepared({ x: [0.1] }, { scaling })).column(0)).toEqual([0]);
  });

  it("standard scaling does not depend on the unit, however large or small, nor on a far offset", async () => {
    const numbers = [3, -1, 4, 1, -5, 9, 2, 6];
    const { column } = await prepared({ x: numbers }, {});
    for (const unit of [2 ** -1000, 2 ** -600, 2 ** 600, 2 ** 1020]) expectClose((await prepared({ x: numbers.map((x) => x * unit) }, {})).column(0), column(0));
    expectClose((await prepared({ x: numbers.map((x) => x + 2 ** 40) }, {})).column(0), column(0));
  });

  it("refuses by name what distances can't be computed with", async () => {
    await expect(prepared({ y: [1, 2], income: [1, 1e200] }, { scaling: "none" })).rejects.toThrow(/“income” holds numbers that are too large/);
    await expect(prepared({ city: ["Kyiv"] }, {})).rejects.toThrow(/“city” is a category/);
    await expect(prepared({ x: [null, null] }, {})).rejects.toThrow(/“x” has no value/);
    await expect(prepared({ x: [null, 1], y: [1, null] }, { missing: "drop" })).rejects.toThrow(/No row has a value in every chosen feature/);
  });
});

describe("a saved preparation", () => {
  const cells: Cells = { x: [1, null, 5, 9, 1000], z: [0, 10, 20, 30, 40], city: ["Kyiv", "Lviv", "Kyiv", null, "Odesa"] };

  it.each([["standard", "mean", "onehot"], ["minmax", "median", "ordinal"], ["robust", "zero", "onehot"], ["none", "drop", "ordinal"]] as const)("prepares the same rows to the same bytes: %s, %s, %s", async (scaling, missing, encoding) => {
    const first = await prepared(cells, { scaling, missing, encoding, log1p: ["x"], outliers: "clip" });
    const again = await applyPreparation(featureTable(cells).columns, first.model);
    expect(again.matrix).toEqual(first.matrix);
    expect(again.keptRows).toEqual(first.keptRows);
  });

  it("puts new rows into the same space: its own means and levels, an unknown level as missing, far values clipped", async () => {
    const { model } = await prepared(cells, { encoding: "onehot", outliers: "clip" });
    const fresh = await applyPreparation(featureTable({ city: ["Paris", "Odesa", null], z: [null, 20, 1e12], x: [5, 5, 5] }).columns, model);
    expect(fresh.names).toEqual(["x", "z", "city=Kyiv", "city=Lviv", "city=Odesa"]);
    expectClose(columnOf(fresh.matrix, 1), [0, 0, (90 - 20) / Math.sqrt(200)]);
    expect([2, 3, 4].map((j) => columnOf(fresh.matrix, j))).toEqual([[0, 0, 0], [0, 0, 0], [0, 1, 0]]);
  });
});
