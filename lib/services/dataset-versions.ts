import { database, type Database } from "../db/client";
import type { Prisma } from "../db/generated/client";
import { AppError } from "../errors";
import { enqueue, jobQueues } from "../jobs/enqueue";
import { readOptionsSchema, type DatasetKind, type ReadOptions } from "../schemas/dataset";
import type { VersionCreated, VersionMode } from "../schemas/dataset-version";
import type { CurrentUser } from "../schemas/user";
import { requireTimezone } from "../warehouse/require-timezone";
import { hasSources, keepSource, removeSources, shareSources, sourceFilesSchema, type SourceFile, type UploadedFile } from "./dataset-sources";
import { nameOfFile } from "./dataset-upload";
import { waitingStage } from "./dataset-ingest";
import { featuresFileName } from "./event-features-making";
import { datasetNotFound } from "./require-dataset";
import { timeOrderedId } from "./time-ordered-id";

interface NewVersion {
  id: string;
  datasetId: string;
  origin: "create" | "append" | "replace" | "reread" | "features";
  /** None yet where the job makes the file: features from events. */
  sources: SourceFile[];
  readOptions: ReadOptions;
  baseVersionId?: string;
  /** MadeFrom of lib/schemas/event-features.ts, for features from events. */
  madeFrom?: Prisma.InputJsonValue;
}

/**
 * Writes the version's row and its job together. Numbers of one dataset are given under a lock on it.
 * @throws AppError `conflict` while another file of the dataset is read, `bad_request` for a time zone that does not exist:
 * found by the job, it would cost the uploaded file.
 */
export async function insertVersion(transaction: Database, user: Pick<CurrentUser, "id">, version: NewVersion): Promise<void> {
  requireTimezone(version.readOptions);
  await transaction.$queryRaw`SELECT id FROM datasets WHERE id = ${version.datasetId}::uuid FOR UPDATE`;
  const versions = await transaction.datasetVersion.findMany({ where: { datasetId: version.datasetId }, select: { number: true, status: true } });
  if (versions.some((other) => other.status === "ingesting")) {
    throw new AppError("conflict", "A file of this dataset is being read right now. Wait until it is done, or cancel it.");
  }
  if (version.origin === "append") await requireStillCurrent(transaction, version);
  const last = version.sources.at(-1) ?? (version.origin === "features" ? { fileName: featuresFileName, sha256: "" } : undefined);
  if (!last) throw new Error("A version needs a source file");
  await transaction.datasetVersion.create({
    data: {
      id: version.id,
      datasetId: version.datasetId,
      number: Math.max(0, ...versions.map(({ number }) => number)) + 1,
      origin: version.origin,
      fileName: last.fileName,
      sourceBytes: version.sources.reduce((sum, source) => sum + source.bytes, 0),
      sourceSha256: last.sha256,
      sources: version.sources,
      baseVersionId: version.baseVersionId,
      madeFrom: version.madeFrom,
      readOptions: version.readOptions,
      progressStage: waitingStage,
      createdById: user.id,
    },
  });
  await enqueue(transaction, "dataset.ingest", { versionId: version.id });
}

/** The version that an append starts from was followed by another one while the file was put beside it. */
class BaseMoved extends AppError {
  constructor() {
    super("conflict", "The dataset got new rows just now. Append the file again.");
  }
}

async function requireStillCurrent(transaction: Database, version: NewVersion): Promise<void> {
  const { currentVersionId } = await transaction.dataset.findUniqueOrThrow({ where: { id: version.datasetId }, select: { currentVersionId: true } });
  if (currentVersionId !== version.baseVersionId) throw new BaseMoved();
}

function describeSource({ fileName, bytes, sha256 }: UploadedFile): SourceFile {
  return { fileName, bytes, sha256 };
}

export interface NewDataset {
  file: UploadedFile;
  name?: string;
  /** Guessed when absent. */
  kind?: DatasetKind;
  readOptions?: ReadOptions;
  /** Chosen beforehand where an upload must be recognisable. */
  id?: string;
}

