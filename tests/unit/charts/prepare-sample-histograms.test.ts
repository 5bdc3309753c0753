import { expect, test } from "vitest";
import { prepareSampleHistograms } from "@/lib/charts/prepare-sample-histograms";

test("every present number is in a bin, missing ones are counted, and the logarithm spreads what is skewed", () => {
  const sample = { columns: [{ name: "x" }, { name: "city" }, { name: "same" }], rows: [...Array.from({ length: 99 }, (_, i) => [2 ** (i / 10), "Kyiv", 7]), [null, "Lviv", 7]] };
  const [plain] = prepareSampleHistograms(sample, ["x"], []);
  const [spread] = prepareSampleHistograms(sample, ["x"], ["x"]);
  expect(plain?.bins.reduce((sum, count) => sum + count, 0)).toBe(99);
  expect(plain?.missing).toBe(1);
  expect(Math.max(...(spread?.bins ?? []))).toBeLessThan(Math.max(...(plain?.bins ?? [])) / 3);
  expect(prepareSampleHistograms(sample, ["city", "nothing"], [])).toEqual([]);
  expect(prepareSampleHistograms(sample, ["same"], [])[0]?.bins[0]).toBe(100);
});
