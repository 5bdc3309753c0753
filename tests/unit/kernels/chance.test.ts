import { describe, expect, it } from "vitest";
import { adjustForMany, chiSquareP, student95, studentP, twoSharesP, twoSidedP, wilson } from "@/lib/kernels/chance";

describe("statistics of shares", () => {
  it("gives Wilson's interval as SciPy does", () => {
    // scipy.stats.binomtest(5, 20).proportion_ci(method="wilson")
    expect(wilson(5, 20)).toEqual({ low95: expect.closeTo(0.1118617, 7), high95: expect.closeTo(0.4687009, 7) });
    expect(wilson(0, 10)).toEqual({ low95: 0, high95: expect.closeTo(0.27753279, 7) });
    expect(wilson(10, 10).high95).toBe(1);
    expect(wilson(0, 0)).toEqual({ low95: 0, high95: 1 });
  });

  it("gives two-sided p-values of the normal distribution, far out as well", () => {
    expect(twoSidedP(0)).toBeCloseTo(1, 6);
    expect(twoSidedP(1.959963984540054)).toBeCloseTo(0.05, 6);
    expect(twoSidedP(-6) / 1.973175290e-9).toBeCloseTo(1, 5);
    expect(twoSidedP(Number.NaN)).toBe(1);
  });

  it("gives p-values and quantiles of Student's t as SciPy does", () => {
    // 2 * scipy.stats.t.sf(2.5, degrees), and scipy.stats.t.ppf(0.975, degrees)
    const known = [[1, 0.242237883181687, 12.70620473617], [2, 0.129611720221511, 4.302652729749], [5, 0.0544900993423763, 2.570581835636], [30, 0.0181156490680667, 2.042272456301], [999, 0.0125787275845092, 1.962341461133]] as const;
    for (const [degrees, p, quantile] of known) {
      expect(studentP(2.5, degrees)).toBeCloseTo(p, 12);
      expect(studentP(-2.5, degrees)).toBeCloseTo(p, 12);
      expect(student95(degrees)).toBeCloseTo(quantile, 9);
    }
    expect(student95(1001)).toBe(1.959963984540054);
    expect(studentP(Number.NaN, 5)).toBe(1);
    expect(studentP(Infinity, 5)).toBeLessThan(1e-15);
  });

  it("gives the tail of χ² as SciPy does", () => {
    // scipy.stats.chi2.sf(square, degrees)
    const known = [[3.5, 1, 0.0613688291394], [3.5, 2, 0.17377394345], [10.0, 3, 0.018566135463], [40.0, 7, 1.25879038737e-06], [20.0, 12, 0.067085962879], [2000.0, 4, 0]] as const;
    for (const [square, degrees, p] of known) expect(chiSquareP(square, degrees)).toBeCloseTo(p, 6);
    expect(chiSquareP(40, 7) / 1.25879038737e-06).toBeCloseTo(1, 6);
  });

  it("compares two shares with the pooled test", () => {
    expect(twoSharesP({ hits: 30, trials: 100 }, { hits: 50, trials: 100 })).toBeCloseTo(0.0038924, 6);
    expect(twoSharesP({ hits: 0, trials: 10 }, { hits: 0, trials: 10 })).toBe(1);
  });

  it("adjusts for many as Benjamini and Hochberg, in the order given", () => {
    // statsmodels multipletests([0.01, 0.04, 0.03, 0.005], method="fdr_bh")
    expect(adjustForMany([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(6)))).toEqual([0.02, 0.04, 0.04, 0.02]);
    expect(adjustForMany([])).toEqual([]);
  });
});
