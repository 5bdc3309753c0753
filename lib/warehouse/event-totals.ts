import type { DuckDBConnection } from "@duckdb/node-api";
import type { EventIndex } from "./event-index";
import { kindMasks, masksFor } from "./kind-masks";
import { rowsOn } from "./query";
import { parquetTable, quoteLiteral } from "./quote-sql";

/** How many kinds there are of what users are counted by. */
export interface KindCounts {
  categories: number;
  /** Values of each place column. */
  places: number[];
}

/** Beyond so many kinds the bits of a user would take more room than the events themselves. */
const mostMasks = 4;

/** Whether user totals hold a column's kinds as bits. */
export function areKept(count: number): boolean {
  return count > 0 && masksFor(count) <= mostMasks;
}

/** Distinct categories in all cells, and values of each place column. */
export async function countKinds(connection: DuckDBConnection, index: EventIndex, placeColumns: number): Promise<KindCounts> {
  const [categories] = await rowsOn(connection, `SELECT count(DISTINCT category) AS n FROM (SELECT unnest(categories) AS category FROM ${parquetTable(index.cells)})`);
  const places = await rowsOn(connection, `SELECT place, count(*) AS n FROM ${parquetTable(index.places)} GROUP BY 1`);
  return { categories: Number(categories?.n ?? 0), places: Array.from({ length: placeColumns }, (_, place) => Number(places.find((row) => row.place === place)?.n ?? 0)) };
}

/** SQL of `code` and the categories of each cell as bits category_0, category_1 … in the order of their names. */
export function cellMasksSql(index: EventIndex, count: number): string {
  const numbered = `SELECT code, (dense_rank() OVER (ORDER BY category) - 1)::INTEGER AS kind FROM (SELECT code, unnest(categories) AS category FROM ${parquetTable(index.cells)})`;
  return `SELECT code, ${kindMasks("kind", count, "category").join(", ")} FROM (${numbered}) GROUP BY 1`;
}

/**
 * Adds up an index's events over all of its time, so that a question about all of them need not look at each again:
 * by item and cell, by slot, by duration, and by user (with the user's categories and places as bits).
 */
export async function writeEventTotals(connection: DuckDBConnection, index: EventIndex, kinds: KindCounts): Promise<void> {
  const copy = (select: string, target: string) => connection.run(`COPY (${select}) TO ${quoteLiteral(target)} (FORMAT parquet, COMPRESSION snappy)`);
  const events = parquetTable(index.events);
  const sums = "count(*) AS events, sum(minutes) AS minutes, count(minutes) AS timed, sum(rating) AS rating, count(rating) AS ratings";
  await copy(`SELECT item, cell, ${sums} FROM ${events} GROUP BY 1, 2`, index.itemTotals);
  await copy(`SELECT slot, ${sums} FROM ${events} GROUP BY 1`, index.slotTotals);
  await copy(`SELECT minutes, count(*) AS events FROM ${events} WHERE minutes IS NOT NULL GROUP BY 1`, index.durationTotals);
  const withCategories = areKept(kinds.categories);
  const categoryBits = Array.from({ length: masksFor(kinds.categories) }, (_, mask) => `coalesce(bit_or(category_${mask}), 0) AS category_${mask}`);
  const placeBits = kinds.places.flatMap((count, place) => (areKept(count) ? kindMasks(`place_${place}`, count, `place_${place}`) : []));
  const from = withCategories ? `${events} LEFT JOIN (${cellMasksSql(index, kinds.categories)}) ON code = cell` : events;
  await copy(`SELECT user, count(*) AS events, sum(minutes) AS minutes, min(at_ms) AS first_ms, max(at_ms) AS last_ms${[...(withCategories ? categoryBits : []), ...placeBits].map((column) => `, ${column}`).join("")} FROM ${from} GROUP BY 1`, index.userTotals);
}
