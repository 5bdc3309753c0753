import { z } from "zod";
import { database } from "../db/client";
import type { Prisma } from "../db/generated/client";
import { columnProfileSchema, type ColumnProfile } from "../schemas/column";
import {
  datasetVersionSchema, dialectSchema, readOptionsSchema,
  type Dataset, type DatasetSummary, type DatasetVersion,
} from "../schemas/dataset";

/** Everything of a version but its columns, which can be large. */
const versionFields = { omit: { columns: true }, include: { createdBy: { select: { name: true } } } } as const;

export const summaryInclude = {
  owner: { select: { id: true, name: true } },
  currentVersion: versionFields,
  versions: { ...versionFields, orderBy: { number: "desc" }, take: 1 },
  _count: { select: { segmentations: true } },
} as const satisfies Prisma.DatasetInclude;

export const detailInclude = { ...summaryInclude, versions: { ...versionFields, orderBy: { number: "desc" } } } as const satisfies Prisma.DatasetInclude;

type SummaryRow = Prisma.DatasetGetPayload<{ include: typeof summaryInclude }>;
type VersionRow = SummaryRow["versions"][number];

/** The version whose figures are shown: the current one, else the newest. */
export function shownVersion(dataset: SummaryRow): VersionRow {
  const version = dataset.currentVersion ?? dataset.versions[0];
  if (!version) throw new Error(`Dataset ${dataset.id} has no version`);
  return version;
}

/** Columns per version, for lists that show only how many there are. */
export async function countColumns(versionIds: string[]): Promise<Map<string, number>> {
  if (versionIds.length === 0) return new Map();
  const rows = await database().$queryRaw<{ id: string; count: number }[]>`
    SELECT id::text, coalesce(jsonb_array_length(columns), 0)::int AS count FROM dataset_versions WHERE id = ANY(${versionIds}::uuid[])`;
  return new Map(rows.map(({ id, count }) => [id, count]));
}

function errorOf(version: VersionRow) {
  return version.errorCode ? { code: version.errorCode, message: version.errorMessage ?? "" } : undefined;
}

export function viewSummary(dataset: SummaryRow, columnCount: number): DatasetSummary {
  const version = shownVersion(dataset);
  return {
    id: dataset.id,
    name: dataset.name,
    kind: dataset.kind,
    status: version.status,
    progress: { stage: version.progressStage ?? "", ratio: version.progressRatio },
    rowCount: version.rowCount ?? 0,
    rejectedCount: version.rejectedCount ?? 0,
    columnCount,
    sourceBytes: Number(version.sourceBytes),
    storedBytes: Number(version.storedBytes ?? 0),
    owner: dataset.owner,
    version: version.number,
    segmentationCount: dataset._count.segmentations,
    links: { items: dataset.itemsDatasetId, profiles: dataset.profilesDatasetId },
    error: errorOf(version),
    createdAt: dataset.createdAt.toISOString(),
    updatedAt: dataset.updatedAt.toISOString(),
  };
}

export function viewVersion(version: VersionRow, currentVersionId: string | null): DatasetVersion {
  return {
    id: version.id,
    number: version.number,
    status: version.status,
    origin: datasetVersionSchema.shape.origin.parse(version.origin),
    fileName: version.fileName,
    sourceBytes: Number(version.sourceBytes),
    storedBytes: version.storedBytes === null ? undefined : Number(version.storedBytes),
    rowCount: version.rowCount ?? undefined,
    rejectedCount: version.rejectedCount ?? undefined,
    progress: { stage: version.progressStage ?? "", ratio: version.progressRatio },
    dialect: version.dialect === null ? undefined : dialectSchema.parse(version.dialect),
    readOptions: readOptionsSchema.parse(version.readOptions),
    error: errorOf(version),
    createdBy: version.createdBy.name,
    createdAt: version.createdAt.toISOString(),
    finishedAt: version.finishedAt?.toISOString(),
    current: version.id === currentVersionId,
  };
}

export function viewDataset(dataset: SummaryRow, columns: ColumnProfile[]): Dataset {
  const version = shownVersion(dataset);
  return {
    ...viewSummary(dataset, columns.length),
    columns,
    dialect: version.dialect === null ? undefined : dialectSchema.parse(version.dialect),
    readOptions: readOptionsSchema.parse(version.readOptions),
    versions: dataset.versions.map((each) => viewVersion(each, dataset.currentVersionId)),
  };
}

const columnsSchema = z.array(columnProfileSchema);

export function parseColumns(columns: unknown): ColumnProfile[] {
  return columns === null || columns === undefined ? [] : columnsSchema.parse(columns);
}
