import { database } from "../db/client";
import type { Advice as AdviceRow } from "../db/generated/client";
import { env } from "../env";
import { AppError } from "../errors";
import { enqueue, jobQueues } from "../jobs/enqueue";
import { adviceRequestSchema, adviceResultSchema, type Advice, type AdviceRequest } from "../schemas/advice";
import type { CurrentUser } from "../schemas/user";
import { advise } from "../segmentation/advise";
import { readColumns } from "../warehouse/read-columns";
import { JobInterrupted, withJobControl } from "./job-control";
import { jobRow } from "./job-row";
import { requireReadyVersion } from "./require-dataset";
import { rowsPath } from "./storage";

/** Asks for advice on the free parameter of an algorithm; the answer comes as a background job. */
export async function startAdvice(user: CurrentUser, request: AdviceRequest): Promise<{ id: string; status: "queued" }> {
  const version = await requireReadyVersion(request.datasetId);
  const unknown = request.features.find((feature) => !version.columns.some((column) => column.name === feature));
  if (unknown !== undefined) {
    throw new AppError("segmentation_impossible", `The dataset has no column “${unknown}”.`, { invalidParams: [{ name: "features", reason: `No column “${unknown}”` }] });
  }
  await jobQueues();
  return database().$transaction(async (transaction) => {
    const { id } = await transaction.advice.create({
      data: { datasetId: request.datasetId, request, createdById: user.id, progressStage: "Waiting for a free worker" },
      select: { id: true },
    });
    await enqueue(transaction, "advice.run", { adviceId: id });
    return { id, status: "queued" };
  });
}

export async function getAdvice(id: string): Promise<Advice> {
  const row = await database().advice.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", "This advice does not exist, or its dataset was deleted.");
  return view(row);
}

function view(row: AdviceRow): Advice {
  return {
    id: row.id,
    datasetId: row.datasetId,
    status: row.status,
    progress: { stage: row.progressStage ?? "", ratio: row.progressRatio },
    ...(row.result !== null && adviceResultSchema.parse(row.result)),
    ...(row.errorCode && { error: { code: row.errorCode, message: row.errorMessage ?? "" } }),
  };
}

const adviceRow = jobRow(async (where, data) => (await database().advice.updateManyAndReturn({ where, data, select: { cancelRequestedAt: true } }))[0]);

/** Cancels an advice that waits or runs; one that has ended stays as it is. */
export async function cancelAdvice(id: string): Promise<Advice> {
  await adviceRow.cancel(id);
  return getAdvice(id);
}

/** The job: harmless when repeated, since only a row that still runs is completed. */
export async function executeAdvice(id: string, context: { signal: AbortSignal }): Promise<void> {
  const [row] = await database().advice.updateManyAndReturn({ where: { id, status: { in: ["queued", "running"] } }, data: { status: "running" } });
  if (!row) throw new JobInterrupted("gone");
  const request = adviceRequestSchema.parse(row.request);
  const version = await requireReadyVersion(request.datasetId);
  const result = await withJobControl(context.signal, (progress) => adviceRow.saveProgress(id, progress), async ({ signal, report }) => {
    report("Reading the columns", 0);
    const table = await readColumns(rowsPath(version.id), request.features);
    return advise(table, request, { signal, threads: env().COMPUTE_THREADS, memoryLimitBytes: env().MEMORY_LIMIT_MB * 1024 ** 2, onProgress: report });
  });
  await database().advice.updateMany({
    where: { id, status: "running" },
    data: { status: "succeeded", result, progressStage: "Done", progressRatio: 1, finishedAt: new Date() },
  });
}

export const failAdvice = adviceRow.fail;
