import type { FeatureColumn, FeatureTable } from "@/lib/schemas/feature-column";
import type { SegmentationPlan } from "@/lib/schemas/segmentation";
import { preparationSchema } from "@/lib/schemas/segmentation";

/** A table of columns given as plain arrays: numbers become numeric columns (null is missing), text becomes categories. */
export function featureTable(columns: Record<string, (number | string | null)[]>): FeatureTable {
  const built = Object.entries(columns).map(([name, cells]) => featureColumn(name, cells));
  const rows = Object.values(columns)[0]?.length ?? 0;
  return { rowIds: Float64Array.from({ length: rows }, (_, i) => i), columns: built };
}

function featureColumn(name: string, cells: (number | string | null)[]): FeatureColumn {
  if (cells.every((cell) => cell === null || typeof cell === "number")) {
    return { kind: "numeric", name, values: Float64Array.from(cells, (cell) => (typeof cell === "number" ? cell : Number.NaN)) };
  }
  const levels = [...new Set(cells.filter((cell) => cell !== null).map(String))].sort();
  return { kind: "category", name, levels, codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : levels.indexOf(String(cell)))) };
}

type Preparation = Parameters<typeof preparationSchema.parse>[0];

/** A plan with the defaults filled in. */
export function plan(request: Pick<SegmentationPlan, "algorithm" | "parameters"> & { features: string[]; preparation?: Preparation; seed?: number }): SegmentationPlan {
  return { seed: 42, ...request, preparation: preparationSchema.parse(request.preparation ?? {}) } as SegmentationPlan;
}
