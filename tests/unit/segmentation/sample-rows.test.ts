import { expect, it } from "vitest";
import { KernelCancelled } from "@/lib/kernels/control";
import { countDistinctRows, sampleRows } from "@/lib/segmentation/sample-rows";

const columns = (...values: number[][]) => ({ rows: values[0]!.length, columns: values.length, values: Float64Array.from(values.flat()) });

it("counts different rows, wherever they stand, and no further than asked", async () => {
  const data = columns([1, 1, 2, 1, 0, -0], [5, 5, 5, 6, 7, 7]);
  expect(await countDistinctRows(data, 10, undefined)).toBe(4);
  expect(await countDistinctRows(data, 2, undefined)).toBe(2);
  expect(await countDistinctRows(columns([]), 3, undefined)).toBe(0);
});

it("hears a cancel while it looks through many equal rows", async () => {
  const controller = new AbortController();
  const counting = countDistinctRows({ rows: 100_000, columns: 1, values: new Float64Array(100_000) }, 2, controller.signal);
  controller.abort();
  await expect(counting).rejects.toBeInstanceOf(KernelCancelled);
});

it("samples without replacement, in the rows' order, the same for the same seed", () => {
  const rows = Array.from(sampleRows(1000, 100, 7));
  expect(new Set(rows).size).toBe(100);
  expect(rows).toEqual([...rows].sort((a, b) => a - b));
  expect(rows).toEqual(Array.from(sampleRows(1000, 100, 7)));
  expect(Array.from(sampleRows(3, 100, 7))).toEqual([0, 1, 2]);
});
