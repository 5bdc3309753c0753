import type { NamePhrase, Position } from "./describe-position";
import { capitalised, type Degree, featurePhrase, plainFeature } from "./feature-words";
import { formatValue } from "./format-value";

const maximumNameLength = 60;
const unremarkable = "Close to the average";

export interface NamedSegment {
  /** Below zero for noise. */
  segment: number;
  /** What may be said of it, most telling first; empty when it lies close to the average. */
  phrases: NamePhrase[];
  /** Weaker words, taken only to tell it from another: "Often drama". */
  hints?: NamePhrase[];
  /** Its means in the features that the clustering used. */
  positions: Position[];
}

/**
 * A name for each segment, all different. A name joins the two phrases that say most. Segments that share these are told
 * apart in words: by their rank on the feature that leads their name ("High …", "Very high …"), by a phrase that only one
 * of them has, by comparing them in the feature that separates them most, by its value, and only where no feature
 * separates them by the segment's number. The same segments get the same names, whatever the order of equals.
 */
export function nameSegments(segments: NamedSegment[]): string[] {
  const clustered = segments.filter(({ segment }) => segment >= 0);
  if (segments.length === 1 && clustered.length === 1) return ["Everyone"];
  const names = new Map<NamedSegment, string>();
  const shared = new Map<string, NamedSegment[]>();
  for (const segment of clustered) {
    const key = saidBy(usualName(segment, clustered));
    shared.set(key, [...(shared.get(key) ?? []), segment]);
  }
  for (const group of shared.values()) if (group.length === 1 && group[0]) names.set(group[0], usualName(group[0], clustered));
  for (const group of shared.values()) {
    if (group.length === 1) continue;
    const taken = new Set([...names.values()].map(saidBy));
    const told = ways.map((way) => way(group)).find((offer) => offer && areDistinct(offer, taken)) ?? numbered(group, taken);
    group.forEach((segment, at) => names.set(segment, told[at] ?? ""));
  }
  return segments.map((segment) => names.get(segment) ?? "Noise");
}

/** The two phrases that say most; the middle of a run whose other segments are all named by one feature is its middle. */
function usualName({ phrases }: NamedSegment, all: NamedSegment[]): string {
  const [first, second] = phrases;
  if (first) return joined([first.text, ...(second && first.text.length + second.text.length + 2 <= maximumNameLength ? [second.text] : [])]);
  const leads = new Set(all.flatMap((other) => other.phrases.slice(0, 2).map(({ feature }) => feature)));
  const [only] = leads;
  return only !== undefined && leads.size === 1 && all.some((other) => other.phrases[0]?.direction) ? joined([`Medium ${plainFeature(only)}`]) : unremarkable;
}

/** Ways to tell a group of one name apart, the best first; undefined where one doesn't serve. */
const ways: ((group: NamedSegment[]) => string[] | undefined)[] = [
  (group) => graded(group, clearGap),
  byOwnPhrase,
  (group) => graded(group, slightGap),
  compared,
  valued,
];

/** Neighbouring ranks this far apart, in standard deviations of all rows, are worth words of degree. */
const clearGap = 0.25;
/** And where nothing else tells them apart, from this distance on. */
const slightGap = 0.05;

const degreesOf: Record<number, Degree[]> = {
  2: ["", "very"],
  3: ["fairly", "", "very"],
  4: ["slightly", "fairly", "", "very"],
  5: ["slightly", "fairly", "", "very", "extremely"],
};

/** "High minutes", "Very high minutes": by rank in the feature that leads the name. */
function graded(group: NamedSegment[], gap: number): string[] | undefined {
  const [lead, second] = group[0]?.phrases ?? [];
  const words = degreesOf[group.length];
  if (!lead?.direction || !words) return undefined;
  const { feature, direction } = lead;
  const sign = direction === "high" ? 1 : -1;
  const scores = group.map((segment) => sign * (positionIn(segment, feature)?.zScore ?? Number.NaN));
  const ascending = scores.toSorted((a, b) => a - b);
  if (ascending.some((score, at) => Number.isNaN(score) || (at > 0 && score - (ascending[at - 1] ?? score) <= gap))) return undefined;
  return scores.map((score) => joined([featurePhrase(feature, direction, words[ascending.indexOf(score)]), ...(second ? [second.text] : [])]));
}

/** "Frequent, recent" and "Frequent, focused": by something that is said of one only. One of the group may go without. */
function byOwnPhrase(group: NamedSegment[]): string[] {
  return group.map((segment) => {
    const others = new Set(group.filter((other) => other !== segment).flatMap((other) => sayable(other).map(({ text }) => text)));
    const own = sayable(segment).find(({ text }) => !others.has(text));
    const base = segment.phrases.slice(0, 2).map(({ text }) => text);
    if (!own) return joined(base);
    return joined(base.length === 0 ? [own.text] : [...base, own.text]);
  });
}

function sayable({ phrases, hints = [] }: NamedSegment): NamePhrase[] {
  return [...phrases, ...hints];
}

