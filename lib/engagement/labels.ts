import { z } from "zod";
import { query } from "../warehouse/query";
import { parquetTable } from "../warehouse/quote-sql";

const labelSchema = z.object({ code: z.number(), key: z.string(), label: z.string() });

/** Keys and labels of a dictionary's numbers (code + 1), in the order of the numbers given. */
export async function labelsOf(dictionary: string, numbers: number[], label: "key" | "label" = "key"): Promise<{ key: string; label: string }[]> {
  if (numbers.length === 0) return [];
  const rows = await query(labelsSql(dictionary, label), { codes: JSON.stringify(numbers.map((number) => number - 1)) }, labelSchema);
  const found = new Map(rows.map((row) => [row.code + 1, row]));
  return numbers.map((number) => found.get(number) ?? { key: "", label: "" });
}

export function labelsSql(dictionary: string, label: "key" | "label"): string {
  return `SELECT code, key, ${label} AS label FROM ${parquetTable(dictionary)} WHERE code IN (SELECT unnest(from_json($codes::JSON, '["INTEGER"]')))`;
}
