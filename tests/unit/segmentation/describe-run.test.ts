import { describe, expect, it } from "vitest";
import { characteristicsSchema } from "@/lib/schemas/segmentation";
import { describeRun } from "@/lib/segmentation/describe-run";
import { featureTable } from "./feature-tables";

describe("names that mean something to JavaScript", () => {
  // As JSON gives it: written out, `{ __proto__: … }` would set the prototype.
  const columns = JSON.parse('{ "__proto__": [1, 2, 1, 9, 8, 9], "constructor": ["__proto__", "a", "a", "b", "b", "__proto__"] }') as Record<string, (number | string)[]>;

  it("a column called __proto__ is described like any other, and stays so when it is stored and read", async () => {
    const { segments, overall } = await describeRun(featureTable(columns).columns, Int32Array.of(0, 0, 0, 1, 1, 1), new Set(["__proto__"]), {});
    const stored = segments.map(({ characteristics }) => characteristicsSchema.parse(JSON.parse(JSON.stringify(characteristics))));
    for (const figures of [overall, ...stored]) expect(Object.keys(figures)).toEqual(["__proto__", "constructor"]);
    expect(stored.map((figures) => Object.entries(figures)[0]?.[1])).toMatchObject([{ mean: 4 / 3, min: 1, max: 2 }, { mean: 26 / 3, min: 8, max: 9 }]);
    expect(stored.map((figures) => JSON.stringify(Object.entries(figures)[1]))).toEqual([
      '["constructor",{"values":{"a":2,"__proto__":1},"missingCount":0}]',
      '["constructor",{"values":{"b":2,"__proto__":1},"missingCount":0}]',
    ]);
    expect(segments[0]?.description).toContain("Proto averages 1.33, against 5 overall");
  });
});
