import { z } from "zod";
import { database } from "../db/client";
import type { Prisma } from "../db/generated/client";
import { columnProfileSchema, type ColumnProfile } from "../schemas/column";
import { featuresRecipeSchema, madeFromSchema, type FeaturesOrigin, type MadeFrom } from "../schemas/event-features";
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

export const detailInclude = {
  ...summaryInclude,
  versions: { ...versionFields, orderBy: { number: "desc" } },
  featureRecipe: { include: { eventsDataset: { select: { id: true, name: true, currentVersion: { select: { id: true, number: true } } } } } },
  featureRecipes: { select: { dataset: { select: { id: true, name: true } } }, orderBy: { datasetId: "desc" } },
} as const satisfies Prisma.DatasetInclude;

type SummaryRow = Prisma.DatasetGetPayload<{ include: typeof summaryInclude }>;
type DetailRow = Prisma.DatasetGetPayload<{ include: typeof detailInclude }>;
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
    madeFromVersion: madeFromOf(version)?.eventsVersion,
  };
}

export function viewDataset(dataset: DetailRow, columns: ColumnProfile[]): Dataset {
  const version = shownVersion(dataset);
  return {
    ...viewSummary(dataset, columns.length),
    columns,
    dialect: version.dialect === null ? undefined : dialectSchema.parse(version.dialect),
    readOptions: readOptionsSchema.parse(version.readOptions),
    versions: dataset.versions.map((each) => viewVersion(each, dataset.currentVersionId)),
    madeFrom: viewOrigin(dataset),
    features: dataset.featureRecipes.map((recipe) => recipe.dataset),
  };
}

function madeFromOf({ madeFrom }: VersionRow): MadeFrom | undefined {
  return madeFrom === null ? undefined : madeFromSchema.parse(madeFrom);
}

/** Where features come from, and what became of the newest attempt to make them. */
function viewOrigin({ featureRecipe, currentVersion, versions }: DetailRow): FeaturesOrigin | undefined {
  if (!featureRecipe) return undefined;
  const events = featureRecipe.eventsDataset;
  const made = currentVersion ? madeFromOf(currentVersion) : undefined;
  const [newest] = versions;
  return {
    events: events?.currentVersion ? { id: events.id, name: events.name, version: events.currentVersion.number } : undefined,
    eventsName: events?.name ?? featureRecipe.eventsName,
    madeFromVersion: made?.eventsVersion,
    recipe: made?.recipe ?? featuresRecipeSchema.parse(featureRecipe.request),
    follows: featureRecipe.follows,
    isStale: made && events?.currentVersion ? made.eventsVersionId !== events.currentVersion.id : false,
    problem: newest?.origin === "features" && newest.status === "failed" ? (newest.errorMessage ?? undefined) : undefined,
  };
}

const columnsSchema = z.array(columnProfileSchema);

export function parseColumns(columns: unknown): ColumnProfile[] {
  return columns === null || columns === undefined ? [] : columnsSchema.parse(columns);
}
