import { database } from "../db/client";
import { AppError } from "../errors";
import { retrainRequestSchema, scheduleSchema, type RecommenderSchedule } from "../schemas/recommender";
import { retrainRecommender } from "./recommender-start";

const dayMs = 86_400_000;
/** In the quiet hours of most of the world: 02:00 UTC; weekly on Sunday. */
const hourUtc = 2;

/** The newest moment up to `nowMs` at which a schedule wants to retrain. */
export function lastDue(schedule: Exclude<RecommenderSchedule, "none">, nowMs: number): number {
  const today = Math.floor(nowMs / dayMs) * dayMs + hourUtc * 3_600_000;
  const nightly = today <= nowMs ? today : today - dayMs;
  return schedule === "nightly" ? nightly : nightly - new Date(nightly).getUTCDay() * dayMs;
}

/** Trains whatever is due and has new data, once however many workers ask. Answers the ids of what was started. */
export async function retrainDue(nowMs = Date.now()): Promise<string[]> {
  const scheduled = await database().recommender.findMany({
    where: { schedule: { not: "none" } },
    select: { id: true, schedule: true, dataset: { select: { currentVersion: { select: { number: true } } } }, versions: { orderBy: { number: "desc" }, take: 1, select: { createdAt: true, datasetVersionNumber: true, status: true } } },
  });
  const started: string[] = [];
  for (const { id, schedule, dataset, versions: [newest] } of scheduled) {
    const kind = scheduleSchema.parse(schedule);
    if (kind === "none" || !newest || newest.createdAt.getTime() >= lastDue(kind, nowMs)) continue;
    const hasNewRows = dataset.currentVersion !== null && dataset.currentVersion.number !== newest.datasetVersionNumber;
    if (!hasNewRows && newest.status === "succeeded") continue;
    try {
      await retrainRecommender(kind === "nightly" ? "Nightly schedule" : "Weekly schedule", id, retrainRequestSchema.parse({ promote: true }));
      started.push(id);
    } catch (error) {
      // Another worker was first, or the dataset can't be learned from now: the recommender's page says so when asked.
      if (!(error instanceof AppError)) throw error;
    }
  }
  return started;
}
