import { describe, expect, it } from "vitest";
import { createTransferRate } from "@/lib/preview/transfer-rate";

describe("createTransferRate", () => {
  it("converges on a steady speed and tells the time left", () => {
    const rate = createTransferRate(10_000_000);
    let shown = rate.report(0, 0);
    expect(shown.secondsLeft).toBeUndefined();
    for (let second = 1; second <= 5; second++) shown = rate.report(second * 1_000_000, second * 1000);
    expect(shown.bytesPerSecond).toBeCloseTo(1_000_000, -3);
    expect(shown.secondsLeft).toBeCloseTo(5, 1);
  });

  it("smooths a burst instead of jumping with it", () => {
    const rate = createTransferRate(100_000_000);
    for (let second = 0; second <= 5; second++) rate.report(second * 1_000_000, second * 1000);
    const burst = rate.report(15_000_000, 6000);
    expect(burst.bytesPerSecond).toBeGreaterThan(1_500_000);
    expect(burst.bytesPerSecond).toBeLessThan(5_000_000);
  });

  it("does not count a pause as slowness", () => {
    const rate = createTransferRate(10_000_000);
    for (let second = 0; second <= 3; second++) rate.report(second * 1_000_000, second * 1000);
    rate.pause();
    rate.report(3_000_000, 600_000);
    expect(rate.report(4_000_000, 601_000).bytesPerSecond).toBeCloseTo(1_000_000, -3);
  });
});
