import { describe, expect, it } from "vitest";
import { randomStream } from "@/lib/kernels/random";

describe("randomStream", () => {
  it("gives the same stream for the same seed and another for another", () => {
    const draw = (seed: number) => Array.from({ length: 8 }, randomStream(seed).nextUint32);
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
    expect(draw(0)).not.toEqual(draw(0.5));
  });

  it("stays in [0, 1) with the mean and the spread of a uniform distribution", () => {
    const { nextFloat } = randomStream(7);
    const numbers = Array.from({ length: 20_000 }, nextFloat);
    const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length;
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(mean).toBeCloseTo(0.5, 1);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it("reaches every integer below the bound", () => {
    const { nextBelow } = randomStream(3);
    expect(new Set(Array.from({ length: 200 }, () => nextBelow(5)))).toEqual(new Set([0, 1, 2, 3, 4]));
  });
});
