import { AppError } from "../errors";
import type { ColumnProfile } from "../schemas/column";
import type { Agreement, SilhouettePlot } from "../schemas/trust";
import { agreeWithColumn } from "../segmentation/agree-with-column";
import { looksLikeKnownAnswer } from "../segmentation/suggest-features";
import { countAssigned, silhouetteRows } from "../sql/segmentation/silhouette-rows";
import { readColumns } from "../warehouse/read-columns";
import { requireReadyVersion } from "./require-dataset";
import { readLabelsOf } from "./run-labels";
import { assignmentsOf } from "./segmentation-cut-files";
import { requireFinishedRun } from "./segmentations";
import { rowsPath } from "./storage";

/** More outlines than a screen has lines of pixels show nothing more. */
const shownSilhouettes = 4_000;
/** A column with more values than this names rows rather than groups. */
const maximumGroups = 50;
const significantDigits = 5;

/** How well each row fits its segment, by segment. */
export async function silhouettePlot(id: string, cut?: number): Promise<SilhouettePlot> {
  await requireSegments(id);
  const file = await assignmentsOf(id, cut);
  const rows = await silhouetteRows(file, shownSilhouettes);
  const bySegment = new Map<number, SilhouettePlot["segments"][number]>();
  for (const row of rows) {
    const entry = bySegment.get(row.segment) ?? { segment: row.segment, rows: row.segment_rows, negativeRows: row.negative_rows, mean: row.segment_mean, silhouettes: [], rowIds: [] };
    entry.silhouettes.push(Number(row.silhouette.toPrecision(significantDigits)));
    entry.rowIds.push(row.row_id);
    bySegment.set(row.segment, entry);
  }
  return { segments: [...bySegment.values()], total: await countAssigned(file), computed: rows[0]?.computed ?? 0, shown: rows.length, mean: rows[0]?.mean ?? null };
}

/**
 * How far the segments agree with a column of the data; without one, with the column that looks like the known answer.
 * @throws AppError `bad_request` for a PCA, or a column that is none or has too many values.
 */
export async function segmentationAgreement(id: string, asked?: string, cut?: number): Promise<Agreement> {
  const run = await requireSegments(id);
  const version = await requireReadyVersion(run.datasetId, run.datasetVersionId);
  const columns = version.columns
    .filter((column) => isGrouping(column) && !run.features.includes(column.name))
    .map(({ name, role, distinctCount }) => ({ name, values: distinctCount, looksKnown: looksLikeKnownAnswer(name) || role === "label" }));
  const chosen = asked ?? columns.find(({ looksKnown }) => looksKnown)?.name;
  if (chosen === undefined) return { columns };
  if (!columns.some(({ name }) => name === chosen)) {
    throw new AppError("bad_request", `“${chosen}” can't be compared with the segments: choose a column with 2 to ${maximumGroups} values that the clustering did not use.`, { invalidParams: [{ name: "column", reason: "Not a column of groups" }] });
  }
  const { rowIds, columns: [column] } = await readColumns(rowsPath(version.id), [chosen]);
  if (!column) return { columns };
  const labels = await readLabelsOf(await assignmentsOf(id, cut));
  return { columns, agreement: { column: chosen, ...agreeWithColumn(rowIds, column, labels) } };
}

async function requireSegments(id: string) {
  const run = await requireFinishedRun(id);
  if (run.algorithm === "pca") throw new AppError("bad_request", "A PCA has no segments to trust.");
  return run;
}

function isGrouping({ type, role, distinctCount }: ColumnProfile): boolean {
  if (distinctCount < 2 || distinctCount > maximumGroups || role === "ignore") return false;
  return type === "text" || type === "integer" || type === "boolean";
}
