import { featureMeaning, featurePhrase, humanFeature } from "./feature-words";
import { formatValue } from "./format-value";

/** Where a segment's rows lie in a feature that the clustering used: about these rows alone, with no claim beyond them. */
export interface Position {
  feature: string;
  /** Means of the segment and of all rows. */
  value: number;
  overall: number;
  /** Their distance in standard deviations of all rows. */
  zScore: number;
}

/** One thing that a name says of a segment. */
export interface NamePhrase {
  text: string;
  feature: string;
  /** On which side of the rest its mean lies; absent for the value of a category and for a middle. */
  direction?: "high" | "low";
  /** Share of a category's value in the segment. */
  shareRatio?: number;
}

/** From this distance on a position is worth a word. */
const noticeable = 0.5;

export type PriceTier = "lowest" | "middle" | "highest";

/** The tier of each segment by the mean of the feature that is a price; undefined where none is, or where all cost the same. */
export function priceTiers(segments: { segment: number; positions?: Position[] }[]): (PriceTier | undefined)[] {
  const prices = segments.map(({ segment, positions }) => (segment < 0 ? undefined : priceOf(positions)?.value));
  const known = prices.filter((price) => price !== undefined);
  const [lowest, highest] = [Math.min(...known), Math.max(...known)];
  return prices.map((price) => {
    if (price === undefined || lowest === highest) return undefined;
    if (price === lowest) return "lowest";
    return price === highest ? "highest" : "middle";
  });
}

function priceOf(positions: Position[] = []): Position | undefined {
  return positions.find(({ feature }) => featureMeaning(feature) === "price");
}

/** What stands out, strongest first; a price tier comes before everything else. */
function standouts(positions: Position[], tier: PriceTier | undefined): Position[] {
  const price = tier && priceOf(positions);
  const others = positions.filter((position) => position !== price && Math.abs(position.zScore) >= noticeable).sort((a, b) => Math.abs(b.zScore) - Math.abs(a.zScore));
  return price ? [price, ...others] : others;
}

/** Words for a name where no evidence is sure: "Mid-priced", "Spicy". Empty when the rows lie close to the average. */
export function positionPhrases(positions: Position[], tier: PriceTier | undefined): NamePhrase[] {
  return standouts(positions, tier).map(({ feature, zScore }) => {
    const isTiered = featureMeaning(feature) === "price" && tier !== undefined;
    if (isTiered && tier === "middle") return { text: "Mid-priced", feature };
    const direction = (isTiered ? tier === "highest" : zScore > 0) ? "high" : "low";
    return { text: featurePhrase(feature, direction), feature, direction };
  });
}

/** The same as a sentence that says how far it goes; undefined when nothing stands out. */
export function positionSentence(size: number, positions: Position[], tier: PriceTier | undefined): string | undefined {
  const shown = standouts(positions, tier).slice(0, 2);
  if (shown.length === 0) return undefined;
  const words = shown.map(({ feature, value, overall }) => `${humanFeature(feature).toLowerCase()} ${formatValue(value)} (overall ${formatValue(overall)})`).join(" and ");
  return size === 1
    ? `A single row, with ${words}. One row carries no interval, so this says nothing about others like it.`
    : `These ${size} rows average ${words}. The 95 % intervals include no difference, so this describes these rows and no more.`;
}
