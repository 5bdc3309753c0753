import { AppError } from "../errors";
import type { Segment, Segmentation } from "../schemas/segmentation";
import type { SegmentationExportQuery } from "../schemas/segmentation-queries";
import { streamExport } from "../warehouse/stream-export";
import { csvText, type CsvCell } from "./csv-text";
import type { Download } from "./download";
import { getSegmentation, requireFinishedRun } from "./segmentations";
import { assignmentsPath, rowsPath } from "./storage";

/** A run's segments, or every row with its segment, as a stream without a row limit. */
export async function exportSegmentation(id: string, query: SegmentationExportQuery): Promise<Download> {
  const { datasetVersionId } = await requireFinishedRun(id);
  const run = await getSegmentation(id);
  const name = `${run.datasetName} - ${run.name} - ${query.level}`;
  if (query.level === "rows") return { stream: exportRows(run, datasetVersionId, query), name, format: query.format };
  if (query.format === "parquet") throw new AppError("bad_request", "Segments can be exported as csv or json; parquet is for rows.");
  const text = query.format === "json" ? JSON.stringify(segmentsForJson(run), null, 2) : csvText(run.algorithm === "pca" ? componentTable(run) : segmentTable(run));
  return { stream: new Blob([text]).stream(), name, format: query.format };
}

function exportRows(run: Segmentation, versionId: string, { format, segment }: SegmentationExportQuery): ReadableStream<Uint8Array> {
  const components = (run.quality?.components ?? []).map((_, c) => `pc${c + 1}`);
  return streamExport({
    parquetPath: rowsPath(versionId),
    assignmentsPath: assignmentsPath(run.id),
    format,
    ...(segment === undefined ? {} : { segments: [segment] }),
    ...(run.algorithm === "pca"
      ? { assignmentColumns: components }
      : { assignmentColumns: ["segment", "confidence"], segmentNames: Object.fromEntries(run.segments.map((each) => [each.segment, each.name])) }),
  });
}

function segmentsForJson(run: Segmentation): object {
  const { id, name, datasetId, datasetName, datasetVersion, algorithm, parameters, features, preparation, seed, quality } = run;
  return { id, name, datasetId, datasetName, datasetVersion, algorithm, parameters, features, preparation, seed, quality, segments: run.segments };
}

/** One line a segment: size and share, then the mean of every numeric column, or the most frequent category. */
function segmentTable(run: Segmentation): CsvCell[][] {
  const profiled = Object.keys(run.details?.overall ?? {}).toSorted();
  const columns = [...run.features, ...profiled.filter((column) => !run.features.includes(column))];
  const header = ["segment", "name", "description", "size", "share_ratio", ...columns.flatMap((column) => headings(run, column))];
  return [header, ...run.segments.map((segment) => [segment.segment, segment.name, segment.description, segment.size, segment.shareRatio, ...columns.flatMap((column) => figures(segment, column))])];
}

function headings(run: Segmentation, column: string): string[] {
  const sample = run.segments[0]?.characteristics[column];
  return sample && "mean" in sample ? [`${column} mean`, `${column} standard deviation`] : [`${column} most frequent`];
}

function figures(segment: Segment, column: string): CsvCell[] {
  const characteristic = segment.characteristics[column];
  if (!characteristic) return [null];
  if ("mean" in characteristic) return [characteristic.mean, characteristic.std];
  const [most] = Object.entries(characteristic.values).toSorted(([, a], [, b]) => b - a);
  return [most?.[0]];
}

/** What a PCA has instead of segments: one line a component. */
function componentTable(run: Segmentation): CsvCell[][] {
  const { components = [], explainedVariance = [], explainedVarianceRatio = [] } = run.quality ?? {};
  const header = ["component", "explained_variance", "explained_variance_ratio", ...(run.details?.preparedFeatures ?? run.features)];
  return [header, ...components.map((loadings, c) => [c + 1, explainedVariance[c], explainedVarianceRatio[c], ...loadings])];
}
