import type { Rule, RuleCondition } from "@/lib/schemas/rule-book";

/** What a condition can be about, in the words of the list that offers it. */
export const aboutWords = {
  recency: "Days since the last time", frequency: "Frequency", spending: "Spending", basket: "Value per order", price: "Price", effort: "Effort or time to make",
  tenure: "Time as a customer", age: "Age", diversity: "Variety", spice: "Spiciness", sweetness: "Sweetness", season: "Seasonality", weekend: "Weekend share",
  hour: "Usual hour", calories: "Calories", feature: "The column …", "any-feature": "Any other number", "any-category": "Any category", "nothing-else": "No rule before it speaks",
} as const satisfies Record<RuleCondition["about"], string>;

export const percentileWords = { 25: "the lower quartile", 50: "the median", 75: "the upper quartile" } as const;

/** A condition as a sentence's part: "spending is high (d ≥ 0.3)". */
function conditionWords({ about, feature, direction, minimumEffect, percentile }: RuleCondition): string {
  if (about === "nothing-else") return "no rule before it speaks";
  const subject = about === "feature" ? `“${feature ?? ""}”` : aboutWords[about].toLowerCase();
  const verb = about === "any-category" ? (direction === "high" ? "is over-represented" : "is under-represented") : `is ${direction}`;
  const beyond = percentile === undefined ? "" : `, with its mean ${direction === "high" ? "above" : "below"} ${percentileWords[percentile]}`;
  return `${subject} ${verb} (${about === "any-category" ? "h" : "d"} ≥ ${minimumEffect})${beyond}`;
}

/** What the rows must be, as the list that offers it says. */
export const rowsWords = { people: "Rows are people", items: "Rows are items" } as const satisfies Record<NonNullable<Rule["rows"]>, string>;

/** When a rule speaks, as one sentence. */
export function ruleSentence({ conditions, rows }: Pick<Rule, "conditions" | "rows">): string {
  return conditions.length === 0 ? "No condition yet" : `${rows ? `${rowsWords[rows]}: when` : "When"} ${conditions.map(conditionWords).join(", and ")}`;
}
