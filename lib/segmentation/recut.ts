import type { Matrix } from "../kernels/matrix";
import { renumbering } from "../kernels/renumber";
import type { FeatureTable } from "../schemas/feature-column";
import type { Quality, SegmentationDetails } from "../schemas/segmentation";
import type { Clustering } from "./clustering";
import { cutNodes } from "./cut-nodes";
import { describeRun } from "./describe-run";
import { measureQuality } from "./measure-quality";
import type { PipelineControl } from "./progress";
import { stageControl } from "./progress";
import { readQuality } from "./quality-reading";
import type { DescribedSegment, RowResults } from "./result";
import { rowFit } from "./row-fit";
import { scatterFloats, scatterLabels } from "./scatter-rows";

export interface RecutInput {
  table: FeatureTable;
  /** The prepared rows of the run, and where they stand in the table. */
  matrix: Matrix;
  keptRows?: Uint32Array;
  features: string[];
  seed: number;
  nodes: NonNullable<SegmentationDetails["mergeTree"]>;
  /** Per prepared row: its leaf in `nodes`, and its place on the map. */
  leafOfRow: Int32Array;
  components: Float32Array[];
  k: number;
  /** Rows whose silhouette is computed, at most; a look at a cut needs no more than a saved one's exactness. */
  silhouetteRows?: number;
}

export interface Recut {
  rows: RowResults;
  segments: DescribedSegment[];
  quality: Quality;
  reading: SegmentationDetails["reading"];
  /** One array per segment. */
  centroids: number[][];
}

/**
 * A hierarchical run cut anew from its stored tree: the same result as a run with that k, without building the tree again.
 * @throws RangeError when the tree can't be cut into k. KernelCancelled.
 */
export async function recut(input: RecutInput, control: PipelineControl = {}): Promise<Recut> {
  const { table, matrix, keptRows, nodes, k } = input;
  const total = table.rowIds.length;
  const clusterOf = cutNodes(nodes, k);
  const { labels } = renumbering(input.leafOfRow.map((leaf) => clusterOf[leaf] ?? 0), k);
  const clustering: Clustering = { labels, clusters: k };
  const measured = await measureQuality(matrix, clustering, input.seed, stageControl(control, "Measuring quality", 0, 0.5), input.silhouetteRows);
  const fit = await rowFit(matrix, clustering, measured.centroids, stageControl(control, "Judging each row", 0.5, 0.6));
  const scattered = scatterLabels(labels, total, keptRows);
  const { segments } = await describeRun(table.columns, scattered, new Set(input.features), control);
  return {
    rows: {
      segments: scattered,
      confidence: scatterFloats(fit.confidence, total, keptRows),
      distance: scatterFloats(fit.distance, total, keptRows),
      second: scatterLabels(fit.second, total, keptRows),
      silhouette: scatterFloats(measured.silhouettes, total, keptRows),
      components: input.components.map((values) => scatterFloats(values, total, keptRows)),
      leaf: scatterLabels(input.leafOfRow, total, keptRows),
    },
    segments,
    quality: measured.quality,
    reading: readQuality({ algorithm: "hierarchical", quality: measured.quality, rows: matrix.rows, segments: k }),
    centroids: Array.from({ length: k }, (_, c) => Array.from(measured.centroids.subarray(c * matrix.columns, (c + 1) * matrix.columns))),
  };
}
