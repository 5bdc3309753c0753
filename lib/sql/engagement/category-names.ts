import { z } from "zod";
import type { EventIndex } from "../../warehouse/event-index";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";

const nameSchema = z.object({ category: z.string() });

/** Every category that any cell names, in order. */
export async function categoryNames(index: EventIndex): Promise<string[]> {
  const rows = await query(`SELECT DISTINCT unnest(categories) AS category FROM ${parquetTable(index.cells)} ORDER BY 1`, [], nameSchema);
  return rows.map(({ category }) => category);
}
