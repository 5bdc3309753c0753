import { formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import type { Algorithm, Quality } from "@/lib/schemas/segmentation";

/** The one figure that a list shows for a run: silhouette, or for PCA the variance that is kept. */
export function headlineFigure(algorithm: Algorithm, quality: Quality | undefined): string {
  if (!quality) return "–";
  if (algorithm === "pca") {
    const kept = quality.explainedVarianceRatio?.reduce((sum, ratio) => sum + ratio, 0);
    return kept === undefined ? "–" : `${formatShare(kept, 0)} of variance`;
  }
  return formatFixed(quality.silhouette, 3);
}
