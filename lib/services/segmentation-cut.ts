import { randomUUID } from "node:crypto";
import { database } from "../db/client";
import type { Prisma } from "../db/generated/client";
import { AppError } from "../errors";
import { enqueue, jobQueues } from "../jobs/enqueue";
import { storableJson } from "../schemas/named-record";
import { segmentationRequestSchema, type Segment, type Segmentation } from "../schemas/segmentation";
import { recommendActions } from "../segmentation/recommend-actions";
import type { Recut } from "../segmentation/recut";
import { cachedAnswer, forgetAnswers } from "./answer-cache";
import { getRules } from "./rule-book";
import { readRunLabels } from "./run-labels";
import { adoptCut, computeCut, removeCuts, requireCuttable, thinOutCuts, type CutRun } from "./segmentation-cut-files";
import { resultData } from "./segmentation-result-data";
import { automaticName } from "./segmentation-start";
import { getSegmentation } from "./segmentations";
import { cutPath } from "./storage";

interface Cut {
  result: Omit<Recut, "rows">;
  /** `same[c]`: the segment of the saved run that has exactly the rows of segment c. */
  same: (number | undefined)[];
}

/**
 * A hierarchical run as it would be with another number of segments, from its stored tree; nothing is changed.
 * Segments whose rows stay the same keep their id, name and stability.
 */
export async function getCut(id: string, k: number): Promise<Segmentation> {
  const run = await requireCuttable(id, k);
  const saved = await getSegmentation(id);
  if (k === run.savedK) return saved;
  const cut = await lookAt(run, k);
  const rules = await getRules();
  const segments = cut.result.segments.map((described, c): Segment => {
    const kept = saved.segments.find(({ segment }) => segment === cut.same[c]);
    // How often a segment comes back depends on the others, too.
    if (kept) return { ...kept, segment: c, stability: undefined };
    const texts = { automaticName: described.name, automaticDescription: described.description };
    return { ...described, ...texts, id: randomUUID(), unsaved: true, recommendations: recommendActions(described.name, described.evidence, rules) };
  });
  const quality = { ...saved.quality, ...cut.result.quality };
  return { ...saved, cut: k, parameters: { ...saved.parameters, k }, segmentCount: k, segments, quality, details: { ...run.details, ...readingOf(run, cut.result) } };
}

async function lookAt(run: CutRun, k: number): Promise<Cut> {
  const file = cutPath(run.id, k);
  const look = async (): Promise<Cut> => {
    const { rows, ...result } = await computeCut(run, k, file, false);
    await thinOutCuts(run.id);
    const saved = await readRunLabels(run.id);
    return { result, same: sameSegments(rows.segments.filter((segment) => segment >= 0), saved.segments, k) };
  };
  const key = JSON.stringify(["cut", run.id, run.savedK, k]);
  return cachedAnswer(key, look);
}

/** The saved segment that each new one equals, row by row. */
function sameSegments(now: Int32Array, before: Int32Array, k: number): (number | undefined)[] {
  const meets = Array.from({ length: k }, () => new Set<number>());
  const sizes = new Map<number, number>();
  const sizesNow = new Int32Array(k);
  now.forEach((segment, at) => {
    const old = before[at] ?? -1;
    meets[segment]?.add(old);
    sizes.set(old, (sizes.get(old) ?? 0) + 1);
    sizesNow[segment] = (sizesNow[segment] ?? 0) + 1;
  });
  return meets.map((olds, c) => {
    const [old] = olds;
    return olds.size === 1 && old !== undefined && sizes.get(old) === sizesNow[c] ? old : undefined;
  });
}

function readingOf(run: CutRun, { reading, quality }: Omit<Recut, "rows">): Pick<CutRun["details"], "reading" | "notices"> {
  const others = run.details.notices.filter((notice) => !notice.startsWith("The silhouette is estimated"));
  const sample = quality.silhouetteSampleSize;
  const estimated = sample === undefined ? [] : [`The silhouette is estimated on ${sample.toLocaleString("en-US")} rows (standard error ${(quality.silhouetteStandardError ?? 0).toFixed(4)}).`];
  return { reading, notices: [...others, ...estimated] };
}

/**
 * Saves another cut as the run's own: its segments, quality, model and row assignments become those of a run with that k.
 * @throws AppError `conflict` while audiences or scorings rest on the present segments: they would silently mean other people.
 */
export async function saveCut(id: string, k: number): Promise<Segmentation> {
  const run = await requireCuttable(id, k);
  if (k === run.savedK) return getSegmentation(id);
  await refuseWhileUsed(id);
  const looked = await getCut(id, k);
  const file = cutPath(id, k);
  const exact = await computeCut(run, k, file, true);
  await jobQueues();
  await database().$transaction(async (transaction) => {
    const row = await transaction.segmentation.findUniqueOrThrow({ where: { id } });
    const parameters = { ...run.model.parameters, k };
    const model = { ...run.model, parameters, centroids: exact.centroids };
    const quality = { ...looked.quality, ...exact.quality };
    const data = resultData({ parameters, quality, model, details: { ...run.details, ...readingOf(run, exact) } });
    const { count } = await transaction.segmentation.updateMany({ where: { id, status: "succeeded", parameters: { equals: row.parameters ?? {} } }, data: { ...data, fingerprint: exact.fingerprint, name: renamed(row, k) } });
    if (count === 0) throw new AppError("conflict", "Somebody else has just cut this tree anew. Look at the result before you cut it again.");
    await transaction.segment.deleteMany({ where: { segmentationId: id } });
    await transaction.segment.createMany({ data: looked.segments.map((segment) => segmentData(id, segment)) });
    await enqueue(transaction, "segmentation.judge", { segmentationId: id });
    await adoptCut(id, file);
  });
  forgetAnswers(id);
  await removeCuts(id);
  return getSegmentation(id);
}

function segmentData(segmentationId: string, segment: Segment): Prisma.SegmentCreateManyInput {
  const { id, name, description, automaticName: ownName, automaticDescription, size, shareRatio, characteristics, evidence, stability } = segment;
  return { id, segmentationId, segment: segment.segment, name, description, automaticName: ownName, automaticDescription, size, shareRatio, characteristics: storableJson(characteristics), evidence, ...(stability && { stability }) };
}

/** A name that tells the number of segments tells the new one; a user's own name stays. */
function renamed(row: { name: string; datasetId: string; features: unknown; preparation: unknown; parameters: unknown; seed: number }, k: number): string {
  const { datasetId, features, preparation, parameters, seed } = row;
  const request = segmentationRequestSchema.parse({ algorithm: "hierarchical", datasetId, features, preparation, parameters, seed });
  if (request.algorithm !== "hierarchical" || row.name !== automaticName(request)) return row.name;
  return automaticName({ ...request, parameters: { ...request.parameters, k } });
}

async function refuseWhileUsed(id: string): Promise<void> {
  const audiences = await database().audience.count({ where: { segmentationId: id } });
  const scorings = await database().scoring.count({ where: { segmentationId: id } });
  const users = [...(audiences > 0 ? [audiences === 1 ? "an audience" : `${audiences} audiences`] : []), ...(scorings > 0 ? [scorings === 1 ? "a scoring" : `${scorings} scorings`] : [])];
  if (users.length === 0) return;
  throw new AppError("conflict", `${users.join(" and ").replace(/^./u, (letter) => letter.toUpperCase())} of this run would mean other people after another cut. Start a new run with the number of segments you want, and this one stays as it is.`);
}
