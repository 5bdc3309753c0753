import { describe, expect, it } from "vitest";
import { prepareSample } from "@/lib/preview/prepare-sample";
import type { SampleTable } from "@/lib/preview/sample-table";
import type { Preparation } from "@/lib/schemas/segmentation";

const sample: SampleTable = {
  columns: [{ name: "spend", type: "decimal" }, { name: "city", type: "text" }, { name: "member", type: "boolean" }],
  rows: [[0, "Kyiv", true], [10, "Lviv", false], [null, "Kyiv", true], [20, null, null]],
};
const plain: Preparation = { missing: "mean", scaling: "none", encoding: "none", log1p: [], outliers: "keep" };

describe("prepareSample", () => {
  it("fills missing values with the mean, the median or zero", () => {
    expect(prepareSample(sample, ["spend"], plain).data).toEqual([[0], [10], [10], [20]]);
    expect(prepareSample(sample, ["spend"], { ...plain, missing: "zero" }).data[2]).toEqual([0]);
    expect(prepareSample(sample, ["spend"], { ...plain, missing: "median" }).data[2]).toEqual([10]);
  });
  it("drops rows with a missing value and says which rows stay", () => {
    expect(prepareSample(sample, ["spend", "member"], { ...plain, missing: "drop" })).toMatchObject({ data: [[0, 1], [10, 0]], kept: [0, 1] });
  });
  it("standard scaling divides by the population standard deviation; a constant becomes zero", () => {
    const { data } = prepareSample({ columns: [{ name: "a", type: "integer" }, { name: "b", type: "integer" }], rows: [[1, 7], [3, 7]] }, ["a", "b"], { ...plain, scaling: "standard" });
    expect(data).toEqual([[-1, 0], [1, 0]]);
  });
  it("one-hot makes a column per category; without it categories are left out", () => {
    expect(prepareSample(sample, ["city"], plain).columns).toEqual([]);
    const encoded = prepareSample(sample, ["city"], { ...plain, encoding: "onehot" });
    expect(encoded.columns).toEqual(["city=Kyiv", "city=Lviv"]);
    expect(encoded.data).toEqual([[1, 0], [0, 1], [1, 0], [0, 0]]);
  });
  it("ordinal numbers the categories in their order", () => {
    expect(prepareSample(sample, ["city"], { ...plain, encoding: "ordinal", missing: "zero" }).data).toEqual([[0], [1], [0], [0]]);
  });
  it("clipping pulls far values back to three interquartile ranges from the quartiles", () => {
    const far: SampleTable = { columns: [{ name: "a", type: "integer" }], rows: [[0], [1], [2], [3], [1000]] };
    expect(prepareSample(far, ["a"], { ...plain, outliers: "clip" }).data.at(-1)).toEqual([9]);
  });
  it("log1p shifts negative values to zero first", () => {
    const negative: SampleTable = { columns: [{ name: "a", type: "integer" }], rows: [[-1], [0]] };
    expect(prepareSample(negative, ["a"], { ...plain, log1p: ["a"] }).data).toEqual([[0], [Math.log(2)]]);
  });
});
