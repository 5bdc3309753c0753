import path from "node:path";
import { z } from "zod";
import { query } from "@/lib/warehouse/query";
import { parquetTable, quoteLiteral } from "@/lib/warehouse/quote-sql";

/** Events of one made-up year as files: rows as an ingest stores them, their catalogue, two segments of the users, and a CSV of the same events. */
export interface EventFiles {
  rowsPath: string;
  itemsPath: string;
  csvPath: string;
  /** The catalogue as CSV, one row for each genre of an item. */
  genresCsvPath: string;
  profilesPath: string;
  assignmentsPath: string;
}

export const userCount = 100_000;
const itemCount = 20_000;
const yearSeconds = 365 * 86_400;

/** A number in [0, 1) that depends on the row, the column and the seed alone. */
const draw = (column: number, row = "i"): string => `(hash(${row} * 64 + ${column} + 1000003) / 18446744073709551616.0)`;

/**
 * The hard case for whatever adds up beforehand: users and days independent of each other, so that nearly every event is
 * a user's only one on its day. Hours, titles and genres are uneven, as they are in life.
 */
function eventsSql(events: number): string {
  const second = `floor(((i + ${draw(1)}) / ${events}) * 365) * 86400 + floor(least(86399, greatest(0, (0.8 + 0.17 * (${draw(2)} + ${draw(3)} + ${draw(4)} - 1.5)) * 86400 - 43200 * (${draw(5)} < 0.2)::INTEGER)))`;
  return `SELECT i AS row_id, floor(${draw(6)} * ${userCount})::INTEGER AS user_id, TIMESTAMPTZ '2025-01-01 00:00:00+00' + to_seconds(least(${yearSeconds} - 1, ${second})) AS at,
      floor(${itemCount} * ${draw(7)} ** 3)::INTEGER AS item_id, round(5 + 85 * ${draw(8)} ** 2, 1) AS minutes,
      CASE WHEN ${draw(9)} < 0.3 THEN 1 + floor(5 * ${draw(10)} ** 0.6) END AS rating,
      ['TV', 'Phone', 'Tablet', 'Laptop'][1 + floor(4 * ${draw(11)} ** 1.5)::INTEGER] AS device, ['UA', 'PL', 'DE', 'PT', 'KE', 'JP', 'CA', 'BR'][1 + floor(8 * ${draw(12)} ** 2)::INTEGER] AS country
    FROM range(${events}) AS r(i)`;
}

const genres = ["Drama", "Comedy", "Thriller", "Romance", "Action", "Adventure", "Crime", "Sci-Fi", "Fantasy", "Children", "Animation", "Mystery", "Documentary", "War", "Musical", "Western", "Horror", "Film-Noir"];

/** Writes the files; the same ones for the same number of events. */
export async function writeEventFiles(folder: string, events: number): Promise<EventFiles> {
  const file = (name: string): string => path.join(folder, `${name}-${events}`);
  const files = { rowsPath: `${file("rows")}.parquet`, itemsPath: `${file("items")}.parquet`, csvPath: `${file("events")}.csv`, genresCsvPath: `${file("genres")}.csv`, profilesPath: `${file("profiles")}.parquet`, assignmentsPath: `${file("assignments")}.parquet` };
  const copy = (select: string, target: string, options = "FORMAT parquet, COMPRESSION snappy") => query(`COPY (${select}) TO ${quoteLiteral(target)} (${options})`, [], z.unknown());
  const genre = (column: number): string => `[${genres.map(quoteLiteral).join(", ")}][1 + floor(${genres.length} * ${draw(column)} ** 1.7)::INTEGER]`;
  await copy(eventsSql(events), files.rowsPath);
  await copy(`SELECT i AS row_id, i::INTEGER AS item_id, 'Title ' || i AS title, CASE WHEN ${draw(20)} < 0.5 THEN ${genre(21)} ELSE ${genre(21)} || '|' || ${genre(22)} END AS genres FROM range(${itemCount}) AS r(i)`, files.itemsPath);
  await copy(`SELECT item_id, unnest(string_split(genres, '|')) AS genre FROM ${parquetTable(files.itemsPath)}`, files.genresCsvPath, "FORMAT csv, HEADER");
  await copy(`SELECT * EXCLUDE (row_id) FROM ${parquetTable(files.rowsPath)}`, files.csvPath, "FORMAT csv, HEADER");
  await copy(`SELECT i AS row_id, i AS user_id FROM range(${userCount}) AS r(i)`, files.profilesPath);
  await copy(`SELECT i AS row_id, floor(${draw(30)} * 4)::INTEGER AS segment FROM range(${userCount}) AS r(i)`, files.assignmentsPath);
  return files;
}
