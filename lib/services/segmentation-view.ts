import { z } from "zod";
import type { Rule } from "../schemas/rule-book";
import { recommendActions } from "../segmentation/recommend-actions";
import type { Prisma } from "../db/generated/client";
import {
  algorithmSchema, preparationSchema, qualitySchema, segmentSchema, segmentationDetailsSchema, segmentationSummarySchema,
  type Characteristics, type Segment, type Segmentation, type SegmentationSummary,
} from "../schemas/segmentation";

export const runSummaryInclude = {
  dataset: { select: { name: true } },
  datasetVersion: { select: { number: true, rowCount: true } },
  createdBy: { select: { name: true } },
  _count: { select: { segments: { where: { segment: { gte: 0 } } } } },
} as const satisfies Prisma.SegmentationInclude;

/** Lists do without what only the result page draws. */
export const runSummaryOmit = { details: true, model: true } as const satisfies Prisma.SegmentationOmit;

export const runDetailInclude = { ...runSummaryInclude, segments: { orderBy: { segment: "asc" } } } as const satisfies Prisma.SegmentationInclude;

type SummaryRow = Prisma.SegmentationGetPayload<{ include: typeof runSummaryInclude; omit: typeof runSummaryOmit }>;
type DetailRow = Prisma.SegmentationGetPayload<{ include: typeof runDetailInclude; omit: { model: true } }>;
type SegmentRow = DetailRow["segments"][number];

export function viewRunSummary(run: SummaryRow): SegmentationSummary {
  return {
    id: run.id,
    name: run.name,
    status: run.status,
    progress: { stage: run.progressStage ?? "", ratio: run.progressRatio },
    datasetId: run.datasetId,
    datasetName: run.dataset.name,
    datasetVersion: run.datasetVersion.number,
    rows: run.datasetVersion.rowCount ?? 0,
    algorithm: algorithmSchema.parse(run.algorithm),
    parameters: segmentationSummarySchema.shape.parameters.parse(run.parameters),
    features: z.array(z.string()).parse(run.features),
    preparation: preparationSchema.parse(run.preparation),
    seed: run.seed,
    quality: run.quality === null ? undefined : qualitySchema.parse(run.quality),
    segmentCount: run._count.segments,
    createdBy: run.createdBy.name,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString(),
    finishedAt: run.finishedAt?.toISOString(),
    error: run.errorCode ? { code: run.errorCode, message: run.errorMessage ?? "" } : undefined,
  };
}

export function viewRun(run: DetailRow, rules: Rule[]): Segmentation {
  const details = run.details === null ? undefined : segmentationDetailsSchema.parse(run.details);
  const noiseLast = run.segments.toSorted((a, b) => Number(a.segment < 0) - Number(b.segment < 0) || a.segment - b.segment);
  return {
    ...viewRunSummary(run),
    segments: noiseLast.map((segment) => viewSegment(segment, rules, details?.overall)),
    details,
    timingsMs: run.timingsMs === null ? undefined : z.record(z.string(), z.number()).parse(run.timingsMs),
    kernelVersion: run.kernelVersion,
  };
}

/** A segment with what the rule book suggests for it now; noise is nobody to act on. */
export function viewSegment(segment: SegmentRow, rules: Rule[], overall: Characteristics = {}): Segment {
  const view = segmentSchema.parse({
    id: segment.id,
    segment: segment.segment,
    name: segment.name,
    description: segment.description,
    automaticName: segment.automaticName,
    automaticDescription: segment.automaticDescription,
    size: segment.size,
    shareRatio: segment.shareRatio,
    characteristics: segment.characteristics,
    evidence: segment.evidence,
    stability: segment.stability ?? undefined,
  });
  return { ...view, recommendations: view.segment < 0 ? [] : recommendActions(view.name, view.evidence, rules, { characteristics: view.characteristics, overall }) };
}
