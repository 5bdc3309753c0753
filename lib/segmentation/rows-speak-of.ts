import type { FeatureMeaning, Rule } from "../schemas/rule-book";
import { featureMeaning } from "./feature-words";

/** What only people have, and what only things do: a spice has a price and a taste, a customer a last visit. */
const ofPeople: ReadonlySet<FeatureMeaning> = new Set<FeatureMeaning>(["recency", "frequency", "spending", "basket", "tenure", "age"]);
const ofItems: ReadonlySet<FeatureMeaning> = new Set<FeatureMeaning>(["price", "effort", "spice", "sweetness", "calories"]);

export type RowSubject = NonNullable<Rule["rows"]>;

/** Whether rows with these columns are people or items, judged by the columns' names; people where these don't say. */
export function rowSubject(columns: string[]): RowSubject {
  const meanings = columns.flatMap((name) => featureMeaning(name) ?? []);
  return meanings.some((meaning) => ofItems.has(meaning)) && !meanings.some((meaning) => ofPeople.has(meaning)) ? "items" : "people";
}

/** Whether a rule speaks of such rows. One that says nothing about it speaks of both, but a message with a first name only of people. */
export function speaksOf({ rows, message = "" }: Pick<Rule, "rows" | "message">, subject: RowSubject): boolean {
  return rows === undefined ? subject === "people" || !message.includes("{first_name}") : rows === subject;
}
