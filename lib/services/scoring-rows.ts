import { AppError } from "../errors";
import type { MovedRows, MovedRowsQuery } from "../schemas/comparison";
import type { UnlikeRows } from "../schemas/scoring";
import { distantRows } from "../sql/segmentation/distant-rows";
import { pairedRows, segmentPairs, type PairedQuestion } from "../sql/segmentation/paired-rows";
import { csvText } from "./csv-text";
import { nextOffset, parseOffset } from "./dataset-rows";
import type { Download } from "./download";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { sameRowsOf } from "./same-rows";
import { requireScoring, viewScoring } from "./scorings";
import { getSegmentation, requireFinishedRun } from "./segmentations";
import { assignmentsPath, rowsPath } from "./storage";

async function requireScored(id: string) {
  const row = await requireScoring(id);
  if (row.status !== "succeeded") throw new AppError("segmentation_not_finished", `This scoring has no result: it is ${row.status}.`);
  return { row, version: await requireReadyVersion(row.datasetId, row.datasetVersionId) };
}

async function pairScoring(id: string): Promise<{ question: PairedQuestion; version: ReadyVersion; matchedBy: string; segmentationId: string }> {
  const { row, version } = await requireScored(id);
  const run = await requireFinishedRun(row.segmentationId);
  const before = await requireReadyVersion(run.datasetId, run.datasetVersionId);
  const same = sameRowsOf(version, before);
  if (!same) throw new AppError("bad_request", `No column names the rows of both “${version.datasetName}” and “${before.datasetName}”, so nobody can be followed from one to the other. Give the role “id” to the column that does.`);
  const question = {
    first: { rowsPath: rowsPath(version.id), assignmentsPath: assignmentsPath(id) },
    second: { rowsPath: rowsPath(before.id), assignmentsPath: assignmentsPath(run.id) },
    ...(same.key !== undefined && { key: same.key }),
  };
  return { question, version, matchedBy: same.matchedBy, segmentationId: run.id };
}

/** Who is in another segment now than in the run itself, of the rows that both have. */
export async function scoringMoves(id: string, query: MovedRowsQuery): Promise<MovedRows> {
  const { question, version, matchedBy } = await pairScoring(id);
  const pairs = await segmentPairs(question);
  const moved = pairs.filter(({ segment, otherSegment }) =>
    segment !== otherSegment && (query.segment ?? segment) === segment && (query.otherSegment ?? otherSegment) === otherSegment);
  const total = moved.reduce((sum, { rows }) => sum + rows, 0);
  const offset = parseOffset(query.cursor);
  const items = await pairedRows({ ...question, pairs: moved, columns: version.columns.map(({ name }) => name), limit: query.limit, offset });
  return {
    items, total, matchedBy,
    columns: version.columns.map(({ name, type }) => ({ name, type })),
    comparedRows: pairs.reduce((sum, { rows }) => sum + rows, 0),
    nextCursor: nextOffset(offset, items.length, total),
  };
}

/** More movers than this are read in the export of the scoring instead. */
const exportedRows = 200_000;

export async function exportScoringMoves(id: string, query: MovedRowsQuery, format: "csv" | "json"): Promise<Download> {
  const { segmentationId, version } = await pairScoring(id);
  const { segments } = await getSegmentation(segmentationId);
  const { items, columns } = await scoringMoves(id, { ...query, cursor: undefined, limit: exportedRows });
  const nameOf = (number: number): string => segments.find(({ segment }) => segment === number)?.name ?? (number < 0 ? "Noise" : String(number));
  const header = [...columns.map(({ name }) => name), "segment_before", "segment_before_name", "segment_now", "segment_now_name"];
  const lines = items.map(({ cells, segment, otherSegment }) => [...cells, otherSegment, nameOf(otherSegment), segment, nameOf(segment)]);
  const text = format === "csv" ? csvText([header, ...lines]) : JSON.stringify(lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at]]))), null, 2);
  return { stream: new Blob([text]).stream(), name: `${version.datasetName} - moved`, format };
}

/** As many of the rows unlike anything seen are listed; all are in the export. */
const listedRows = 200;

/** Rows farther out than 99 % of the run's, the farthest first. */
export async function unlikeRows(id: string): Promise<UnlikeRows> {
  const { row, version } = await requireScored(id);
  const { unlikeBeyond, unlikeRows: total = 0 } = viewScoring(row);
  const columns = version.columns.map(({ name, type }) => ({ name, type }));
  if (unlikeBeyond === undefined) return { items: [], columns, total };
  const items = await distantRows({ rowsPath: rowsPath(version.id), assignmentsPath: assignmentsPath(id), beyond: unlikeBeyond, columns: columns.map(({ name }) => name), limit: listedRows });
  return { items, columns, total, beyond: unlikeBeyond };
}
