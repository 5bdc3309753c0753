import { database } from "../db/client";
import { recordAudit } from "../db/record-audit";
import { ruleBookSchema, type Rule, type RuleBook } from "../schemas/rule-book";
import type { CurrentUser } from "../schemas/user";
import { defaultRules } from "../segmentation/default-rules";

const settingKey = "rule-book";

export interface RuleBookAnswer extends RuleBook {
  /** Whether these are the rules that Tessera starts with. */
  original: boolean;
}

export async function getRuleBook(): Promise<RuleBookAnswer> {
  const setting = await database().setting.findUnique({ where: { key: settingKey } });
  return setting ? { ...ruleBookSchema.parse(setting.value), original: false } : { rules: defaultRules, original: true };
}

/** The rules that suggest actions: as staff edited them, else those that Tessera starts with. */
export async function getRules(): Promise<Rule[]> {
  return (await getRuleBook()).rules;
}

export async function saveRuleBook(user: CurrentUser, book: RuleBook): Promise<RuleBookAnswer> {
  await database().$transaction(async (transaction) => {
    await transaction.setting.upsert({ where: { key: settingKey }, create: { key: settingKey, value: book }, update: { value: book } });
    await recordAudit(transaction, { userId: user.id, action: "rule-book.changed", subject: `${book.rules.length} rules`, details: {} });
  });
  return { ...book, original: false };
}

/** Back to the rules that Tessera starts with. */
export async function restoreRuleBook(user: CurrentUser): Promise<RuleBookAnswer> {
  await database().$transaction(async (transaction) => {
    await transaction.setting.deleteMany({ where: { key: settingKey } });
    await recordAudit(transaction, { userId: user.id, action: "rule-book.changed", subject: "the original rules", details: {} });
  });
  return { rules: defaultRules, original: true };
}
