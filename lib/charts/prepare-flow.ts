import type { Comparison } from "../schemas/comparison";

export interface FlowNode {
  segment: number;
  name: string;
  /** Rows that both runs have. */
  rows: number;
  /** The segment of the left run whose colour it bears: itself on the left, its match on the right; undefined for one without a match. */
  colorOf?: number;
  y: number;
  height: number;
  /** Where its name stands: beside its middle, or as near as its neighbours' names let it. */
  labelY: number;
}

export interface FlowBand {
  segment: number;
  otherSegment: number;
  rows: number;
  /** Whether its rows stay with their people: the two segments match. */
  stays: boolean;
  fromY: number;
  toY: number;
  thickness: number;
}

export interface FlowModel {
  left: FlowNode[];
  right: FlowNode[];
  bands: FlowBand[];
}

type Named = { segment: number; name: string }[];

const gap = 10;
/** A line of text. */
const labelPx = 15;
/** Thin bands stay visible. */
const thinnest = 1;

/**
 * Lays out who goes where: segments of one run on the left, by number; those of the other on the right, each beside the
 * segment that it matches, so that few bands cross; and between them a band per pair, as thick as it has rows.
 * Positions are px within `height`.
 */
export function prepareFlow(comparison: Pick<Comparison, "contingency" | "matches" | "rows">, segments: Named, otherSegments: Named, height: number): FlowModel {
  const { contingency, matches, rows } = comparison;
  const matchOf = new Map(matches.map(({ segment, otherSegment }) => [otherSegment, segment]));
  const rowsOf = (key: "segment" | "otherSegment", segment: number): number => contingency.reduce((sum, pair) => sum + (pair[key] === segment ? pair.rows : 0), 0);
  const leftOrder = segments.filter(({ segment }) => rowsOf("segment", segment) > 0);
  const place = (segment: number): number => leftOrder.findIndex((each) => each.segment === segment);
  const rightOrder = otherSegments
    .filter(({ segment }) => rowsOf("otherSegment", segment) > 0)
    .toSorted((a, b) => sourceOf(a.segment) - sourceOf(b.segment) || a.segment - b.segment);
  function sourceOf(otherSegment: number): number {
    const match = matchOf.get(otherSegment);
    if (match !== undefined) return place(match);
    const [largest] = contingency.filter((pair) => pair.otherSegment === otherSegment).toSorted((a, b) => b.rows - a.rows);
    return largest ? place(largest.segment) + 0.5 : leftOrder.length;
  }
  const room = height - gap * (Math.max(leftOrder.length, rightOrder.length) - 1);
  const pxPerRow = room / Math.max(1, rows);
  const left = stack(leftOrder.map(({ segment, name }) => ({ segment, name, rows: rowsOf("segment", segment), colorOf: segment })), pxPerRow, height);
  const right = stack(rightOrder.map(({ segment, name }) => ({ segment, name, rows: rowsOf("otherSegment", segment), colorOf: matchOf.get(segment) })), pxPerRow, height);
  return { left, right, bands: bandsBetween(left, right, contingency, matchOf, pxPerRow) };
}

function stack(nodes: Omit<FlowNode, "y" | "height" | "labelY">[], pxPerRow: number, height: number): FlowNode[] {
  let y = 0;
  const placed = nodes.map((node) => {
    const bar = { ...node, y, height: node.rows * pxPerRow };
    y += bar.height + gap;
    return { ...bar, labelY: bar.y + bar.height / 2 };
  });
  // Down, so that no name stands on the one above it; then up again from the bottom edge.
  let above = -labelPx / 2;
  for (const node of placed) above = node.labelY = Math.max(node.labelY, above + labelPx);
  let below = height + labelPx / 2;
  for (const node of placed.toReversed()) below = node.labelY = Math.min(node.labelY, below - labelPx);
  return placed;
}

function bandsBetween(left: FlowNode[], right: FlowNode[], pairs: Comparison["contingency"], matchOf: Map<number, number>, pxPerRow: number): FlowBand[] {
  const leaving = new Map(left.map(({ segment, y }) => [segment, y]));
  const arriving = new Map(right.map(({ segment, y }) => [segment, y]));
  const rightPlace = new Map(right.map(({ segment }, at) => [segment, at]));
  const leftPlace = new Map(left.map(({ segment }, at) => [segment, at]));
  const orderOf = (place: Map<number, number>, segment: number): number => place.get(segment) ?? 0;
  const placed = pairs.map((pair) => ({ ...pair, fromY: 0, toY: 0, thickness: pair.rows * pxPerRow, stays: matchOf.get(pair.otherSegment) === pair.segment }));
  // Bands leave in the order of where they go, and arrive in the order of where they come from.
  for (const band of placed.toSorted((a, b) => orderOf(rightPlace, a.otherSegment) - orderOf(rightPlace, b.otherSegment))) {
    band.fromY = leaving.get(band.segment) ?? 0;
    leaving.set(band.segment, band.fromY + band.thickness);
  }
  for (const band of placed.toSorted((a, b) => orderOf(leftPlace, a.segment) - orderOf(leftPlace, b.segment))) {
    band.toY = arriving.get(band.otherSegment) ?? 0;
    arriving.set(band.otherSegment, band.toY + band.thickness);
  }
  return placed.map((band) => ({ ...band, thickness: Math.max(thinnest, band.thickness) }));
}