const comparatives: Record<number, string[]> = { 2: ["lower", "higher"], 3: ["lower", "middle", "higher"] };

/** "…, lower visits" and "…, higher visits": in the feature that separates the group most. */
function compared(group: NamedSegment[]): string[] | undefined {
  const words = comparatives[group.length];
  const feature = mostSeparating(group);
  if (!words || !feature) return undefined;
  const ascending = group.toSorted((a, b) => (positionIn(a, feature)?.value ?? 0) - (positionIn(b, feature)?.value ?? 0));
  return group.map((segment) => joined([firstText(segment), `${words[ascending.indexOf(segment)]} ${plainFeature(feature)}`]));
}

/** "…, visits around 21", in as few features as it takes; or the share of a category's value. */
function valued(group: NamedSegment[]): string[] | undefined {
  const features = separating(group);
  if (features.length > 0) {
    const room = Math.floor(maximumNameLength / features.length) - valueRoom;
    return group.map((segment) => {
      const values = features.map((feature) => `${clipped(plainFeature(feature), room)} around ${formatValue(positionIn(segment, feature)?.value ?? 0)}`);
      return joined(features.length === 1 ? [firstText(segment), ...values] : values.map((text, at) => (at === 0 ? capitalised(text) : text)));
    });
  }
  const shares = group.map(({ phrases }) => phrases[0]?.shareRatio);
  return shares.every((share) => share !== undefined) ? group.map((segment, at) => joined([firstText(segment), `${((shares[at] ?? 0) * 100).toFixed(0)} % of them`])) : undefined;
}

/** What " around 12,345" and a comma take. */
const valueRoom = 16;

/** Nothing tells them apart: the first keeps the name, the others add their number. */
function numbered(group: NamedSegment[], taken: Set<string>): string[] {
  return group.map((segment, at) => {
    const base = clipped(firstText(segment), maximumNameLength - 8);
    return at === 0 && !taken.has(saidBy(base)) ? base : `${base} (${segment.segment + 1})`;
  });
}

/** What a name says, whatever the order: "Frequent, recent" tells nobody apart from "Recent, frequent". */
function saidBy(name: string): string {
  return name.toLowerCase().split(", ").sort().join(", ");
}

function areDistinct(names: string[], taken: Set<string>): boolean {
  const said = new Set(names.map(saidBy));
  return said.size === names.length && ![...said].some((words) => taken.has(words));
}

/** The feature in which all means of the group differ and lie furthest apart. */
function mostSeparating(group: NamedSegment[]): string | undefined {
  return bySpread(group).find((feature) => keysIn(group, [feature]).size === group.length);
}

/** The fewest features, found one by one, whose means together tell the whole group apart; empty when none do. */
function separating(group: NamedSegment[]): string[] {
  const one = mostSeparating(group);
  if (one) return [one];
  const taken: string[] = [];
  for (const feature of bySpread(group)) {
    if (keysIn(group, [...taken, feature]).size > keysIn(group, taken).size) taken.push(feature);
    if (keysIn(group, taken).size === group.length) return taken;
  }
  return [];
}

/** Features by how far apart the means of the group lie, furthest first; of equals in their own order. */
function bySpread(group: NamedSegment[]): string[] {
  const spreadOf = (feature: string): number => {
    const scores = group.map((segment) => positionIn(segment, feature)?.zScore ?? 0);
    return Math.max(...scores) - Math.min(...scores);
  };
  return (group[0]?.positions ?? []).map(({ feature }) => ({ feature, spread: spreadOf(feature) })).sort((a, b) => b.spread - a.spread).map(({ feature }) => feature);
}

/** The different values, as they would be written, that some features together have in a group. */
function keysIn(group: NamedSegment[], features: string[]): Set<string> {
  return new Set(group.map((segment) => features.map((feature) => formatValue(positionIn(segment, feature)?.value ?? 0)).join("|")));
}

function positionIn({ positions }: NamedSegment, feature: string): Position | undefined {
  return positions.find((position) => position.feature === feature);
}

function firstText({ phrases }: NamedSegment): string {
  return phrases[0]?.text ?? unremarkable;
}

/** "High spending, recent" within the longest name allowed: the last phrases go first, then letters. */
function joined(texts: string[]): string {
  const name = texts.map((text, at) => (at === 0 ? text : text.charAt(0).toLowerCase() + text.slice(1))).join(", ");
  if (name.length <= maximumNameLength) return name;
  const [first = "", ...rest] = texts;
  const last = rest.at(-1);
  if (last === undefined) return clipped(first, maximumNameLength);
  if (rest.length > 1) return joined([first, last]);
  const room = maximumNameLength - 2;
  return joined([clipped(first, Math.max(room - last.length, Math.floor(room / 2))), clipped(last, Math.max(room - first.length, Math.floor(room / 2)))]);
}

/** Cut in the middle: long column names often differ at their end. */
function clipped(text: string, length: number): string {
  const tail = Math.floor((length - 1) / 2);
  return text.length <= length ? text : `${text.slice(0, length - 1 - tail).trimEnd()}…${text.slice(-tail).trimStart()}`;
}
