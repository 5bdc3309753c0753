import { AppError } from "../errors";
import type { Comparison } from "../schemas/comparison";
import { compareRuns } from "../segmentation/compare-runs";
import { readRunLabels, sharedLabels } from "./run-labels";
import { requireFinishedRun } from "./segmentations";

/**
 * Compares two finished runs of one dataset, row by row; also runs of two of its versions, over the rows that both have.
 * @throws AppError `bad_request` for runs of different datasets, of which no row is the same, and for a PCA.
 */
export async function compareSegmentations(id: string, otherId: string): Promise<Comparison> {
  const [run, other] = [await requireFinishedRun(id), await requireFinishedRun(otherId)];
  if (run.datasetId !== other.datasetId) throw new AppError("bad_request", "The two segmentations are of different datasets, so they have no row in common. Choose two runs of one dataset.");
  if (run.algorithm === "pca" || other.algorithm === "pca") throw new AppError("bad_request", "A PCA has no segments to compare. Choose two runs that have segments.");
  const shared = sharedLabels(await readRunLabels(id), await readRunLabels(otherId));
  const { ari, ami, contingency, matches } = compareRuns(shared.a, shared.b);
  const stayed = matches.reduce((sum, { sharedRows }) => sum + sharedRows, 0);
  return { ari, ami, rows: shared.a.length, contingency, matches, movedRows: shared.a.length - stayed };
}