/** Makes a dataset of an uploaded file; a job reads it. The file's temporary name stays the caller's to remove. */
export async function createDataset(
  user: CurrentUser,
  { file, name, kind, readOptions = {}, id = timeOrderedId() }: NewDataset,
): Promise<{ id: string; status: "ingesting"; sameAs?: { id: string; name: string } }> {
  const versionId = timeOrderedId();
  try {
    const twin = await database().dataset.findFirst({
      where: { currentVersion: { sourceSha256: file.sha256, origin: { in: ["create", "replace"] } } },
      select: { id: true, name: true },
      orderBy: { id: "desc" },
    });
    await jobQueues();
    await keepSource(file, versionId, 0);
    await database().$transaction(async (transaction) => {
      await transaction.dataset.create({ data: { id, name: name ?? nameOfFile(file.fileName), ownerId: user.id, kind, kindChosen: kind !== undefined } });
      await insertVersion(transaction, user, { id: versionId, datasetId: id, origin: "create", sources: [describeSource(file)], readOptions });
    });
    return { id, status: "ingesting", ...(twin ? { sameAs: twin } : {}) };
  } catch (error) {
    await removeSources(versionId, 1);
    throw error;
  }
}

export interface AddedVersion {
  mode: VersionMode;
  file: UploadedFile;
  readOptions?: ReadOptions;
  /** Append a file once more that this dataset holds already. */
  repeat?: boolean;
  id?: string;
}

/** Adds a file to a dataset, or puts it in the place of its rows, as a new version. The file's temporary name stays the caller's. */
export async function addVersion(user: CurrentUser, datasetId: string, added: AddedVersion): Promise<VersionCreated> {
  const again = (error: unknown) => {
    if (!(error instanceof BaseMoved)) throw error;
    return tryAddVersion(user, datasetId, added);
  };
  return tryAddVersion(user, datasetId, added).catch(again).catch(again);
}

async function tryAddVersion(user: CurrentUser, datasetId: string, added: AddedVersion): Promise<VersionCreated> {
  const { mode, file, repeat = false, id = timeOrderedId() } = added;
  let parts = 1;
  try {
    const dataset = await database().dataset.findUnique({ where: { id: datasetId }, include: { currentVersion: true } });
    if (!dataset) throw datasetNotFound();
    const base = mode === "append" ? dataset.currentVersion : null;
    if (mode === "append" && !base) throw new AppError("dataset_not_ready", "There is nothing to append to yet: the dataset has no version that is ready.");
    const sources = base ? sourceFilesSchema.parse(base.sources) : [];
    if (!repeat && sources.some((source) => source.sha256 === file.sha256)) {
      throw new AppError("conflict", `This dataset holds exactly this file already (${file.fileName}). Append it once more only if its rows really belong there twice.`);
    }
    parts = sources.length + 1;
    await jobQueues();
    if (base) await shareSources(base.id, id, sources.length);
    await keepSource(file, id, sources.length);
    const readOptions = added.readOptions ?? (dataset.currentVersion ? readOptionsSchema.parse(dataset.currentVersion.readOptions) : {});
    await database().$transaction((transaction) =>
      insertVersion(transaction, user, { id, datasetId, origin: mode, sources: [...sources, describeSource(file)], readOptions, baseVersionId: base?.id }),
    );
    return { id: datasetId, versionId: id, status: "ingesting" };
  } catch (error) {
    await removeSources(id, parts);
    throw error;
  }
}

/** Reads the uploaded files of the shown version again, with other options, as a new version. */
export async function rereadDataset(user: CurrentUser, datasetId: string, readOptions: ReadOptions): Promise<VersionCreated> {
  const dataset = await database().dataset.findUnique({
    where: { id: datasetId },
    include: { currentVersion: true, versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  if (!dataset) throw datasetNotFound();
  const from = dataset.currentVersion ?? dataset.versions[0];
  const sources = from ? sourceFilesSchema.parse(from.sources) : [];
  if (!from || !(await hasSources(from.id, sources.length))) {
    throw new AppError("conflict", "The uploaded file is no longer kept, because it was refused or cancelled. Upload it again with the options you want.");
  }
  const id = timeOrderedId();
  try {
    await jobQueues();
    await shareSources(from.id, id, sources.length);
    await database().$transaction((transaction) => insertVersion(transaction, user, { id, datasetId, origin: "reread", sources, readOptions, madeFrom: from.madeFrom ?? undefined }));
    return { id: datasetId, versionId: id, status: "ingesting" };
  } catch (error) {
    await removeSources(id, sources.length);
    throw error;
  }
}
