import { meanFigure } from "./judge-figures";
import type { JudgedRanking } from "./judge-ranking";

export interface Verdict {
  /** Null where nothing else than “most popular” was judged. */
  beatsPopular: boolean | null;
  /** Mean difference of NDCG at k to “most popular” over the same users, with its 95 % interval. */
  difference?: { value: number; low95: number; high95: number };
  sentence: string;
}

/** Says whether the first model beats “most popular”: the interval of the difference, user by user, must lie above 0. */
export function verdictOn(models: Pick<JudgedRanking, "key" | "label" | "figures" | "perUser">[], k: number): Verdict {
  const [own] = models;
  const popular = models.find(({ key }) => key === "popular");
  if (own && !popular) return { beatsPopular: null, sentence: `${own.label}: NDCG@${k} ${own.figures.ndcg.value.toFixed(4)}. “Most popular” was not judged beside it.` };
  if (!own || !popular || own === popular) return { beatsPopular: null, sentence: "This is the “most popular” baseline itself, which every other model is measured by." };
  const { value, low95 = value, high95 = value } = meanFigure(own.perUser.ndcg.map((ndcg, user) => ndcg - popular.perUser.ndcg[user]!));
  const difference = { value, low95, high95 };
  const figures = `NDCG@${k} ${own.figures.ndcg.value.toFixed(4)} against ${popular.figures.ndcg.value.toFixed(4)}`;
  const interval = `difference ${signed(low95)} to ${signed(high95)}, 95 % interval over ${own.perUser.ndcg.length.toLocaleString("en-US")} users`;
  if (low95 > 0) return { beatsPopular: true, difference, sentence: `${own.label} beats “most popular”: ${figures} (${interval}).${betterRule(models, k)}` };
  if (high95 < 0) return { beatsPopular: false, difference, sentence: `${own.label} does not beat “most popular”, it is worse: ${figures} (${interval}).` };
  return { beatsPopular: false, difference, sentence: `${own.label} does not beat “most popular”: ${figures}, which may be chance (${interval}).` };
}

/** Whether another simple rule does better still: a model that loses to one is of little use, whatever “most popular” does. */
function betterRule([own, ...others]: Parameters<typeof verdictOn>[0], k: number): string {
  if (!own) return "";
  const better = others.filter(({ key, perUser }) => key !== "popular" && (meanFigure(perUser.ndcg.map((ndcg, user) => ndcg - own.perUser.ndcg[user]!)).low95 ?? 0) > 0);
  const [best] = better.sort((a, b) => b.figures.ndcg.value - a.figures.ndcg.value);
  return best ? ` But the simple rule “${best.label.toLowerCase()}” does better still: NDCG@${k} ${best.figures.ndcg.value.toFixed(4)}.` : "";
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;
}
