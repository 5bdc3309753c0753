import { readFile } from "node:fs/promises";
import { database } from "../db/client";
import { env } from "../env";
import { AppError } from "../errors";
import type { RecommenderModel } from "../recommendation/model";
import { decodeModel } from "../recommendation/model-file";
import { recommenderAlgorithmSchema, type RecommenderAlgorithm } from "../schemas/recommender";
import { linkedCatalogue, type Catalogue } from "./item-catalogue";
import { segmentNames } from "./recommender-segments-of-users";
import { recommenderNotFound } from "./recommenders";
import { modelPath } from "./storage";

/** A version's model, ready to answer from. */
export interface LoadedModel {
  model: RecommenderModel;
  /** Positions by id. */
  users: Map<string, number>;
  items: Map<string, number>;
}

/** What answers for a recommender now. */
export interface Serving extends LoadedModel {
  recommenderId: string;
  name: string;
  datasetId: string;
  versionId: string;
  version: number;
  algorithm: RecommenderAlgorithm;
  /** By number, as they are called now; empty where the version was trained without segments. */
  segmentNames: Map<number, string>;
  catalogue?: Catalogue;
}

interface Held {
  loading: Promise<LoadedModel>;
  bytes: number;
}

/** Loaded models of this process, least recently used first. */
const held = new Map<string, Held>();
/** Ids and their maps beside the arrays of a model. */
const overheadFactor = 2;

/**
 * The model of the version that is promoted, loaded at first use; models that were used least recently leave when all of
 * them together pass a third of the memory limit.
 * @throws AppError `not_found`; `recommender_not_ready` while no version has finished.
 */
export async function openServing(recommenderId: string): Promise<Serving> {
  const row = await promotedRow(recommenderId);
  if (!row) throw recommenderNotFound();
  const { name, datasetId, versionId } = row;
  if (versionId === null) throw new AppError("recommender_not_ready", "This recommender has no finished version yet. Wait until it has been trained, or look at why it failed.");
  const names = row.segmentationId === null ? new Map<number, string>() : namesOf(row.segmentationId);
  const [loaded, segments, catalogue] = await Promise.all([loadModel(versionId, Number(row.modelBytes ?? 0)), names, catalogueOf(datasetId)]);
  return { ...loaded, recommenderId, name, datasetId, versionId, version: row.number, algorithm: recommenderAlgorithmSchema.parse(row.algorithm), segmentNames: segments, ...(catalogue && { catalogue }) };
}

type PromotedRow = { name: string; datasetId: string } & ({ versionId: null } | { versionId: string; number: number; algorithm: string; modelBytes: bigint | null; segmentationId: string | null });

/** In one question of its own words: it stands before every answer, and the client would make two of it. */
async function promotedRow(recommenderId: string): Promise<PromotedRow | undefined> {
  const rows = await database().$queryRaw<PromotedRow[]>`
    SELECT r.name, r.dataset_id AS "datasetId", v.id AS "versionId", v.number, v.algorithm, v.model_bytes AS "modelBytes", v.segmentation_id AS "segmentationId"
    FROM recommenders r LEFT JOIN recommender_versions v ON v.id = r.promoted_version_id
    WHERE r.id = ${recommenderId}::uuid`;
  return rows[0];
}

async function loadModel(versionId: string, fileBytes: number): Promise<LoadedModel> {
  const known = held.get(versionId);
  const entry = known ?? { bytes: fileBytes * overheadFactor, loading: read(versionId) };
  held.delete(versionId);
  held.set(versionId, entry);
  if (!known) {
    entry.loading.catch(() => held.delete(versionId));
    makeRoom();
  }
  return entry.loading;
}

function makeRoom(): void {
  const limit = (env().MEMORY_LIMIT_MB * 1024 ** 2) / 3;
  let bytes = [...held.values()].reduce((sum, entry) => sum + entry.bytes, 0);
  for (const [oldest, entry] of held) {
    if (bytes <= limit || held.size === 1) return;
    held.delete(oldest);
    bytes -= entry.bytes;
  }
}

async function read(versionId: string): Promise<LoadedModel> {
  const bytes = await readFile(modelPath(versionId)).catch((error: unknown) => {
    throw new AppError("recommender_not_ready", "The model's file is missing on the server. Train the recommender again.", { cause: error });
  });
  const model = decodeModel(bytes);
  const places = (ids: string[]) => new Map(ids.map((id, at): [string, number] => [id, at]));
  return { model, users: places(model.userIds), items: places(model.itemIds) };
}

/** A hundred answers a second need not ask the database for the same names and the same catalogue. */
const lookUpEveryMs = 2000;

function everySoOften<Value>(lookUp: (id: string) => Promise<Value>): (id: string) => Promise<Value> {
  const known = new Map<string, { at: number; value: Promise<Value> }>();
  return (id) => {
    const found = known.get(id);
    if (found && Date.now() - found.at < lookUpEveryMs) return found.value;
    const value = lookUp(id);
    known.set(id, { at: Date.now(), value });
    value.catch(() => known.delete(id));
    return value;
  };
}

const catalogueOf = everySoOften(linkedCatalogue);
const namesOf = everySoOften(segmentNames);
