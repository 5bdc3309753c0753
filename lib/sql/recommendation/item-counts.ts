import { z } from "zod";
import { keySql } from "../../warehouse/key-sql";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";

export interface EventKeys {
  parquetPath: string;
  user: string;
  item: string;
  rating?: string;
}

const rowSchema = z.object({ item: z.string(), users: z.number(), mean_rating: z.number().nullable() });

/** How many people have each item, and how they rate it. */
export async function itemCounts({ parquetPath, user, item, rating }: EventKeys): Promise<{ item: string; users: number; mean_rating: number | null }[]> {
  const mean = rating === undefined ? "NULL::DOUBLE" : `avg(${quoteIdentifier(rating)}::DOUBLE)`;
  return query(
    `SELECT ${keySql(quoteIdentifier(item))} AS item, count(DISTINCT ${quoteIdentifier(user)}) AS users, ${mean} AS mean_rating
     FROM ${parquetTable(parquetPath)} WHERE ${quoteIdentifier(item)} IS NOT NULL GROUP BY 1`,
    [],
    rowSchema,
  );
}
