import type { RecommenderQuality } from "../schemas/recommender";

/** Whether a version's lists are worse than those of the one that serves, beyond what chance explains. */
export function isClearlyWorse(quality: RecommenderQuality, serving: RecommenderQuality | undefined): boolean {
  const now = quality.models[0]?.figures.ndcg;
  const before = serving?.models[0]?.figures.ndcg;
  if (!now || !before) return false;
  return (now.high95 ?? now.value) < (before.low95 ?? before.value);
}
