import type { FeatureMeaning } from "../schemas/rule-book";

/**
 * How a high or a low mean of a feature is said in a name; the first pattern that fits the column's name is taken.
 * Ungradable words take no "very": nothing is "very premium".
 */
const vocabulary: { meaning?: FeatureMeaning; pattern: RegExp; high: string; low: string; ungradable?: true }[] = [
  // An hour on a circle: sine 1 is 06:00, cosine 1 is midnight.
  { pattern: /hour_?sine$/i, high: "Morning", low: "Evening", ungradable: true },
  { pattern: /hour_?cosine$/i, high: "Night", low: "Daytime", ungradable: true },
  { pattern: /session_?(minutes|duration|length)/i, high: "Long sessions", low: "Short sessions" },
  { meaning: "recency", pattern: /recency|days?_?since|last_?(seen|order|purchase|visit)/i, high: "Lapsed", low: "Recent", ungradable: true },
  { meaning: "frequency", pattern: /frequency|orders?_?count|visits?|purchases?_?count/i, high: "Frequent", low: "Infrequent" },
  { meaning: "spending", pattern: /spend|monetary|revenue|total_?amount|lifetime_?value/i, high: "High spending", low: "Low spending" },
  { meaning: "basket", pattern: /average_?order|order_?value|basket/i, high: "Big baskets", low: "Small baskets" },
  { meaning: "price", pattern: /price|cost/i, high: "Premium", low: "Budget", ungradable: true },
  { meaning: "effort", pattern: /(prep|cook|cooking|preparation)_?time|effort/i, high: "Slow to make", low: "Quick to make" },
  { meaning: "tenure", pattern: /membership|tenure/i, high: "Long-standing", low: "New" },
  { meaning: "age", pattern: /^age$|_age$|^age_/i, high: "Older", low: "Younger" },
  { meaning: "diversity", pattern: /diversity|variety|entropy/i, high: "Varied", low: "Focused" },
  { meaning: "spice", pattern: /spic(e|y|iness)/i, high: "Spicy", low: "Mild" },
  { meaning: "sweetness", pattern: /^sweet(ness)?$/i, high: "Sweet", low: "Unsweet" },
  { meaning: "season", pattern: /seasonal/i, high: "Seasonal", low: "Steady" },
  { meaning: "weekend", pattern: /weekend/i, high: "Weekend", low: "Weekday", ungradable: true },
  { meaning: "hour", pattern: /peak_?(ordering_?)?(hour|time)/i, high: "Late", low: "Early" },
  { meaning: "effort", pattern: /difficult/i, high: "Demanding", low: "Easy" },
  { meaning: "calories", pattern: /calorie/i, high: "Rich", low: "Light" },
];

/** A column's name as words: "average_order_value" → "average order value", "peakHour" → "peak hour", "share_Drama" → "share of Drama". */
export function humanFeature(name: string): string {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/[_\-.\s]+/gu, " ")
    .trim();
  const share = categoryOfShare(name);
  return words === "" ? name : share === undefined ? words : `share of ${share}`;
}

/** The category, as it is written, whose share of a user's events a feature is. */
function categoryOfShare(name: string): string | undefined {
  return /^share_(.+)$/u.exec(name)?.[1];
}

/** What a feature is about, judged by its column's name; undefined where the vocabulary doesn't know it. */
export function featureMeaning(name: string): FeatureMeaning | undefined {
  return vocabulary.find(({ pattern }) => pattern.test(name))?.meaning;
}

/** What a name says only once, in whichever column it stands: the hour on a clock's circle is two of them. */
export function featureSubject(name: string): string | undefined {
  return /hour_?(co)?sine$/iu.test(name) ? "hour" : featureMeaning(name);
}

/** Whether a column's name says that it holds somebody's grouping of the rows ("true_segment", "class"): nothing to offer to anybody. */
export function isGrouping(name: string): boolean {
  return /(^|[\W_])(segments?|clusters?|groups?|class|labels?|target|churn(ed)?)$/i.test(name);
}

/** From least to most; the middle one is said without a word. */
export type Degree = "slightly" | "fairly" | "" | "very" | "extremely";

/** "High spending" for a known kind of feature, else "High fresh" from the column's own name; with a degree "Very high spending". */
export function featurePhrase(name: string, direction: "high" | "low", degree: Degree = ""): string {
  const known = vocabulary.find(({ pattern }) => pattern.test(name));
  const share = degree === "" ? categoryOfShare(name) : undefined;
  if (share !== undefined) return `${direction === "high" ? "Much" : "Little"} ${share}`;
  const text = known && (degree === "" || !known.ungradable) ? known[direction] : `${direction === "high" ? "High" : "Low"} ${plainFeature(name)}`;
  return degree === "" ? text : capitalised(`${degree} ${text.charAt(0).toLowerCase()}${text.slice(1)}`);
}

/** A column's name within a phrase: lower case, but an abbreviation or a code keeps its capitals. */
export function plainFeature(name: string): string {
  const words = humanFeature(name);
  return /^\p{Lu}[\p{Ll}\s]/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1).toLowerCase() : words;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
