import { describe, expect, it } from "vitest";
import { prepareFlow } from "@/lib/charts/prepare-flow";

const names = (...segments: number[]) => segments.map((segment) => ({ segment, name: `S${segment}` }));

describe("prepareFlow", () => {
  const comparison = {
    rows: 100,
    // 0 and 1 changed their numbers; five rows of 0 split off.
    contingency: [{ segment: 0, otherSegment: 1, rows: 55 }, { segment: 0, otherSegment: 2, rows: 5 }, { segment: 1, otherSegment: 0, rows: 40 }],
    matches: [{ segment: 0, otherSegment: 1, sharedRows: 55, jaccard: 0.9 }, { segment: 1, otherSegment: 0, sharedRows: 40, jaccard: 1 }],
  };
  const { left, right, bands } = prepareFlow(comparison, names(0, 1), names(0, 1, 2), 320);

  it("puts a segment beside the one it matches, and gives it that one's colour", () => {
    expect(right.map(({ segment, colorOf }) => [segment, colorOf])).toEqual([[1, 0], [2, undefined], [0, 1]]);
  });

  it("draws heights in proportion to rows, within the height, without overlap", () => {
    expect(left.map(({ height }) => height)).toEqual([180, 120]);
    for (const nodes of [left, right]) {
      nodes.forEach((node, at) => expect(node.y).toBeGreaterThanOrEqual(at === 0 ? 0 : (nodes[at - 1]?.y ?? 0) + (nodes[at - 1]?.height ?? 0)));
      expect((nodes.at(-1)?.y ?? 0) + (nodes.at(-1)?.height ?? 0)).toBeLessThanOrEqual(320);
    }
  });

  it("keeps names apart and inside, also those of many tiny segments", () => {
    const tiny = Array.from({ length: 8 }, (_, segment) => ({ segment, otherSegment: segment, rows: segment === 0 ? 1000 : 1 }));
    const { left: nodes } = prepareFlow({ rows: 1007, contingency: tiny, matches: [] }, names(0, 1, 2, 3, 4, 5, 6, 7), names(0, 1, 2, 3, 4, 5, 6, 7), 352);
    nodes.slice(1).forEach(({ labelY }, at) => expect(labelY - (nodes[at]?.labelY ?? 0)).toBeGreaterThanOrEqual(15));
    expect(nodes.at(-1)?.labelY).toBeLessThanOrEqual(352);
  });

  it("fills each segment with its bands, and says which stay", () => {
    expect(bands.map(({ stays }) => stays)).toEqual([true, false, true]);
    const fromFirst = bands.filter(({ segment }) => segment === 0);
    expect(fromFirst.map(({ fromY, thickness }) => [fromY, thickness])).toEqual([[0, 165], [165, 15]]);
  });
});
