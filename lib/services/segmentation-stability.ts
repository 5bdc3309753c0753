import { database } from "../db/client";
import { env } from "../env";
import type { Matrix } from "../kernels/matrix";
import { pickRows } from "../kernels/pick-rows";
import { storableJson } from "../schemas/named-record";
import { segmentationDetailsSchema, segmentationPlanSchema } from "../schemas/segmentation";
import type { Structure } from "../schemas/structure";
import { adviseK } from "../segmentation/advise-k";
import { applyPreparation } from "../segmentation/apply-preparation";
import { judgeStructure, structureSampleSize } from "../segmentation/judge-structure";
import { measureStability } from "../segmentation/measure-stability";
import type { SegmentationModel } from "../segmentation/result";
import { sampleRows } from "../segmentation/sample-rows";
import { readColumns } from "../warehouse/read-columns";
import { readRunLabels } from "./run-labels";
import { rowsPath } from "./storage";

/** Numbers of segments that the question "is there anything?" tries, on a sample of that many rows. */
const structureRange = { from: 2, to: 8 };
/** Fewer rows always look as if they could be an even spread. */
const leastStructureRows = 30;

/** Judges whether a finished run's rows fall into groups at all, and how stable its segments are, and writes it to them. A run that has gone needs nothing. */
export async function judgeStability(id: string, signal: AbortSignal): Promise<void> {
  const run = await database().segmentation.findUnique({ where: { id } });
  if (run?.status !== "succeeded" || run.model === null || run.algorithm === "pca") return;
  const model = run.model as unknown as SegmentationModel;
  const plan = segmentationPlanSchema.parse({ algorithm: run.algorithm, features: run.features, preparation: run.preparation, parameters: model.parameters, seed: run.seed });
  const table = await readColumns(rowsPath(run.datasetVersionId), plan.features);
  const { matrix } = await applyPreparation(table.columns, model.preparation, { signal });
  const structure = matrix.rows < leastStructureRows ? undefined : await structureOf(matrix, plan.seed, signal);
  const details = segmentationDetailsSchema.parse(run.details);
  const unchanged = { id, status: "succeeded", parameters: { equals: run.parameters ?? {} } } as const;
  await database().segmentation.updateMany({ where: unchanged, data: { details: storableJson({ ...details, ...(structure && { structure }) }) } });
  const { segments } = await readRunLabels(id);
  const judged = await measureStability(matrix, segments, plan, { signal, threads: env().COMPUTE_THREADS });
  await database().$transaction(async (transaction) => {
    // Holds the row: a cut that is saved meanwhile makes other segments of the same numbers.
    const { count } = await transaction.segmentation.updateMany({ where: unchanged, data: { status: "succeeded" } });
    for (const { segment, jaccard, reading } of count === 0 ? [] : judged) {
      await transaction.segment.updateMany({ where: { segmentationId: id, segment }, data: { stability: { jaccard, reading } } });
    }
  });
}

async function structureOf(matrix: Matrix, seed: number, signal: AbortSignal): Promise<Structure> {
  const sample = pickRows(matrix, sampleRows(matrix.rows, structureSampleSize, seed));
  const { evidence } = await adviseK(sample, { algorithm: "kmeans", range: structureRange, seed }, { signal, threads: env().COMPUTE_THREADS });
  return judgeStructure(evidence);
}
