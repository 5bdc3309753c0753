import type { RecommenderAlgorithm, RecommenderSchedule } from "@/lib/schemas/recommender";

export const algorithmLabels = {
  mean: "Global mean", baseline: "User and item bias", popular: "Most popular", "user-knn": "Users like you", "item-knn": "Items like yours", cooccurrence: "Chosen together",
  svd: "Rating factors (SVD)", svdpp: "Rating factors with history (SVD++)", als: "Implicit factors (ALS)", bpr: "Pairwise ranking (BPR)", hybrid: "Hybrid with features (WARP)",
  ease: "Linear items (EASE)", content: "Alike in content", blend: "Blend",
} as const satisfies Record<RecommenderAlgorithm, string>;

/** Families of algorithms, in the order in which they are offered. */
export const algorithmFamilies = [
  { name: "Recommended", words: "Start here: several models together, with weights fitted on held-out data, or one that is fast and hard to beat.", members: ["blend", "ease"] },
  { name: "Neighbourhood", words: "From people or items that are alike; each suggestion points at what it comes from.", members: ["item-knn", "user-knn", "cooccurrence"] },
  { name: "Factorisation", words: "From hidden tastes that are learned; the choice for many users and items.", members: ["svd", "svdpp", "als", "bpr", "hybrid"] },
  { name: "Content", words: "From titles, genres, tags and descriptions; also for items that nobody has had yet.", members: ["content"] },
  { name: "Baselines", words: "Trained beside every model in any case; alone they show what a model has to beat.", members: ["popular", "baseline", "mean"] },
] as const satisfies { name: string; words: string; members: RecommenderAlgorithm[] }[];

export const scheduleLabels = { none: "By hand only", nightly: "Every night", weekly: "Every week" } as const satisfies Record<RecommenderSchedule, string>;

/** Parameters in one line: "factors 64, alpha 1". */
export function describeRecommenderParameters(parameters: Record<string, string | number>): string {
  return Object.entries(parameters).map(([name, value]) => `${splitWords(name)} ${typeof value === "number" ? Number(value.toPrecision(5)) : value}`).join(", ");
}

function splitWords(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/gu, "$1 $2").toLowerCase();
}
