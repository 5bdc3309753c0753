import { database } from "../db/client";
import { env } from "../env";
import { segmentationPlanSchema } from "../schemas/segmentation";
import { applyPreparation } from "../segmentation/apply-preparation";
import { measureStability } from "../segmentation/measure-stability";
import type { SegmentationModel } from "../segmentation/result";
import { readColumns } from "../warehouse/read-columns";
import { readRunLabels } from "./run-labels";
import { rowsPath } from "./storage";

/** Judges how stable a finished run's segments are and writes it to them. A run that has gone needs nothing. */
export async function judgeStability(id: string, signal: AbortSignal): Promise<void> {
  const run = await database().segmentation.findUnique({ where: { id } });
  if (run?.status !== "succeeded" || run.model === null || run.algorithm === "pca") return;
  const model = run.model as unknown as SegmentationModel;
  const plan = segmentationPlanSchema.parse({ algorithm: run.algorithm, features: run.features, preparation: run.preparation, parameters: model.parameters, seed: run.seed });
  const table = await readColumns(rowsPath(run.datasetVersionId), plan.features);
  const { matrix } = applyPreparation(table.columns, model.preparation);
  const { segments } = await readRunLabels(id);
  const judged = await measureStability(matrix, segments, plan, { signal, threads: env().COMPUTE_THREADS });
  for (const { segment, jaccard, reading } of judged) {
    await database().segment.updateMany({ where: { segmentationId: id, segment }, data: { stability: { jaccard, reading } } });
  }
}
