import { describe, expect, it } from "vitest";
import { automaticComponents, automaticEps } from "@/lib/segmentation/automatic-parameters";

describe("automaticEps", () => {
  it("takes the knee of the positive distances, and says which neighbour it asked for", () => {
    const distances = Float64Array.of(0, 1, 1.01, 1.02, 1.03456, 9);
    const said = [1, 2, 3, 4, 11, 22, 113].map((minSamples) => automaticEps(distances, minSamples));
    expect(new Set(said.map(({ value }) => value))).toEqual(new Set([1.03]));
    expect(said.map(({ sentence }) => /the (\S+) nearest row/u.exec(sentence)?.[1])).toEqual(["1st", "2nd", "3rd", "4th", "11th", "22nd", "113th"]);
  });

  it("takes 1 where all rows are the same", () => {
    expect(automaticEps(Float64Array.of(0, 0, 0), 2).value).toBe(1);
  });
});

describe("automaticComponents", () => {
  it.each([
    [[0.95, 0.05], 1],
    [[0.7, 0.25, 0.05], 2],
    [[0.5, 0.3, 0.2], 3],
    [[0, 0, 0], 1],
  ])("of variances %j keeps %i", (ratios, kept) => {
    expect(automaticComponents(Float64Array.from(ratios)).value).toBe(kept);
  });
});
