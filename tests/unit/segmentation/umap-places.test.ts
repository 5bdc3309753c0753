import { describe, expect, test } from "vitest";
import { KernelCancelled } from "@/lib/kernels/control";
import { randomStream } from "@/lib/kernels/random";
import { umapPlaces } from "@/lib/segmentation/umap-places";

/** Three heaps far apart, 20 rows each. */
function heaps(rows = 60) {
  const random = randomStream(3);
  return { rows, columns: 3, values: Float64Array.from({ length: rows * 3 }, (_, at) => (at % rows % 3) * 50 + random.nextFloat()) };
}

describe("umapPlaces", () => {
  test("near rows stay near: each row's nearest place is one of its own heap; the same seed gives the same places", async () => {
    const matrix = heaps();
    const stages: string[] = [];
    const { x, y } = await umapPlaces(matrix, 42, { onProgress: (stage) => stages.push(stage) });
    expect([...new Set(stages)]).toEqual(["Finding each row's neighbours", "Laying the rows out"]);
    for (let i = 0; i < 60; i += 1) {
      const others = Array.from({ length: 60 }, (_, at) => at).filter((at) => at !== i);
      const distance = (at: number) => Math.hypot((x[i] ?? 0) - (x[at] ?? 0), (y[i] ?? 0) - (y[at] ?? 0));
      const nearest = others.reduce((best, at) => (distance(at) < distance(best) ? at : best));
      expect(nearest % 3).toBe(i % 3);
    }
    expect(await umapPlaces(matrix, 42, {})).toEqual({ x, y });
  });

  test("says what is wrong with too few rows, and stops when it is told to", async () => {
    await expect(umapPlaces({ rows: 3, columns: 1, values: new Float64Array(3) }, 1, {})).rejects.toThrow(/at least 5 rows/u);
    const abort = new AbortController();
    const asked = umapPlaces(heaps(600), 1, { signal: abort.signal });
    abort.abort();
    await expect(asked).rejects.toBeInstanceOf(KernelCancelled);
  });
});
