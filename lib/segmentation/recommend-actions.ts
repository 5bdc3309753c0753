import type { Rule } from "../schemas/rule-book";
import type { Evidence, Recommendation } from "../schemas/segmentation";
import { evidenceSentence } from "./describe-segments";
import { isSignificant } from "./evidence";
import { featureMeaning, humanFeature } from "./feature-words";

/** More suggestions than this help nobody. */
const maximumRecommendations = 3;

/**
 * What a rule book suggests for a segment. A rule speaks when each of its conditions is met by evidence whose interval
 * leaves out zero; the reason quotes that evidence, so every number in it can be checked. Rules are asked in their order.
 * @param segmentName fills {segment} in the texts
 */
export function recommendActions(segmentName: string, evidence: Evidence[], rules: Rule[]): Recommendation[] {
  const significant = evidence.filter(isSignificant);
  const found: Recommendation[] = [];
  for (const rule of rules) {
    if (!rule.enabled || found.length >= maximumRecommendations) continue;
    const supporting = rule.conditions.map((condition) => supportOf(condition, significant));
    if (supporting.some((entry) => entry === undefined)) continue;
    const reasons = supporting.filter((entry) => entry !== undefined);
    const fill = (text: string): string => fillIn(text, segmentName, reasons[0]);
    found.push({
      title: fill(rule.title),
      reason: [...new Set(reasons.map(evidenceSentence))].join(" "),
      ...(rule.channel && { channel: fill(rule.channel) }),
      ...(rule.message && { message: fill(rule.message) }),
    });
  }
  return found;
}

/** The strongest evidence that meets a condition. */
function supportOf(condition: Rule["conditions"][number], evidence: Evidence[]): Evidence | undefined {
  return evidence.find((entry) => {
    if (Math.abs(entry.effectSize) < condition.minimumEffect) return false;
    if (entry.effectSize > 0 !== (condition.direction === "high")) return false;
    if (condition.about === "any-category") return entry.category !== undefined && entry.value >= 0.3;
    if (entry.category !== undefined) return false;
    if (condition.about === "any-feature") return featureMeaning(entry.feature) === undefined;
    return featureMeaning(entry.feature) === condition.about;
  });
}

/** Fills what the evidence knows; {first_name} and the like are left for the mailing tool. */
function fillIn(text: string, segmentName: string, entry: Evidence | undefined): string {
  const known: Record<string, string | undefined> = {
    segment: segmentName,
    feature: entry && humanFeature(entry.feature).toLowerCase(),
    category: entry?.category,
    value: entry?.value.toLocaleString("en-US", { maximumFractionDigits: 1 }),
    overall: entry?.overall.toLocaleString("en-US", { maximumFractionDigits: 1 }),
  };
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => known[name] ?? placeholder);
}
