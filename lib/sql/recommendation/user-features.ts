import { z } from "zod";
import { keySql } from "../../warehouse/key-sql";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier, quoteLiteral } from "../../warehouse/quote-sql";

export interface ProfileColumns {
  parquetPath: string;
  key: string;
  /** Texts of few different values. */
  categories: string[];
  /** Numbers, which become fifths. */
  numbers: string[];
}

const rowSchema = z.object({ key: z.string(), features: z.array(z.string()) });

/** What is known of each person, as words such as “country=DE” or “age: fifth 2 of 5”; of repeated keys the first row counts. */
export async function userFeatures({ parquetPath, key, categories, numbers }: ProfileColumns): Promise<Map<string, string[]>> {
  const words = [
    ...categories.map((name) => `CASE WHEN ${quoteIdentifier(name)} IS NOT NULL THEN ${quoteLiteral(`${name}=`)} || ${quoteIdentifier(name)}::VARCHAR END`),
    ...numbers.map((name) => `CASE WHEN ${quoteIdentifier(name)} IS NOT NULL THEN ${quoteLiteral(`${name}: fifth `)} || least(5, floor(5 * percent_rank() OVER (PARTITION BY ${quoteIdentifier(name)} IS NULL ORDER BY ${quoteIdentifier(name)})) + 1)::INTEGER || ' of 5' END`),
  ];
  if (words.length === 0) return new Map();
  const rows = await query(
    `SELECT ${keySql(quoteIdentifier(key))} AS key, list_filter([${words.join(", ")}], lambda word: word IS NOT NULL) AS features
     FROM ${parquetTable(parquetPath)} WHERE ${quoteIdentifier(key)} IS NOT NULL QUALIFY row_number() OVER (PARTITION BY key ORDER BY row_id) = 1`,
    [],
    rowSchema,
  );
  return new Map(rows.map((row) => [row.key, row.features]));
}
