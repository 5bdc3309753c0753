import { z } from "zod";
import { query } from "@/lib/warehouse/query";
import { parquetTable } from "@/lib/warehouse/quote-sql";
import type { EventFiles } from "./engagement-data";

const zone = "Europe/Kyiv";
const genresOf = (items: string): string => `SELECT item_id, unnest(string_split(genres, '|')) AS genre FROM ${items}`;

/** The same questions put to DuckDB over the stored rows, without anything prepared: what the preparation is to be compared with. */
export const plainQuestions: Record<string, (rows: string, items: string) => string> = {
  "peak-times": (rows) => `SELECT isodow(local) AS weekday, hour(local) AS hour, count(*) AS events, count(DISTINCT user_id) AS users FROM (SELECT timezone('${zone}', "at") AS local, user_id FROM ${rows}) GROUP BY 1, 2`,
  "top-items": (rows) => `SELECT item_id, count(*) AS events, count(DISTINCT user_id) AS users, avg(rating) AS rating FROM ${rows} GROUP BY 1 ORDER BY 2 DESC LIMIT 50`,
  categories: (rows, items) => `SELECT genre, count(*) AS events, count(DISTINCT user_id) AS users, count(DISTINCT e.item_id) AS items, avg(rating) AS rating, sum(minutes) AS minutes
    FROM ${rows} e JOIN (${genresOf(items)}) g ON g.item_id = e.item_id GROUP BY 1`,
  "retention by month": (rows) => `WITH months AS (SELECT DISTINCT user_id, date_trunc('month', timezone('${zone}', "at")) AS month FROM ${rows}), firsts AS (SELECT user_id, min(month) AS cohort FROM months GROUP BY 1)
    SELECT cohort, date_diff('month', cohort, month) AS period, count(*) AS users FROM months JOIN firsts USING (user_id) GROUP BY 1, 2`,
  "active-users": (rows) => `SELECT timezone('${zone}', "at")::DATE AS day, count(DISTINCT user_id) AS dau FROM ${rows} GROUP BY 1`,
};

/** Milliseconds of one plain question. */
export async function plainMs(chart: string, { rowsPath, itemsPath }: EventFiles): Promise<number | undefined> {
  const sql = plainQuestions[chart]?.(parquetTable(rowsPath), parquetTable(itemsPath));
  if (sql === undefined) return undefined;
  const started = performance.now();
  await query(sql, [], z.unknown());
  return performance.now() - started;
}
