import { database } from "../db/client";
import { AppError } from "../errors";
import { userSegments } from "../sql/recommendation/user-segments";
import { profileKey } from "./engagement-columns";
import { requireReadyVersion } from "./require-dataset";
import { requireFinishedRun } from "./segmentations";
import { assignmentsPath, rowsPath } from "./storage";

/** The segment of each person, by the key that events name them with. */
export async function segmentsOfUsers(segmentationId: string): Promise<Map<string, number>> {
  const run = await requireFinishedRun(segmentationId);
  const profiles = await requireReadyVersion(run.datasetId, run.datasetVersionId);
  const keyColumn = profileKey(profiles.columns);
  if (keyColumn === undefined) throw new AppError("recommendation_impossible", `No column of “${profiles.datasetName}” names its people, so its segments can't be used here. Give the role “user” or “id” to the column that does.`);
  return userSegments({ profilesPath: rowsPath(profiles.id), keyColumn, assignmentsPath: assignmentsPath(segmentationId) });
}

/** Names of a run's segments by number. */
export async function segmentNames(segmentationId: string): Promise<Map<number, string>> {
  const rows = await database().segment.findMany({ where: { segmentationId, segment: { gte: 0 } }, select: { segment: true, name: true }, orderBy: { segment: "asc" } });
  return new Map(rows.map(({ segment, name }) => [segment, name]));
}
