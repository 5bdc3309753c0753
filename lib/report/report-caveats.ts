import { formatCount, formatFixed } from "../charts/format-quantity";
import { formatShare } from "../charts/format-share";
import type { Report } from "../schemas/report";
import type { Segment, Segmentation } from "../schemas/segmentation";

/** Below this size or share a segment is easily an accident. */
const fewRows = 10;
const smallShareRatio = 0.02;
/** From this share of missing cells on, what stands in for them can make a segment. */
const manyMissingRatio = 0.05;

/** What a reader should know before acting on a run, the weightiest first; each follows from the run's own figures. */
export function reportCaveats({ run, data }: Pick<Report, "run" | "data">): string[] {
  const segments = run.segments.filter(({ segment }) => segment >= 0);
  return [
    ...structureCaveats(run),
    ...stabilityCaveats(run, segments),
    ...sizeCaveats(segments),
    ...missingCaveats(run),
    ...(data.rejectedRows > 0 ? [`${formatCount(data.rejectedRows)} rows of the file could not be read and are not in these figures.`] : []),
    ...(run.details?.notices ?? []),
    ...(segments.length > 1
      ? [
          "The features that made the segments differ between them by construction; how strongly says who the segments are, not that the difference was discovered. Features marked “not used” had no part in it.",
          "Each interval holds with 95 % on its own. Over many features some look different by chance.",
        ]
      : []),
    `The figures are those of version ${run.datasetVersion} of the data. Score newer rows before acting on them.`,
  ];
}

function structureCaveats({ quality = {}, algorithm }: Segmentation): string[] {
  if (algorithm === "pca" || quality.silhouette === undefined) return [];
  const caveats = [];
  if (quality.silhouette < 0.25) caveats.push(`The segments overlap (silhouette ${formatFixed(quality.silhouette, 2)}, below 0.25): read them as a useful cut through a continuum, not as separate kinds.`);
  if (quality.silhouetteSampleSize !== undefined) caveats.push(`The silhouette is estimated on ${formatCount(quality.silhouetteSampleSize)} rows.`);
  return caveats;
}

function stabilityCaveats(run: Segmentation, segments: Segment[]): string[] {
  if (run.algorithm === "pca" || segments.length < 2) return [];
  if (segments.every(({ stability }) => stability === undefined)) return ["Whether the segments come back when rows are drawn again was not judged."];
  const shaky = segments.filter(({ stability }) => stability !== undefined && stability.jaccard < 0.6);
  const patterns = segments.filter(({ stability }) => stability !== undefined && stability.jaccard >= 0.6 && stability.jaccard < 0.75);
  return [
    ...(shaky.length > 0 ? [`Do not rely on ${listed(shaky)}: ${shaky.length === 1 ? "it does" : "they do"} not come back when rows are drawn again (Jaccard below 0.6).`] : []),
    ...(patterns.length > 0 ? [`Treat ${listed(patterns)} as a pattern, not a population (Jaccard 0.6 to 0.75).`] : []),
  ];
}

function sizeCaveats(segments: Segment[]): string[] {
  const small = segments.filter(({ size, shareRatio }) => size < fewRows || shareRatio < smallShareRatio);
  if (small.length === 0) return [];
  return [`${small.map(({ name, size }) => `“${name}” has ${formatCount(size)} ${size === 1 ? "row" : "rows"}`).join(", ")}: figures of so few may be an accident.`];
}

function missingCaveats({ preparation, features, details, rows }: Segmentation): string[] {
  if (preparation.missing === "drop") {
    const dropped = details?.droppedRows ?? 0;
    return dropped > 0 ? [`${formatCount(dropped)} rows were left out because a feature was missing.`] : [];
  }
  const gaps = features.flatMap((name) => {
    const missingRatio = (details?.overall[name]?.missingCount ?? 0) / Math.max(1, rows);
    return missingRatio >= manyMissingRatio ? [`${formatShare(missingRatio, 0)} of ${name}`] : [];
  });
  return gaps.length > 0 ? [`Missing and filled with the ${preparation.missing}: ${gaps.join(", ")}.`] : [];
}

function listed(segments: Segment[]): string {
  const names = segments.map(({ name }) => `“${name}”`);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
