import { sourceFilesSchema } from "./dataset-sources";
import { assignmentsPath, engagementFolder, rejectsPath, rowsPath, sourcePath } from "./storage";

/** Every file of a version and of the segmentations made from it. */
export function versionFiles(version: { id: string; sources: unknown; segmentations: { id: string }[] }): string[] {
  const parts = sourceFilesSchema.parse(version.sources).length;
  return [
    rowsPath(version.id),
    rejectsPath(version.id),
    engagementFolder(version.id),
    ...Array.from({ length: parts }, (_, part) => sourcePath(version.id, part)),
    ...version.segmentations.map((segmentation) => assignmentsPath(segmentation.id)),
  ];
}
