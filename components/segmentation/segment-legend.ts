import type { LegendEntry } from "@/lib/charts/compose-export-svg";
import { formatCount } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import type { Segment } from "@/lib/schemas/segmentation";

const LEGEND_LIMIT = 24;

/** Segments as legend entries with their sizes; past two dozen the rest is left to the table. */
export function segmentLegend(segments: Pick<Segment, "segment" | "name" | "size">[]): (LegendEntry & { aside: string })[] {
  return segments.slice(0, LEGEND_LIMIT).map(({ segment, name, size }) => ({ label: name, color: segmentColor(segment), aside: formatCount(size) }));
}

/** The name of a segment number; "Noise" and "Segment n" where none is stored. */
export function segmentNameOf(segments: Pick<Segment, "segment" | "name">[]): (segment: number) => string {
  const names = new Map(segments.map(({ segment, name }) => [segment, name]));
  return (segment) => names.get(segment) ?? (segment < 0 ? "Noise" : `Segment ${segment + 1}`);
}

/** Where a chart's figures come from, for exported files. */
export function sourceOf(run: { name: string; datasetName: string; datasetVersion: number }): string {
  return `Tessera · ${run.name} · ${run.datasetName} v${run.datasetVersion}`;
}
