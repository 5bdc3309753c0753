import { database } from "../db/client";
import type { Prisma } from "../db/generated/client";
import { recordAudit } from "../db/record-audit";
import { AppError } from "../errors";
import { storedAudienceFilterSchema, type Audience, type AudienceFilter, type AudienceRequest } from "../schemas/audience";
import type { ColumnProfile } from "../schemas/column";
import type { PageQuery } from "../schemas/paging";
import type { CurrentUser } from "../schemas/user";
import { streamExport } from "../warehouse/stream-export";
import { audienceRows, memberSegment, membersFile, removeMembers } from "./audience-members";
import { belowCursor } from "./cursor";
import { parseColumns } from "./dataset-view";
import type { Download } from "./download";
import { pageOf } from "./page-of";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { labelColumn } from "./row-labels";
import { requireFinishedRun } from "./segmentations";
import { rowsPath } from "./storage";

const include = {
  dataset: { select: { name: true, currentVersionId: true, currentVersion: { select: { columns: true } } } },
  segmentation: { select: { id: true, name: true, datasetVersionId: true, segments: { select: { segment: true, name: true } } } },
  createdBy: { select: { name: true } },
} as const satisfies Prisma.AudienceInclude;

type AudienceRow = Prisma.AudienceGetPayload<{ include: typeof include }>;

/**
 * Saves a named audience: segments of a run, a filter over columns, or both.
 * @throws AppError in words when the run or dataset isn't ready, a segment or column doesn't exist, or nobody is in it.
 */
export async function createAudience(user: CurrentUser, request: AudienceRequest): Promise<Audience> {
  return saveAudience(user, { name: request.name, ...(await understand(request)) });
}

/** How many rows an audience would hold, without saving it. */
export async function countAudience(request: AudienceRequest): Promise<{ size: number; rows: number }> {
  const { datasetId, versionId, filter } = await understand(request);
  const { rowCount } = await requireReadyVersion(datasetId, versionId);
  return { size: (await audienceRows(versionId, filter)).length, rows: rowCount };
}

/** Saves people who were picked in a chart, by their keys. @throws AppError `bad_request` when the dataset knows none of them. */
export async function createAudienceOfKeys(user: CurrentUser, request: { name: string; datasetId: string; column: string; keys: string[] }): Promise<Audience> {
  const version = await requireReadyVersion(request.datasetId);
  const filter = { conditions: [], picked: { column: request.column, count: request.keys.length }, keys: request.keys };
  return saveAudience(user, { name: request.name, datasetId: request.datasetId, versionId: version.id, filter });
}

async function saveAudience(user: CurrentUser, { name, datasetId, versionId, filter }: { name: string; datasetId: string; versionId: string; filter: AudienceFilter }): Promise<Audience> {
  const size = (await audienceRows(versionId, filter)).length;
  if (size === 0) throw new AppError("bad_request", "No row meets this filter, so the audience would be empty. Loosen the conditions.");
  const { id } = await database().audience.create({
    data: { name, datasetId, segmentationId: filter.segmentationId, filter, size, createdById: user.id },
    select: { id: true },
  });
  return getAudience(id);
}

async function understand(request: AudienceRequest): Promise<{ datasetId: string; versionId: string; filter: AudienceFilter }> {
  if ("datasetId" in request) {
    const version = await requireReadyVersion(request.datasetId);
    return { datasetId: request.datasetId, versionId: version.id, filter: { conditions: request.filter } };
  }
  const run = await requireFinishedRun(request.segmentationId);
  if ("area" in request) return { datasetId: run.datasetId, versionId: run.datasetVersionId, filter: { segmentationId: run.id, conditions: [], area: request.area } };
  const known = await database().segment.findMany({ where: { segmentationId: run.id }, select: { segment: true } });
  const unknown = request.segments.find((segment) => !known.some((each) => each.segment === segment));
  if (unknown !== undefined) throw new AppError("bad_request", `The segmentation has no segment ${unknown}.`, { invalidParams: [{ name: "segments", reason: `No segment ${unknown}` }] });
  const filter = { segmentationId: run.id, segments: request.segments, conditions: request.filter ?? [] };
  return { datasetId: run.datasetId, versionId: run.datasetVersionId, filter };
}

