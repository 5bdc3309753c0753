import { ruleSchema, type Rule } from "@/lib/schemas/rule-book";

/** What is wrong with a rule, by the path of the field: "title", "conditions.0.feature". */
export type RuleProblems = Record<string, string>;

export function problemsOf(rule: Rule): RuleProblems {
  const checked = ruleSchema.safeParse(rule);
  if (checked.success) return {};
  return Object.fromEntries(checked.error.issues.map(({ path, message }) => [path.join("."), message]).reverse());
}

/** A rule without its empty texts, which would stand in the suggestions as empty lines. */
export function tidyRule({ channel, message, ...rest }: Rule): Rule {
  return { ...rest, ...(channel?.trim() && { channel }), ...(message?.trim() && { message }) };
}

/** A new rule with an id that no other has. */
export function newRule(rules: Rule[]): Rule {
  const taken = new Set(rules.map(({ id }) => id));
  let number = rules.length + 1;
  while (taken.has(`rule-${number}`)) number += 1;
  return { id: `rule-${number}`, title: "", conditions: [{ about: "spending", direction: "high", minimumEffect: 0.3 }], enabled: true };
}

/** The list with the entry at `from` moved to `to`; unchanged where there is no such place. */
export function moved<Entry>(entries: Entry[], from: number, to: number): Entry[] {
  const entry = entries[from];
  if (entry === undefined || to < 0 || to >= entries.length) return entries;
  return entries.toSpliced(from, 1).toSpliced(to, 0, entry);
}
