import type { Segmentation } from "../schemas/segmentation";
import { algorithmHints, algorithmNames, describeParameters } from "./algorithm-words";
import { formatDuration } from "./format-duration";
import { formatCount, formatQuantity } from "./format-quantity";
import { formatInstant } from "./format-time";

export type Fact = [label: string, value: string];

/** Everything needed to repeat a run, in words: for the page and for the report. */
export function methodFacts(run: Segmentation): Fact[] {
  const { preparation, details } = run;
  return [
    ["Algorithm", `${algorithmNames[run.algorithm]}. ${algorithmHints[run.algorithm]}`],
    ["Parameters", describeParameters(run.parameters)],
    ["Features", run.features.join(", ")],
    ...(details && details.preparedFeatures.length !== run.features.length ? [["Prepared columns", formatCount(details.preparedFeatures.length)] as Fact] : []),
    ["Missing values", preparation.missing === "drop" ? `rows dropped: ${formatCount(details?.droppedRows ?? 0)}` : `filled with the ${preparation.missing}`],
    ["Scaling", preparation.scaling],
    ["log1p", preparation.log1p.length > 0 ? preparation.log1p.join(", ") : "none"],
    ["Categories", preparation.encoding === "none" ? "left out" : preparation.encoding],
    ["Outliers", preparation.outliers === "clip" ? "clipped at three interquartile ranges" : "kept"],
    ["Seed", String(run.seed)],
    ["Kernels", run.kernelVersion],
  ];
}

/** Where and when a run was made. */
export function runFacts(run: Segmentation): Fact[] {
  const tookMs = run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : undefined;
  return [
    ["Dataset", `${run.datasetName} v${run.datasetVersion}, ${formatCount(run.rows)} rows`],
    ["Started", run.startedAt ? formatInstant(run.startedAt) : "–"],
    ...(tookMs === undefined ? [] : [["Took", formatDuration(tookMs)] as Fact]),
    ...(run.timingsMs ? [["of which", orderedTimings(run.timingsMs)] as Fact] : []),
  ];
}

const steps = ["read", "prepare", "fit", "quality", "describe", "write"];

function orderedTimings(timingsMs: Record<string, number>): string {
  return steps.flatMap((step) => (timingsMs[step] === undefined ? [] : [`${step} ${formatDuration(timingsMs[step])}`])).join(" · ");
}

/** The figures that apply to the method, each with how to read it. */
export function qualityFacts({ quality = {} }: Pick<Segmentation, "quality">): Fact[] {
  const list = (values: number[]) => values.map((value) => formatQuantity(value)).join(" · ");
  const facts: (Fact | undefined)[] = [
    quality.silhouette === undefined ? undefined : ["Silhouette", `${quality.silhouette.toFixed(6)}: mean over the rows that are not noise, −1 to 1`],
    quality.silhouetteSampleSize === undefined ? undefined : ["", `estimated on ${formatCount(quality.silhouetteSampleSize)} rows${quality.silhouetteStandardError === undefined ? "" : `, standard error ${quality.silhouetteStandardError.toFixed(4)}`}`],
    quality.centroidSilhouette === undefined ? undefined : ["", `by distances to the centroids, for every row: ${quality.centroidSilhouette.toFixed(6)}`],
    quality.inertia === undefined ? undefined : ["Inertia", `${quality.inertia.toLocaleString("en", { maximumFractionDigits: 6 })}: squared distances to the centroids, in prepared features`],
    quality.calinskiHarabasz === undefined ? undefined : ["Calinski–Harabasz", `${formatQuantity(quality.calinskiHarabasz)}: higher is better`],
    quality.daviesBouldin === undefined ? undefined : ["Davies–Bouldin", `${formatQuantity(quality.daviesBouldin)}: lower is better`],
    quality.noise === undefined ? undefined : ["Noise", `${formatCount(quality.noise)} rows`],
    quality.corePoints === undefined ? undefined : ["Core points", `${formatCount(quality.corePoints)} rows`],
    quality.mergeHeights === undefined ? undefined : ["Last merge heights", list(quality.mergeHeights)],
    quality.explainedVariance === undefined ? undefined : ["Explained variance", list(quality.explainedVariance)],
    quality.explainedVarianceRatio === undefined ? undefined : ["… as a share", list(quality.explainedVarianceRatio)],
  ];
  return facts.filter((fact) => fact !== undefined);
}
