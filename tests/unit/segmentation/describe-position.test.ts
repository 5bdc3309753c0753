import { describe, expect, it } from "vitest";
import type { Position } from "@/lib/segmentation/describe-position";
import { describeSegments } from "@/lib/segmentation/describe-segments";

const at = (feature: string, value: number, zScore: number): Position => ({ feature, value, overall: 20, zScore });
const segment = (number: number, size: number, ...positions: Position[]) => ({ segment: number, size, shareRatio: 0.3, evidence: [], positions });

describe("segments that no interval sets apart", () => {
  it("are named from their price tiers where the clustering used a price", () => {
    const names = describeSegments([
      segment(0, 6, at("price", 15, -0.7), at("spice_level", 2, 0)),
      segment(1, 4, at("price", 28, 0.5), at("spice_level", 4, 0.7)),
      segment(2, 1, at("price", 45, 2), at("prep_time", 90, 2.4)),
    ]).map(({ name }) => name);
    expect(names).toEqual(["Budget", "Mid-priced, spicy", "Premium, slow to make"]);
  });

  it("are described by where their rows lie, and by how little that says", () => {
    const [many, one, average] = describeSegments([segment(0, 3, at("visits", 31, 1.2)), segment(1, 1, at("visits", 5, -1.4)), segment(2, 9, at("visits", 21, 0.1))]);
    expect(many).toEqual({ name: "Frequent", description: "These 3 rows average visits 31 (overall 20). The 95 % intervals include no difference, so this describes these rows and no more." });
    expect(one).toMatchObject({ name: "Infrequent", description: expect.stringMatching(/^A single row, with visits 5 \(overall 20\)\. One row carries no interval/u) as string });
    expect(average).toEqual({ name: "Medium visits", description: "No feature sets this segment clearly apart from the rest." });
  });
});
