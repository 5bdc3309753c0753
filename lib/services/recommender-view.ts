import { z } from "zod";
import type { Prisma } from "../db/generated/client";
import {
  interactionOptionsSchema, recommenderAlgorithmSchema, recommenderParametersSchema, recommenderQualitySchema, recommenderVersionSchema, scheduleSchema,
  type Recommender, type RecommenderQuality, type RecommenderSummary, type RecommenderVersion,
} from "../schemas/recommender";

/** Quality is some hundred kB at worst; a list needs two parts of it. */
export const recommenderInclude = {
  dataset: { select: { name: true, itemsDatasetId: true } },
  createdBy: { select: { name: true } },
  promotedVersion: true,
  versions: { orderBy: { number: "desc" }, take: 1 },
  _count: { select: { versions: true } },
} as const satisfies Prisma.RecommenderInclude;

export const recommenderDetailInclude = { ...recommenderInclude, versions: { orderBy: { number: "desc" } } } as const satisfies Prisma.RecommenderInclude;

type RecommenderRow = Prisma.RecommenderGetPayload<{ include: typeof recommenderInclude }>;
type VersionRow = RecommenderRow["versions"][number];

export function qualityOf(version: Pick<VersionRow, "quality"> | null): RecommenderQuality | undefined {
  const stored = version?.quality ?? undefined;
  return stored === undefined ? undefined : recommenderQualitySchema.parse(stored);
}

function errorOf(version: VersionRow) {
  return version.errorCode ? { code: version.errorCode, message: version.errorMessage ?? "" } : undefined;
}

export function viewRecommenderSummary(row: RecommenderRow): RecommenderSummary {
  const [newest] = row.versions;
  if (!newest) throw new Error(`Recommender ${row.id} has no version`);
  const quality = qualityOf(row.promotedVersion);
  return {
    id: row.id,
    name: row.name,
    status: newest.status,
    progress: { stage: newest.progressStage ?? "", ratio: newest.progressRatio },
    error: errorOf(newest),
    datasetId: row.datasetId,
    datasetName: row.dataset.name,
    itemsDatasetId: row.dataset.itemsDatasetId,
    schedule: scheduleSchema.parse(row.schedule),
    algorithm: recommenderAlgorithmSchema.parse((row.promotedVersion ?? newest).algorithm),
    promoted: row.promotedVersion?.number,
    versionCount: row._count.versions,
    figures: quality?.models.find((model) => !model.isBaseline)?.figures ?? quality?.models[0]?.figures,
    verdict: quality?.verdict,
    createdBy: row.createdBy.name,
    createdAt: row.createdAt.toISOString(),
  };
}

export function viewRecommender(row: RecommenderRow): Recommender {
  return { ...viewRecommenderSummary(row), quality: qualityOf(row.promotedVersion), versions: row.versions.map((version, at) => viewVersion(version, row.promotedVersionId, at === 0)) };
}

/** What a comparison of versions needs; who is served how is told of the newest version and the one that serves. */
function viewQuality(version: VersionRow, whole: boolean): RecommenderQuality | undefined {
  const quality = qualityOf(version);
  return quality === undefined || whole ? quality : { ...quality, segments: [], genres: [], activity: [], badlyServedUsers: [] };
}

function viewVersion(version: VersionRow, promotedVersionId: string | null, isNewest: boolean): RecommenderVersion {
  return {
    id: version.id,
    number: version.number,
    status: version.status,
    progress: { stage: version.progressStage ?? "", ratio: version.progressRatio },
    promoted: version.id === promotedVersionId,
    algorithm: recommenderAlgorithmSchema.parse(version.algorithm),
    parameters: recommenderParametersSchema.parse(version.parameters),
    interactions: interactionOptionsSchema.parse(version.interactions),
    seed: version.seed,
    datasetVersion: version.datasetVersionNumber,
    segmentationId: version.segmentationId,
    learnedFrom: version.learnedFrom === null ? undefined : recommenderVersionSchema.shape.learnedFrom.parse(version.learnedFrom),
    quality: viewQuality(version, isNewest || version.id === promotedVersionId),
    timingsMs: version.timingsMs === null ? undefined : z.record(z.string(), z.number()).parse(version.timingsMs),
    modelBytes: version.modelBytes === null ? undefined : Number(version.modelBytes),
    startedBy: version.startedBy,
    createdAt: version.createdAt.toISOString(),
    finishedAt: version.finishedAt?.toISOString(),
    error: errorOf(version),
  };
}
