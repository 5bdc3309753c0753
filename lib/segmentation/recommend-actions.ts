import type { Rule, RuleCondition } from "../schemas/rule-book";
import type { Characteristics, Evidence, Recommendation } from "../schemas/segmentation";
import { evidenceSentence } from "./describe-segments";
import { isSignificant } from "./evidence";
import { capitalised, featureMeaning, humanFeature, isGrouping } from "./feature-words";
import { rowSubject, speaksOf } from "./rows-speak-of";
import { suggestTime } from "./suggest-time";

/** More suggestions than this help nobody. */
const maximumRecommendations = 3;

/** A category speaks for a segment when at least this share of its rows has it. */
const minimumCategoryShare = 0.3;

/** The figures behind the evidence: conditions on percentiles need them, and the suggested time. */
export interface SegmentProfile {
  characteristics: Characteristics;
  overall: Characteristics;
}

/**
 * What a rule book suggests for a segment. A rule speaks when each of its conditions is met by evidence whose interval
 * leaves out zero, and when the rows are what it speaks of (people or items); the reason quotes that evidence, so every number in it can be checked. Rules are asked in their order.
 * @param segmentName fills {segment} in the texts
 */
export function recommendActions(segmentName: string, evidence: Evidence[], rules: Rule[], profile?: SegmentProfile): Recommendation[] {
  const found: Recommendation[] = [];
  const time = profile && suggestTime(profile.characteristics);
  const subject = rowSubject([...Object.keys(profile?.overall ?? {}), ...evidence.map(({ feature }) => feature)]);
  for (const rule of rules) {
    if (!rule.enabled || !speaksOf(rule, subject) || found.length >= maximumRecommendations) continue;
    const reasons = isLastResort(rule) && found.length > 0 ? undefined : supportOfRule(rule, evidence, profile);
    if (!reasons) continue;
    const fill = (text: string): string => fillIn(text, segmentName, reasons[0]);
    found.push({
      title: fill(rule.title),
      reason: reasons.length === 0 ? "Nothing sets this segment clearly enough apart for another rule to speak." : [...new Set(reasons.map(evidenceSentence))].join(" "),
      ...(rule.channel && { channel: fill(rule.channel) }),
      ...(time && { time }),
      ...(rule.message && { message: fill(rule.message) }),
    });
  }
  return found;
}

/** The evidence that meets each condition of a rule, in their order; undefined when one is not met. */
export function supportOfRule(rule: Pick<Rule, "conditions">, evidence: Evidence[], profile?: SegmentProfile): Evidence[] | undefined {
  const significant = evidence.filter(isSignificant);
  const supporting = rule.conditions.filter(({ about }) => about !== "nothing-else").map((condition) => significant.find((entry) => meets(condition, entry, profile)));
  return supporting.every((entry) => entry !== undefined) ? supporting : undefined;
}

/** Whether a rule waits for all rules before it to be silent. */
export function isLastResort({ conditions }: Pick<Rule, "conditions">): boolean {
  return conditions.some(({ about }) => about === "nothing-else");
}

function meets(condition: RuleCondition, entry: Evidence, profile: SegmentProfile | undefined): boolean {
  if (Math.abs(entry.effectSize) < condition.minimumEffect) return false;
  if (entry.effectSize > 0 !== (condition.direction === "high")) return false;
  return isAbout(condition, entry) && (condition.percentile === undefined || isBeyondPercentile(condition, entry, profile));
}

function isAbout({ about, feature }: RuleCondition, entry: Evidence): boolean {
  if (about === "any-category") return entry.category !== undefined && entry.value >= minimumCategoryShare && !isGrouping(entry.feature);
  if (entry.category !== undefined) return false;
  if (about === "feature") return entry.feature.toLowerCase() === feature?.toLowerCase();
  if (about !== "any-feature") return featureMeaning(entry.feature) === about;
  // A column that the segments don't rest on may be a mere code, and half an hour's circle is no taste; the rule book must not offer more of them.
  return featureMeaning(entry.feature) === undefined && entry.used !== false && !/(^|[_\s])(code|id|index|sine|cosine)$/iu.test(entry.feature);
}

const percentileNames = { 25: "q1", 50: "median", 75: "q3" } as const;

/** Whether the segment's mean lies beyond a percentile of all rows, on the condition's side. */
function isBeyondPercentile({ percentile, direction }: RuleCondition, entry: Evidence, profile: SegmentProfile | undefined): boolean {
  const overall = profile?.overall[entry.feature];
  if (!overall || !("mean" in overall) || percentile === undefined) return false;
  const fence = overall[percentileNames[percentile]];
  return fence !== null && (direction === "high" ? entry.value > fence : entry.value < fence);
}

/** Fills what the evidence knows; {first_name} and the like are left for the mailing tool. */
function fillIn(text: string, segmentName: string, entry: Evidence | undefined): string {
  // A map: a user may write {constructor}, which every object has.
  const known = new Map([
    ["segment", segmentName],
    ["feature", entry && humanFeature(entry.feature).toLowerCase()],
    ["category", entry?.category],
    ["value", entry?.value.toLocaleString("en-US", { maximumFractionDigits: 1 })],
    ["overall", entry?.overall.toLocaleString("en-US", { maximumFractionDigits: 1 })],
  ]);
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string, at: number) => {
    const word = known.get(name);
    return word === undefined ? placeholder : at === 0 ? capitalised(word) : word;
  });
}
