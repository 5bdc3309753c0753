import { describe, expect, test } from "vitest";
import { cutTree } from "@/lib/kernels/cut-tree";
import { hierarchical } from "@/lib/kernels/hierarchical";
import { renumberLabels } from "@/lib/kernels/renumber";
import { topOfTree } from "@/lib/segmentation/tree-top";
import { cutNodes, mostSegments } from "@/lib/segmentation/cut-nodes";
import { randomStream } from "@/lib/kernels/random";

async function treeOf(rows: number) {
  const random = randomStream(7);
  return hierarchical({ rows, columns: 2, values: Float64Array.from({ length: rows * 2 }, () => random.nextFloat()) }, { linkage: "ward", seed: 1 }, {});
}

describe("the condensed tree", () => {
  test.each([5, 120, 700])("gives the same segments as the full one, %i rows", async (rows) => {
    const tree = await treeOf(rows);
    const { nodes, leafOfRow } = topOfTree(tree);
    expect(mostSegments(nodes)).toBe(Math.min(rows, 201));
    for (const k of [1, 2, 5, mostSegments(nodes)]) {
      const clusterOf = cutNodes(nodes, k);
      const labels = renumberLabels(leafOfRow.map((leaf) => clusterOf[leaf] ?? -1), k);
      expect(Array.from(labels)).toEqual(Array.from(cutTree(tree, { k })));
    }
  });

  test("every leaf knows its rows: how many, and the first; a single row has its name", async () => {
    const { nodes, leafOfRow } = topOfTree(await treeOf(700));
    const leaves = nodes.filter((node) => node.left === undefined);
    expect(leaves.reduce((sum, leaf) => sum + leaf.size, 0)).toBe(700);
    for (const leaf of leaves) expect(leafOfRow.indexOf(nodes.indexOf(leaf))).toBe(leaf.firstRow);
    expect(topOfTree(await treeOf(5), (row) => `row ${row}`).nodes.filter(({ label }) => label).map(({ label, firstRow }) => label === `row ${firstRow}`)).toEqual([true, true, true, true, true]);
  });

  test("a cut that is no whole number in range is refused", async () => {
    const { nodes } = topOfTree(await treeOf(5));
    for (const k of [0, 1.5, 6]) expect(() => cutNodes(nodes, k)).toThrow(/from 1 to 5/u);
  });
});
