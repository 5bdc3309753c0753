import { z } from "zod";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";

export interface DistinctRowsQuestion {
  rowsPath: string;
  columns: string[];
  /** Counting stops here. */
  atMost: number;
  /** Leave out rows that miss one of the columns. */
  completeOnly: boolean;
}

/** How many different rows the columns have, up to `atMost`. */
export async function distinctRows({ rowsPath, columns, atMost, completeOnly }: DistinctRowsQuestion): Promise<number> {
  const names = columns.map(quoteIdentifier);
  const complete = completeOnly ? names.map((name) => `${name} IS NOT NULL`).join(" AND ") : "TRUE";
  const [row] = await query(
    `SELECT count(*) AS n FROM (SELECT DISTINCT ${names.join(", ")} FROM ${parquetTable(rowsPath)} WHERE ${complete} LIMIT ?)`,
    [atMost],
    z.object({ n: z.number().int() }),
  );
  return row?.n ?? 0;
}
