import fc from "fast-check";
import { expect, it } from "vitest";
import { KernelCancelled } from "@/lib/kernels/control";
import { nearestCore } from "@/lib/segmentation/nearest-core";
import { matrixOf } from "../../fixtures/load-set";

const cells = fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -9, max: 9 })), { minLength: 1, maxLength: 40 });

it("finds the nearest core row of all, the first of equally near ones, and noise beyond eps", async () => {
  await fc.assert(
    fc.asyncProperty(cells, cells, fc.constantFrom(0.5, 1, 2.5), async (rows, core, eps) => {
      const segments = Int32Array.from(core, (_, c) => c % 5);
      const { segments: found, distance } = await nearestCore(matrixOf(rows), { matrix: matrixOf(core), segments }, eps, {});
      rows.forEach(([x, y], i) => {
        const distances = core.map(([a, b]) => Math.hypot(x - a, y - b));
        const least = Math.min(...distances);
        expect(distance[i]).toBeCloseTo(least, 5);
        expect(found[i]).toBe(least <= eps ? segments[distances.indexOf(least)] : -1);
      });
    }),
    { seed: 6, numRuns: 200 },
  );
});

it("calls everything noise without core rows, and stops when cancelled", async () => {
  const none = { matrix: { rows: 0, columns: 1, values: new Float64Array(0) }, segments: new Int32Array(0) };
  expect([...(await nearestCore(matrixOf([[1]]), none, 1, {})).segments]).toEqual([-1]);
  await expect(nearestCore(matrixOf([[1]]), none, 1, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(KernelCancelled);
});
