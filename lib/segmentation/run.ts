import type { FeatureTable } from "../schemas/feature-column";
import type { SegmentationPlan } from "../schemas/segmentation";
import type { PreparedRows } from "./apply-preparation";
import type { ResolvedPlan } from "./clustering";
import type { PreparationModel } from "./preparation-model";
import type { PipelineControl } from "./progress";

export interface SegmentationInput {
  /** The features, and every other column that is to be profiled. */
  table: FeatureTable;
  plan: SegmentationPlan;
  /** Text of each table row, for the leaves of a small merge tree. */
  rowLabels?: string[];
  /** Whether to name, describe and map the segments; the command line does without. Default: true. */
  describe?: boolean;
  /** Whether the table's numbers may be overwritten, which saves their memory once more. Only without describing. */
  mayOverwrite?: boolean;
}

/** What every step of a run can see. */
export interface Run {
  input: SegmentationInput;
  plan: ResolvedPlan;
  preparation: PreparationModel;
  prepared: PreparedRows;
  notices: string[];
  control: PipelineControl;
  preparedMs: number;
}
