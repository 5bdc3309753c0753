import type { ColumnRole, ColumnType } from "../schemas/column";
import type { DatasetKind } from "../schemas/dataset";

export interface RoleEvidence {
  name: string;
  type: ColumnType;
  /** Cells of the sample that are not missing, and how many different ones are among them. */
  presentCount: number;
  distinctCount: number;
}

/** "customerID", "Customer Id" and "customer_id" all read "customer id". */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const userPattern = /^(user|customer|client|member|account|subscriber|viewer|guest|visitor)( ?(id|no|nr|number|key|code))?$/;
const itemPattern = /^(item|product|movie|film|show|title|dish|stock|sku|recipe|video|article|track|song)( ?(id|no|nr|number|key|code))$|^sku$/;
const identifierPattern = /(^| )(id|uuid|guid|key|code|no|nr|number)$|^index$/;
const labelPattern = /(^| )(name|title|label|description)$/;
const ratingPattern = /(^| )(rating|stars|score)$/;
const durationPattern = /(duration|minutes|seconds|watch ?time|runtime|length)/;
const amountPattern = /(^| )(price|amount|total|revenue|cost|spend|spent|paid|sum|fee)$/;

const isNumber = (type: ColumnType) => type === "integer" || type === "decimal";

function guessTextRole(words: string, evidence: RoleEvidence): ColumnRole {
  const { presentCount, distinctCount } = evidence;
  const allDifferent = presentCount > 1 && distinctCount === presentCount;
  if (labelPattern.test(words)) return "label";
  if (identifierPattern.test(words) && allDifferent) return "id";
  if (distinctCount <= Math.max(20, presentCount / 4)) return "category";
  return allDifferent ? "label" : "category";
}

/** What a column most likely means, by its name, type and how often its values repeat. The user may say otherwise. */
export function guessRole(evidence: RoleEvidence): ColumnRole {
  const words = wordsOf(evidence.name);
  const { type, presentCount, distinctCount } = evidence;
  const allDifferent = presentCount > 1 && distinctCount === presentCount;
  if (type === "date" || type === "timestamp") return "time";
  if (/^(time ?stamp|date ?time|created at|updated at)$/.test(words) && type !== "text") return "time";
  if (userPattern.test(words) && type !== "boolean") return allDifferent ? "id" : "user";
  if (itemPattern.test(words)) return allDifferent ? "id" : "item";
  if (type === "boolean") return "category";
  if (type === "text") return guessTextRole(words, evidence);
  if (identifierPattern.test(words) && type === "integer") return allDifferent ? "id" : "category";
  if (ratingPattern.test(words)) return "rating";
  if (durationPattern.test(words)) return "duration";
  if (amountPattern.test(words)) return "amount";
  return isNumber(type) ? "feature" : "category";
}

/** Events when a time and somebody or something repeat; items when the rows are named things; otherwise profiles. */
export function guessKind(columns: { name: string; role: ColumnRole }[]): DatasetKind {
  const has = (role: ColumnRole) => columns.some((column) => column.role === role);
  if (has("user") && (has("time") || has("item"))) return "events";
  const thing = /^(item|product|movie|film|dish|recipe|video|sku|article|track|song|title)/;
  if (columns.some((column) => (column.role === "id" || column.role === "label") && thing.test(wordsOf(column.name)))) return "items";
  return "profiles";
}
