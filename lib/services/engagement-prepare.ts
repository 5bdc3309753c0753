import { database } from "../db/client";
import { AppError } from "../errors";
import { refreshAudienceSizes } from "./audiences";
import { prepareEvents } from "./engagement-index";
import { makeFeaturesDue } from "./event-features-follow";

/**
 * After a dataset got a new version: its audiences are counted again, what is made from it is made again, and for events
 * the charts' index is built.
 * A dataset that has gone, or whose columns don't make events, needs nothing.
 */
export async function prepareDashboard(datasetId: string): Promise<void> {
  const dataset = await database().dataset.findUnique({ where: { id: datasetId }, select: { kind: true } });
  if (!dataset) return;
  await refreshAudienceSizes(datasetId);
  await makeFeaturesDue({ aboutId: datasetId });
  if (dataset.kind !== "events") return;
  try {
    await prepareEvents(datasetId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
