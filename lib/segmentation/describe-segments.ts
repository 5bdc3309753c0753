import type { Evidence } from "../schemas/segmentation";
import { type NamePhrase, type Position, positionPhrases, positionSentence, priceTiers } from "./describe-position";
import { isSignificant } from "./evidence";
import { featurePhrase, featureSubject, humanFeature } from "./feature-words";
import { formatValue } from "./format-value";
import { nameSegments } from "./name-segments";

/** Below this standardised difference a feature says nothing that a reader should act on (Cohen's "small" is 0.2). */
const minimumEffect = 0.3;

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
 * Names differ within a run, in words (`nameSegments`).
 */
export function describeSegments(segments: DescribedSegment[]): SegmentText[] {
  const tiers = priceTiers(segments);
  const strongOf = segments.map(({ evidence }) => evidence.filter((entry) => isSignificant(entry) && Math.abs(entry.effectSize) >= minimumEffect));
  const names = nameSegments(
    segments.map(({ segment, positions = [] }, at) => {
      const strong = strongOf[at] ?? [];
      return { segment, positions, phrases: strong.length > 0 ? distinctPhrases(strong) : positionPhrases(positions, tiers[at]), hints: rarePhrases(strong) };
    }),
  );
  return segments.map((segment, at) => {
    const strong = strongOf[at] ?? [];
    const position = strong.length > 0 ? undefined : positionSentence(segment.size, segment.positions ?? [], tiers[at]);
    return { name: names[at] ?? "", description: describe(segment, strong, position) };
  });
}

/** What the clustering used comes first; a value that is rare in the segment names nobody. */
function distinctPhrases(strong: Evidence[]): NamePhrase[] {
  const named = strong.filter((entry) => entry.category === undefined || (entry.effectSize > 0 && entry.value >= 0.5));
  const ordered = [...named.filter((entry) => entry.used), ...named.filter((entry) => !entry.used)];
  const phrases = ordered.map(({ feature, category, effectSize, value }): NamePhrase => {
    if (category !== undefined) return { text: `Mostly ${category}`, feature, shareRatio: value };
    const direction = effectSize > 0 ? "high" : "low";
    return { text: featurePhrase(feature, direction), feature, direction };
  });
  // Two columns of one meaning say it twice, or "early, late".
  const said = ({ text, feature, shareRatio }: NamePhrase): string => (shareRatio === undefined ? (featureSubject(feature) ?? text) : text);
  return phrases.filter((phrase, at) => phrases.findIndex((other) => said(other) === said(phrase)) === at);
}

/** Values that most of the segment don't have say little on their own, but may tell it from another segment. */
function rarePhrases(strong: Evidence[]): NamePhrase[] {
  return strong.flatMap(({ feature, category, effectSize, value }) => (category === undefined || (effectSize > 0 && value >= 0.5) ? [] : [{ text: `${effectSize > 0 ? "Often" : "Seldom"} ${category}`, feature, shareRatio: value }]));
}

function describe(segment: DescribedSegment, strong: Evidence[], position?: string): string {
  if (segment.segment < 0) {
    return segment.size === 1 ? "One row lies in no dense region, so it belongs to no segment." : `${formatCount(segment.size)} rows lie in no dense region, so they belong to no segment.`;
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

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(ratio > 0 && ratio < 0.1 ? 1 : 0)} %`;
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 ? `−${text}` : text;
}
