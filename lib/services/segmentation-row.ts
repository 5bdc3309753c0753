import { database } from "../db/client";
import { jobRow } from "./job-row";

/** A run's progress, failure and cancelling. */
export const segmentationRow = jobRow(async (where, data) => (await database().segmentation.updateManyAndReturn({ where, data, select: { cancelRequestedAt: true } }))[0]);