export async function requireAudience(id: string): Promise<AudienceRow> {
  const row = await database().audience.findUnique({ where: { id }, include });
  if (!row) throw new AppError("not_found", "This audience does not exist, or it was deleted.");
  return row;
}

export async function getAudience(id: string): Promise<Audience> {
  return view(await requireAudience(id));
}

/** Audiences, newest first. */
export async function listAudiences(query: PageQuery): Promise<{ items: Audience[]; nextCursor?: string }> {
  const found = await database().audience.findMany({ where: belowCursor(query.cursor), include, orderBy: { id: "desc" }, take: query.limit + 1 });
  return pageOf(found, query.limit, view);
}

function view(row: AudienceRow): Audience {
  const { keys: _, ...filter } = storedAudienceFilterSchema.parse(row.filter);
  const nameOf = (segment: number): string => row.segmentation?.segments.find((each) => each.segment === segment)?.name ?? String(segment);
  return {
    id: row.id,
    name: row.name,
    size: row.size,
    filter,
    datasetId: row.datasetId,
    datasetName: row.dataset.name,
    ...(row.segmentation && { segmentation: { id: row.segmentation.id, name: row.segmentation.name } }),
    ...(filter.segments && { segmentNames: filter.segments.map(nameOf) }),
    idColumn: idColumnOf(parseColumns(row.dataset.currentVersion?.columns)),
    createdBy: row.createdBy.name,
    createdAt: row.createdAt.toISOString(),
  };
}

/** The version whose rows an audience is: that of its run, else the dataset's present one. */
export async function audienceVersion(row: AudienceRow): Promise<string> {
  return (await requireReadyVersion(row.datasetId, row.segmentation?.datasetVersionId)).id;
}

/**
 * Every row of an audience, streamed; or only the column that names the rows.
 * @throws AppError `conflict` when ids are asked for and no column names the rows.
 */
export async function exportAudience(id: string, format: "csv" | "json", only?: "ids"): Promise<Download> {
  const row = await requireAudience(id);
  const versionId = await audienceVersion(row);
  const columns = only === "ids" ? [namingColumn(await requireReadyVersion(row.datasetId, versionId))] : undefined;
  const file = await membersFile(id, versionId, storedAudienceFilterSchema.parse(row.filter));
  const stream = streamExport({ parquetPath: rowsPath(versionId), assignmentsPath: file, segments: [memberSegment], assignmentColumns: [], columns, format });
  return { stream, name: `${row.dataset.name} - ${row.name}${only ? " - ids" : ""}`, format };
}

function namingColumn({ columns, datasetName }: ReadyVersion): string {
  const found = idColumnOf(columns);
  if (found === undefined) throw new AppError("conflict", `No column of “${datasetName}” names its rows. Give the role “id” to the column that does, or export every column.`);
  return found;
}

/** Identifiers before labels: two people may bear one name. */
function idColumnOf(columns: ColumnProfile[]): string | undefined {
  return labelColumn(columns.filter(({ role }) => role !== "label")) ?? labelColumn(columns);
}

/** Counts the audiences of a dataset anew after it got another version. */
export async function refreshAudienceSizes(datasetId: string): Promise<void> {
  const rows = await database().audience.findMany({ where: { datasetId, segmentationId: null }, include });
  for (const row of rows) {
    const size = (await audienceRows(await audienceVersion(row), storedAudienceFilterSchema.parse(row.filter))).length;
    await database().audience.update({ where: { id: row.id }, data: { size } });
  }
}

export async function deleteAudience(user: CurrentUser, id: string): Promise<void> {
  await database().$transaction(async (transaction) => {
    const row = await transaction.audience.findUnique({ where: { id }, select: { name: true } });
    if (!row) throw new AppError("not_found", "This audience does not exist, or it was deleted.");
    await transaction.audience.delete({ where: { id } });
    await recordAudit(transaction, { userId: user.id, action: "audience.deleted", subject: row.name, details: { id } });
  });
  await removeMembers(id);
}
