import type { Algorithm, Quality } from "../schemas/segmentation";

export interface QualityReading {
  verdict: string;
  sentence: string;
}

interface ReadQuality {
  algorithm: Algorithm;
  quality: Quality;
  rows: number;
  segments: number;
}

/** Bands of the silhouette (Kaufman & Rousseeuw 1990, table 4 of chapter 2), strongest first. */
const silhouetteBands = [
  { from: 0.7, verdict: "Strong structure.", meaning: "the segments are well apart" },
  { from: 0.5, verdict: "Reasonable structure.", meaning: "most rows are clearly nearer to their own segment than to the next" },
  { from: 0.25, verdict: "Weak structure.", meaning: "the segments overlap and could be artificial" },
  { from: -1, verdict: "No substantial structure.", meaning: "most rows are as near to another segment as to their own" },
] as const;

/** What the figures mean, in plain words: a verdict and one sentence that carries the number. */
export function readQuality({ algorithm, quality, rows, segments }: ReadQuality): QualityReading {
  if (algorithm === "pca") return readVariance(quality);
  const noise = quality.noise ?? 0;
  const noiseText = noise > 0 ? ` ${sharePercent(noise / rows)} of the rows are noise.` : "";
  if (segments === 0) {
    return { verdict: "No segment found.", sentence: "Every row is noise: the density asked for occurs nowhere. Try a larger eps or fewer minimum samples." };
  }
  if (quality.silhouette === undefined) {
    return { verdict: "One segment.", sentence: `With a single segment there is nothing to tell apart.${noiseText}` };
  }
  const silhouette = quality.silhouette;
  const band = silhouetteBands.find(({ from }) => silhouette >= from) ?? silhouetteBands[3];
  return { verdict: band.verdict, sentence: `The silhouette is ${silhouette.toFixed(3).replace("-", "−")}: ${band.meaning}.${noiseText}` };
}

function readVariance(quality: Quality): QualityReading {
  const ratios = quality.explainedVarianceRatio ?? [];
  const kept = ratios.reduce((sum, ratio) => sum + ratio, 0);
  const many = ratios.length === 1 ? "One component keeps" : `${ratios.length} components keep`;
  const verdict = kept >= 0.8 ? "A faithful summary." : kept >= 0.5 ? "A partial summary." : "A rough summary.";
  return { verdict, sentence: `${many} ${sharePercent(kept)} of the variance of the prepared features.` };
}

function sharePercent(ratio: number): string {
  const percent = ratio * 100;
  return `${percent >= 10 || percent === 0 ? percent.toFixed(0) : percent.toFixed(1)} %`;
}
