import { AppError } from "../errors";
import type { Comparison, MovedRows, MovedRowsQuery } from "../schemas/comparison";
import { compareRuns } from "../segmentation/compare-runs";
import { pairedRows, segmentPairs, type PairedQuestion } from "../sql/segmentation/paired-rows";
import { csvText } from "./csv-text";
import type { Download } from "./download";
import { nextOffset, parseOffset } from "./dataset-rows";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { sameRowsOf } from "./same-rows";
import { getSegmentation, requireFinishedRun } from "./segmentations";
import { assignmentsPath, rowsPath } from "./storage";

interface Pairing {
  question: PairedQuestion;
  version: ReadyVersion;
  matchedBy: string;
}

/**
 * Two finished runs with segments whose rows can be matched.
 * @throws AppError `bad_request` for runs of different datasets without a common identifier, and for a PCA.
 */
async function pairRuns(id: string, otherId: string): Promise<Pairing> {
  const [run, other] = [await requireFinishedRun(id), await requireFinishedRun(otherId)];
  if (run.algorithm === "pca" || other.algorithm === "pca") throw new AppError("bad_request", "A PCA has no segments to compare. Choose two runs that have segments.");
  const [version, otherVersion] = [await requireReadyVersion(run.datasetId, run.datasetVersionId), await requireReadyVersion(other.datasetId, other.datasetVersionId)];
  const same = sameRowsOf(version, otherVersion);
  if (!same) throw new AppError("bad_request", "The two segmentations are of different datasets without a column that names the rows of both, so no row can be found again. Choose two runs of one dataset.");
  const side = (runId: string, { id: versionId }: ReadyVersion) => ({ rowsPath: rowsPath(versionId), assignmentsPath: assignmentsPath(runId) });
  return { version, matchedBy: same.matchedBy, question: { first: side(id, version), second: side(otherId, otherVersion), ...(same.key !== undefined && { key: same.key }) } };
}

/** Compares two finished runs row by row, over the rows that both have; also runs of two versions of a dataset. */
export async function compareSegmentations(id: string, otherId: string): Promise<Comparison> {
  const { question, matchedBy } = await pairRuns(id, otherId);
  const { rows, stayedRows, ...comparison } = compareRuns(await segmentPairs(question));
  return { ...comparison, rows, movedRows: rows - stayedRows, matchedBy };
}

/** Who is not where the matching segment is, or who is in one pair of segments. */
export async function movedRows(id: string, otherId: string, query: MovedRowsQuery): Promise<MovedRows> {
  const { question, version } = await pairRuns(id, otherId);
  const comparison = await compareSegmentations(id, otherId);
  const chosen = comparison.contingency.filter(({ segment, otherSegment }) => isChosen(query, comparison.matches, segment, otherSegment));
  const offset = parseOffset(query.cursor);
  const total = chosen.reduce((sum, { rows }) => sum + rows, 0);
  const items = await pairedRows({ ...question, pairs: chosen, columns: version.columns.map(({ name }) => name), limit: query.limit, offset });
  return { items, columns: version.columns.map(({ name, type }) => ({ name, type })), total, nextCursor: nextOffset(offset, items.length, total) };
}

/** A pair that is asked for by its segments, else every pair of segments that do not match. */
function isChosen(query: Pick<MovedRowsQuery, "segment" | "otherSegment">, matches: Comparison["matches"], segment: number, otherSegment: number): boolean {
  if (query.segment !== undefined && query.segment !== segment) return false;
  if (query.otherSegment !== undefined && query.otherSegment !== otherSegment) return false;
  const asked = query.segment !== undefined && query.otherSegment !== undefined;
  return asked || !matches.some((match) => match.segment === segment && match.otherSegment === otherSegment);
}

/** More movers than this are read in the exports of both runs instead. */
const exportedRows = 200_000;

/** The moved rows as a file: every column, and both segments by number and name. */
export async function exportMovedRows(id: string, otherId: string, query: MovedRowsQuery, format: "csv" | "json"): Promise<Download> {
  const [run, other] = [await getSegmentation(id), await getSegmentation(otherId)];
  const { items, columns } = await movedRows(id, otherId, { ...query, cursor: undefined, limit: exportedRows });
  const nameIn = (segments: { segment: number; name: string }[], number: number): string => segments.find(({ segment }) => segment === number)?.name ?? String(number);
  const header = [...columns.map(({ name }) => name), "segment", "segment_name", "other_segment", "other_segment_name"];
  const lines = items.map(({ cells, segment, otherSegment }) => [...cells, segment, nameIn(run.segments, segment), otherSegment, nameIn(other.segments, otherSegment)]);
  const text = format === "csv" ? csvText([header, ...lines]) : JSON.stringify(lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at]]))), null, 2);
  return { stream: new Blob([text]).stream(), name: `${run.datasetName} - moved between ${run.name} and ${other.name}`, format };
}
