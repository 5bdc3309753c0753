import { hierarchy } from "d3-hierarchy";

/** A node of the condensed tree: children are indexes into the same array, the root is the last. */
export interface MergeNode {
  height: number;
  size: number;
  left?: number;
  right?: number;
  /** A leaf's smallest row. */
  firstRow?: number;
  label?: string;
}

export interface DendrogramLink {
  left: { x: number; height: number };
  right: { x: number; height: number };
  height: number;
  leftSegment: number | null;
  rightSegment: number | null;
  segment: number | null;
  size: number;
  /** Range of leaves below it, for zooming in on the branch. */
  from: number;
  to: number;
}

export interface DendrogramModel {
  /** One bracket per merge: from child to child at the merge's height. `segment` is null above the cut. */
  links: DendrogramLink[];
  /** Leaves in drawing order; `x` = 0.5, 1.5 … */
  leaves: { x: number; size: number; label?: string; segment: number | null }[];
  maxHeight: number;
  /** Where the tree is cut into the segments: the middle between two merges; null for one segment. */
  cutHeight: number | null;
}

interface TreeNode extends MergeNode {
  index: number;
  children: TreeNode[];
  first: number;
  /** Range of leaves in drawing order. */
  from: number;
  to: number;
  x: number;
  segment: number | null;
}

/**
 * A merge tree as brackets, the larger branch on the left, cut into `segmentCount` subtrees that carry the numbers of the
 * run's segments (by size, largest first; equal ones by their smallest row).
 * @param shownMerges merges below the last so many are drawn as leaves; a finer cut shows as many as it needs
 */
export function prepareDendrogram(nodes: MergeNode[], segmentCount: number, shownMerges = Number.POSITIVE_INFINITY): DendrogramModel {
  const root = treeOf(nodes, Math.max(shownMerges, segmentCount - 1));
  if (!root) return { links: [], leaves: [], maxHeight: 0, cutHeight: null };
  const subtrees = cut(root, segmentCount);
  [...subtrees].sort((a, b) => b.size - a.size || a.first - b.first).forEach((subtree, segment) => paint(subtree, segment));

  const leaves: DendrogramModel["leaves"] = [];
  const links: DendrogramLink[] = [];
  hierarchy(root, (node) => node.children).eachAfter(({ data: node }) => {
    const [left, right] = node.children;
    if (!left || !right) {
      node.from = leaves.length;
      node.to = leaves.length + 1;
      node.x = leaves.length + 0.5;
      leaves.push({ x: node.x, size: node.size, label: node.label, segment: node.segment });
      return;
    }
    node.x = (left.x + right.x) / 2;
    node.from = left.from;
    node.to = right.to;
    links.push({
      left: { x: left.x, height: drawnHeight(left) }, right: { x: right.x, height: drawnHeight(right) },
      height: node.height, leftSegment: left.segment, rightSegment: right.segment, segment: node.segment, size: node.size, from: node.from, to: node.to,
    });
  });
  return { links, leaves, maxHeight: root.height, cutHeight: cutHeightOf(root, subtrees) };
}

/** Of every merge in order, the last: its height, so that cuts can be told apart by it. Ascending. */
export function mergeHeights(nodes: MergeNode[]): number[] {
  return nodes.flatMap((node) => (node.left === undefined ? [] : [node.height]));
}

/** The height of the middle between the merges that a cut into `k` keeps and undoes; for one segment, above them all. */
export function heightOfCut(heights: number[], k: number): number {
  const above = heights[heights.length - k + 1];
  const below = heights[heights.length - k] ?? 0;
  return above === undefined ? (heights.at(-1) ?? 0) * 1.02 : (above + below) / 2;
}

function treeOf(nodes: MergeNode[], shownMerges: number): TreeNode | undefined {
  const built: TreeNode[] = [];
  let hidden = mergeHeights(nodes).length - shownMerges;
  nodes.forEach((node, index) => {
    const children = [node.left, node.right].flatMap((child) => (child !== undefined && built[child] ? [built[child]] : []));
    const first = Math.min(node.firstRow ?? Number.POSITIVE_INFINITY, ...children.map((child) => child.first));
    const isHidden = children.length > 0 && hidden-- > 0;
    children.sort((a, b) => b.size - a.size || a.first - b.first);
    built.push({ ...node, index, children: isHidden ? [] : children, first, from: 0, to: 0, x: 0, segment: null });
  });
  return built.at(-1);
}

/** Undoes the highest merges until there are `count` subtrees, or nothing is left to undo. */
function cut(root: TreeNode, count: number): TreeNode[] {
  const parts = [root];
  while (parts.length < count) {
    let highest = -1;
    parts.forEach((part, position) => {
      if (part.children.length > 0 && (highest < 0 || part.index > (parts[highest]?.index ?? -1))) highest = position;
    });
    const part = parts[highest];
    if (!part) break;
    parts.splice(highest, 1, ...part.children);
  }
  return parts;
}

function cutHeightOf(root: TreeNode, subtrees: TreeNode[]): number | null {
  if (subtrees.length < 2) return null;
  const below = Math.max(...subtrees.map(drawnHeight));
  let above = root.height;
  hierarchy(root, (node) => (subtrees.includes(node) ? [] : node.children)).each(({ data }) => {
    if (!subtrees.includes(data)) above = Math.min(above, data.height);
  });
  return (below + above) / 2;
}

/** A leaf of the condensed tree stands for rows merged below what is drawn: it starts at the ground. */
function drawnHeight(node: TreeNode): number {
  return node.children.length > 0 ? node.height : 0;
}

function paint(node: TreeNode, segment: number): void {
  node.segment = segment;
  node.children.forEach((child) => paint(child, segment));
}
