import type { z } from "zod";
import { database } from "../db/client";
import { AppError } from "../errors";
import { segmentationDetailsSchema, type segmentDetailSchema, type segmentPatchSchema } from "../schemas/segmentation";
import { getRules } from "./rule-book";
import { viewSegment } from "./segmentation-view";

export type SegmentDetail = z.infer<typeof segmentDetailSchema>;

function segmentNotFound(): AppError {
  return new AppError("not_found", "This segment does not exist, or its segmentation was deleted.");
}

export async function getSegment(id: string): Promise<SegmentDetail> {
  const segment = await database().segment.findUnique({
    where: { id },
    include: { segmentation: { select: { id: true, name: true, datasetId: true, details: true } } },
  });
  if (!segment) throw segmentNotFound();
  const { details, ...segmentation } = segment.segmentation;
  const overall = details === null ? {} : segmentationDetailsSchema.parse(details).overall;
  return { ...viewSegment(segment, await getRules(), overall), segmentation };
}

export async function patchSegment(id: string, patch: z.infer<typeof segmentPatchSchema>): Promise<SegmentDetail> {
  const { count } = await database().segment.updateMany({ where: { id }, data: patch });
  if (count === 0) throw segmentNotFound();
  return getSegment(id);
}

/** Gives a segment back the name and the description that were derived from its evidence. */
export async function restoreSegmentTexts(id: string): Promise<SegmentDetail> {
  const segment = await database().segment.findUnique({ where: { id }, select: { automaticName: true, automaticDescription: true } });
  if (!segment) throw segmentNotFound();
  return patchSegment(id, { name: segment.automaticName, description: segment.automaticDescription });
}
