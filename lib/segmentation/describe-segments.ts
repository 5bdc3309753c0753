import type { Evidence } from "../schemas/segmentation";
import { type Position, positionPhrases, positionSentence, priceTiers } from "./describe-position";
import { isSignificant } from "./evidence";
import { featurePhrase, humanFeature } from "./feature-words";

/** Below this standardised difference a feature says nothing that a reader should act on (Cohen's "small" is 0.2). */
const minimumEffect = 0.3;

const maximumNameLength = 60;

export interface SegmentText {
  name: string;
  description: string;
}

interface DescribedSegment {
  segment: number;
  size: number;
  shareRatio: number;
  evidence: Evidence[];
  /** Where its rows lie, for a segment that no evidence sets apart for sure. */
  positions?: Position[];
}

/**
 * Names and describes segments from their evidence alone. A name joins what sets a segment apart most
 * ("High spending, recent"); a feature enters only when its interval leaves out zero and its effect is ≥ 0.3.
 * Names differ within a run: a clash takes in the next piece of evidence, and at last the segment's number.
 */
export function describeSegments(segments: DescribedSegment[], rowNoun = "rows"): SegmentText[] {
  const taken = new Set<string>();
  const tiers = priceTiers(segments);
  return segments.map((segment, at) => {
    const strong = segment.evidence.filter((entry) => isSignificant(entry) && Math.abs(entry.effectSize) >= minimumEffect);
    const phrases = strong.length > 0 ? distinctPhrases(strong) : positionPhrases(segment.positions ?? [], tiers[at]);
    const name = segment.segment < 0 ? "Noise" : uniqueName(segment, phrases, taken, segments.length);
    taken.add(name);
    const position = strong.length > 0 ? undefined : positionSentence(segment.size, segment.positions ?? [], tiers[at], formatValue);
    return { name, description: describe(segment, strong, rowNoun, position) };
  });
}

function uniqueName(segment: DescribedSegment, phrases: string[], taken: Set<string>, count: number): string {
  if (count === 1) return "Everyone";
  for (const length of [2, 1, 3, 4]) {
    const name = joinPhrases(phrases.slice(0, length));
    if (phrases.length >= length && name.length <= maximumNameLength && !taken.has(name)) return name;
  }
  const base = phrases[0] ? joinPhrases(phrases.slice(0, 1)) : "Close to the average";
  const short = base.length <= maximumNameLength ? base : `${base.slice(0, maximumNameLength - 1)}…`;
  return taken.has(short) ? `${short} (${segment.segment + 1})` : short;
}

function joinPhrases(phrases: string[]): string {
  return phrases.map((phrase, index) => (index === 0 ? phrase : phrase.charAt(0).toLowerCase() + phrase.slice(1))).join(", ");
}

/** What the clustering used comes first; a value that is rare in the segment names nobody. */
function distinctPhrases(strong: Evidence[]): string[] {
  const named = strong.filter((entry) => entry.category === undefined || (entry.effectSize > 0 && entry.value >= 0.5));
  const ordered = [...named.filter((entry) => entry.used), ...named.filter((entry) => !entry.used)];
  const phrases = ordered.map((entry) =>
    entry.category === undefined ? featurePhrase(entry.feature, entry.effectSize > 0 ? "high" : "low") : `Mostly ${entry.category}`,
  );
  return [...new Set(phrases)];
}

function describe(segment: DescribedSegment, strong: Evidence[], rowNoun: string, position?: string): string {
  if (segment.segment < 0) {
    return `${formatCount(segment.size)} ${rowNoun} lie in no dense region, so they belong to no segment.`;
  }
  if (strong.length === 0) {
    return segment.shareRatio === 1
      ? "All rows are in one segment, so there is nothing to compare it with."
      : (position ?? "No feature sets this segment clearly apart from the rest.");
  }
  return onePerFeature(strong).slice(0, 3).map(evidenceSentence).join(" ");
}

/** Once a column has been spoken of, its other values add little: "99 % are regular" says that few are not. */
function onePerFeature(strong: Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return strong.filter(({ feature }) => !seen.has(feature) && seen.add(feature));
}

/** One sentence whose every number is in the evidence. */
export function evidenceSentence(entry: Evidence): string {
  const effect = entry.category === undefined ? "d" : "h";
  const numbers = `${effect} = ${signed(entry.effectSize)}, 95 % ${signed(entry.low95)} to ${signed(entry.high95)}`;
  if (entry.category !== undefined) {
    return `${percent(entry.value)} have ${humanFeature(entry.feature)} “${entry.category}”, against ${percent(entry.overall)} of all rows (${numbers}).`;
  }
  const words = humanFeature(entry.feature);
  const subject = words.charAt(0).toUpperCase() + words.slice(1);
  return `${subject} averages ${formatValue(entry.value)}${comparison(entry)} (${numbers}).`;
}

function comparison({ value, overall }: Evidence): string {
  const against = `against ${formatValue(overall)} overall`;
  // A ratio means something only for quantities with a true zero.
  if (overall <= 0 || value < 0) return `, ${against}`;
  const ratio = value / overall;
  if (ratio >= 2) return `, ${ratio.toFixed(1)} × the overall ${formatValue(overall)}`;
  return `, ${against}`;
}

function formatCount(value: number): string {
  return value.toLocaleString("en-US");
}

function formatValue(value: number): string {
  const magnitude = Math.abs(value);
  const digits = magnitude >= 1000 || Number.isInteger(value) ? 0 : magnitude >= 100 ? 1 : magnitude >= 1 ? 2 : 3;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(ratio > 0 && ratio < 0.1 ? 1 : 0)} %`;
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 ? `−${text}` : text;
}
