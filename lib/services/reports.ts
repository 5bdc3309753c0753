import { database } from "../db/client";
import type { Report, ReportReader } from "../schemas/report";
import { withoutSmallGroups } from "../report/without-small-groups";
import { getSegmentation, requireFinishedRun } from "./segmentations";

/**
 * What a run's report is written from; for the public nothing about single rows is left in it.
 * @throws AppError `not_found`; `segmentation_not_finished` while there is no result.
 */
export async function getReport(segmentationId: string, reader: ReportReader): Promise<Report> {
  const { datasetVersionId } = await requireFinishedRun(segmentationId);
  const run = await getSegmentation(segmentationId);
  const version = await database().datasetVersion.findUniqueOrThrow({ where: { id: datasetVersionId }, select: { fileName: true, sourceSha256: true, rejectedCount: true } });
  return {
    reader,
    run: reader === "public" ? withoutSmallGroups(run) : run,
    data: { fileName: reader === "public" ? "" : version.fileName, sha256: version.sourceSha256, rejectedRows: version.rejectedCount ?? 0 },
    writtenAt: new Date().toISOString(),
  };
}
