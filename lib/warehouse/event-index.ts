import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { temporaryName, withConnection } from "./instance";
import { keySql } from "./key-sql";
import { rowsOn, warehouseError } from "./query";
import { parquetTable, quoteIdentifier, quoteLiteral } from "./quote-sql";
import { slotMs } from "./local-time";
import { writeEventTracks } from "./write-event-tracks";

/** A column of a stored Parquet file by what it means, with how to read it. */
export interface TimeColumn {
  name: string;
  kind: "timestamp" | "date" | "epoch-seconds" | "epoch-milliseconds";
}

/** Where the events are and what their columns mean. */
export interface EventColumns {
  parquetPath: string;
  time: TimeColumn;
  user?: string;
  item?: string;
  category?: string;
  /** `minutesPerUnit` turns the column's unit into minutes. */
  duration?: { name: string; minutesPerUnit: number };
  rating?: string;
  amount?: string;
  /** Columns that say where an event came from and on what: country, device … */
  places: string[];
}

/** The linked catalogue: its key, and what it says of an item. */
export interface ItemColumns {
  parquetPath: string;
  key: string;
  label?: string;
  category?: string;
}

/**
 * The files of an index; each holds small integers instead of the texts and instants of the upload. Codes of users and items
 * count in the order in which ties are listed: numbers before texts.
 */
export interface EventIndex {
  /** row_id, user, at_ms, slot, item, cell, minutes, rating, amount, place_0 …; user, item, cell and places are −1 where unknown. In the order of user and time. */
  events: string;
  /** code, key */
  users: string;
  /** code, key, label */
  items: string;
  /** code, categories: the distinct category cells, split at “|”. */
  cells: string;
  /** place (number of the column), code, value */
  places: string;
  /** Folder of the events as bare numbers, see event-tracks. */
  tracks: string;
}

export function eventIndexFiles(folder: string): EventIndex {
  const file = (name: string): string => path.join(folder, `${name}.parquet`);
  return { events: file("events"), users: file("users"), items: file("items"), cells: file("cells"), places: file("places"), tracks: path.join(folder, "tracks") };
}

function factsFile(folder: string): string {
  return path.join(folder, "facts.json");
}

/** What `buildEventIndex` found, or undefined when there is no index in the folder. */
export async function readEventIndexFacts(folder: string): Promise<EventIndexFacts | undefined> {
  const text = await readFile(factsFile(folder), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as EventIndexFacts);
}

export interface EventIndexFacts {
  /** Events with a time: those that the charts count. */
  events: number;
  /** Events without a time, which no chart can place. */
  untimed: number;
  firstSlot: number;
  lastSlot: number;
  /** Events whose item is not in the linked catalogue. */
  unknownItemEvents: number;
  unknownItems: number;
}

function timeSql({ name, kind }: TimeColumn): string {
  const column = quoteIdentifier(name);
  if (kind === "timestamp") return `epoch_ms(${column})`;
  if (kind === "date") return `epoch_ms(${column}::TIMESTAMP)`;
  return kind === "epoch-seconds" ? `(${column} * 1000)::BIGINT` : `${column}::BIGINT`;
}

/**
 * Builds the index of an events dataset in `folder`: one pass over the rows, then dictionaries and codes.
 * The folder appears under its name only when it is complete.
 * @throws AppError when the disk is full or the file can't be read.
 */
export async function buildEventIndex(columns: EventColumns, items: ItemColumns | undefined, folder: string): Promise<EventIndexFacts> {
  // Web and worker may build the same index at once: each in a folder of its own.
  const partial = `${folder}.${randomUUID()}.partial`;
  await mkdir(partial, { recursive: true });
  try {
    const facts = await withConnection((connection) => writeIndex(connection, columns, items, eventIndexFiles(partial)));
    await writeFile(factsFile(partial), JSON.stringify(facts));
    await publish(partial, folder);
    return facts;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw warehouseError(error);
  }
}

/** Gives a complete folder its name, unless another process has put the same index there meanwhile. */
async function publish(partial: string, folder: string): Promise<void> {
  await rename(partial, folder).catch(async () => {
    if (await readEventIndexFacts(folder)) return rm(partial, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
    return rename(partial, folder);
  });
}

async function writeIndex(connection: DuckDBConnection, columns: EventColumns, items: ItemColumns | undefined, files: EventIndex): Promise<EventIndexFacts> {
  const copy = (select: string, target: string) => connection.run(`COPY (${select}) TO ${quoteLiteral(target)} (FORMAT parquet, COMPRESSION snappy)`);
  const source = parquetTable(columns.parquetPath);
  await copy(dictionarySql(columns.user, source), files.users);
  await copy(itemsSql(columns.item, source, items), files.items);
  await copy(cellsSql(columns, source, items), files.cells);
  await copy(placesSql(columns.places, source), files.places);
  const known: KnownCodes = { users: temporaryName("known_users"), items: temporaryName("known_items") };
  try {
    await connection.run(`CREATE TEMP TABLE ${known.users} AS ${knownSql(columns.user, source, `SELECT key, code FROM ${parquetTable(files.users)}`)}`);
    await connection.run(`CREATE TEMP TABLE ${known.items} AS ${knownSql(columns.item, source, itemCodesSql(files))}`);
    await copy(eventsSql(columns, source, items, files, known), files.events);
  } finally {
    await connection.run(`DROP TABLE IF EXISTS ${known.users}; DROP TABLE IF EXISTS ${known.items}`);
  }
  const codes = await codeCounts(connection, files, columns.places.length);
  await writeEventTracks(connection, { eventsPath: files.events, ...codes }, files.tracks);
  return readFacts(connection, source, items, files);
}

async function codeCounts(connection: DuckDBConnection, files: EventIndex, placeColumns: number): Promise<{ users: number; items: number; cells: number; places: number[] }> {
  const [row] = await rowsOn(connection, `SELECT ${(["users", "items", "cells"] as const).map((name) => `(SELECT count(*) FROM ${parquetTable(files[name])}) AS ${name}`).join(", ")}`);
  const places = await rowsOn(connection, `SELECT place, count(*) AS n FROM ${parquetTable(files.places)} GROUP BY 1`);
  return {
    users: Number(row?.users ?? 0),
    items: Number(row?.items ?? 0),
    cells: Number(row?.cells ?? 0),
    places: Array.from({ length: placeColumns }, (_, place) => Number(places.find((each) => each.place === place)?.n ?? 0)),
  };
}

async function readFacts(connection: DuckDBConnection, source: string, items: ItemColumns | undefined, files: EventIndex): Promise<EventIndexFacts> {
  const [facts] = await rowsOn(
    connection,
    `SELECT sum(n)::BIGINT AS events, coalesce(min(first_slot), 0) AS first_slot, coalesce(max(last_slot), 0) AS last_slot,
       (sum(n) FILTER (item < 0 OR NOT known))::BIGINT AS unknown_events, count(*) FILTER (NOT known) AS unknown_items
     FROM (SELECT item, count(*) AS n, min(slot) AS first_slot, max(slot) AS last_slot FROM ${parquetTable(files.events)} GROUP BY 1) LEFT JOIN ${parquetTable(files.items)} ON code = item`,
  );
  const [all] = await rowsOn(connection, `SELECT count(*) AS n FROM ${source}`);
  const events = Number(facts?.events ?? 0);
  return {
    events,
    untimed: Number(all?.n ?? 0) - events,
    firstSlot: Number(facts?.first_slot ?? 0),
    lastSlot: Number(facts?.last_slot ?? 0),
    unknownItemEvents: items ? Number(facts?.unknown_events ?? 0) : 0,
    unknownItems: items ? Number(facts?.unknown_items ?? 0) : 0,
  };
}

/** Distinct values of a column first: keys are made of each once, not of every event's. */
function distinctSql(column: string, source: string): string {
  return `SELECT DISTINCT ${quoteIdentifier(column)} AS raw FROM ${source} WHERE ${quoteIdentifier(column)} IS NOT NULL`;
}

function dictionarySql(column: string | undefined, source: string): string {
  if (column === undefined) return "SELECT 0::INTEGER AS code, ''::VARCHAR AS key WHERE false";
  return `SELECT (row_number() OVER (ORDER BY try_cast(key AS BIGINT) NULLS LAST, key) - 1)::INTEGER AS code, key FROM (SELECT DISTINCT ${keySql("raw")} AS key FROM (${distinctSql(column, source)}))`;
}

/** Temporary tables of the codes of a column's values as they stand in the rows. */
interface KnownCodes {
  /** raw, code */
  users: string;
  /** raw, code, cell: the category cell's code by the catalogue, where it has one */
  items: string;
}

/** Joins the values of a column with what is known of their keys; `codes` selects key and more. */
function knownSql(column: string | undefined, source: string, codes: string): string {
  if (column === undefined) return `SELECT NULL::VARCHAR AS raw, * EXCLUDE (key) FROM (${codes}) WHERE false`;
  return `SELECT r.raw, c.* EXCLUDE (key) FROM (${distinctSql(column, source)}) r JOIN (${codes}) c ON c.key = ${keySql("r.raw")}`;
}

function itemCodesSql(files: EventIndex): string {
  return `SELECT i.key, i.code, c.code AS cell FROM ${parquetTable(files.items)} i LEFT JOIN ${parquetTable(files.cells)} c ON c.cell = i.cell`;
}

/** Items that events name, with the catalogue's label and category cell; of repeated keys the first row counts. */
function itemsSql(column: string | undefined, source: string, items: ItemColumns | undefined): string {
  const dictionary = dictionarySql(column, source);
  if (!items) return `SELECT code, key, key AS label, NULL::VARCHAR AS cell, true AS known FROM (${dictionary})`;
  const label = items.label ? `${quoteIdentifier(items.label)}::VARCHAR` : "NULL::VARCHAR";
  const category = items.category ? `${quoteIdentifier(items.category)}::VARCHAR` : "NULL::VARCHAR";
  const catalogue = `SELECT ${keySql(quoteIdentifier(items.key))} AS key, arg_min(${label}, row_id) AS label, arg_min(${category}, row_id) AS cell
    FROM ${parquetTable(items.parquetPath)} GROUP BY 1`;
  return `SELECT d.code, d.key, coalesce(c.label, d.key) AS label, c.cell, c.key IS NOT NULL AS known FROM (${dictionary}) d LEFT JOIN (${catalogue}) c ON c.key = d.key`;
}

/** The events' own category column wins over the catalogue's. */
function cellsSql(columns: EventColumns, source: string, items: ItemColumns | undefined): string {
  const cells = columns.category
    ? `SELECT DISTINCT ${quoteIdentifier(columns.category)}::VARCHAR AS cell FROM ${source}`
    : items?.category
      ? `SELECT DISTINCT ${quoteIdentifier(items.category)}::VARCHAR AS cell FROM ${parquetTable(items.parquetPath)}`
      : "SELECT NULL::VARCHAR AS cell WHERE false";
  return `SELECT (row_number() OVER (ORDER BY cell) - 1)::INTEGER AS code, cell,
      list_distinct(list_filter(list_transform(string_split(cell, '|'), lambda part: trim(part)), lambda part: part <> '')) AS categories
    FROM (${cells}) WHERE cell IS NOT NULL`;
}

/** One dictionary for all place columns; each column counts its codes from 0. */
function placesSql(places: string[], source: string): string {
  const selects = places.map((name, place) => {
    const value = `${quoteIdentifier(name)}::VARCHAR`;
    return `SELECT ${place}::INTEGER AS place, (row_number() OVER (ORDER BY value) - 1)::INTEGER AS code, value FROM (SELECT DISTINCT ${value} AS value FROM ${source}) WHERE value IS NOT NULL`;
  });
  return selects.length > 0 ? selects.join(" UNION ALL ") : "SELECT 0::INTEGER AS place, 0::INTEGER AS code, ''::VARCHAR AS value WHERE false";
}

function eventsSql(columns: EventColumns, source: string, items: ItemColumns | undefined, files: EventIndex, known: KnownCodes): string {
  const optional = (name: string | undefined, factor = 1): string => (name === undefined ? "NULL::DOUBLE" : `${quoteIdentifier(name)}::DOUBLE${factor === 1 ? "" : ` * ${factor}`}`);
  const raw = (name: string | undefined): string => (name === undefined ? "NULL::VARCHAR" : quoteIdentifier(name));
  const ownCell = columns.category ? `${quoteIdentifier(columns.category)}::VARCHAR` : "NULL::VARCHAR";
  const cell = !columns.category && items?.category ? "i.cell" : "c.code";
  return `WITH e AS (
      SELECT row_id, ${timeSql(columns.time)} AS at_ms, ${raw(columns.user)} AS user_raw, ${raw(columns.item)} AS item_raw, ${ownCell} AS own_cell,
        ${optional(columns.duration?.name, columns.duration?.minutesPerUnit)} AS minutes, ${optional(columns.rating)} AS rating, ${optional(columns.amount)} AS amount${columns.places.map((name, place) => `, ${quoteIdentifier(name)}::VARCHAR AS place_${place}`).join("")}
      FROM ${source} WHERE ${quoteIdentifier(columns.time.name)} IS NOT NULL
    )
    SELECT e.row_id, coalesce(u.code, -1)::INTEGER AS user, e.at_ms, floor(e.at_ms / ${slotMs}.0)::INTEGER AS slot,
      coalesce(i.code, -1)::INTEGER AS item, coalesce(${cell}, -1)::INTEGER AS cell, e.minutes, e.rating, e.amount${columns.places.map((_, place) => `, coalesce(p${place}.code, -1)::INTEGER AS place_${place}`).join("")}
    FROM e LEFT JOIN ${known.users} u ON u.raw = e.user_raw LEFT JOIN ${known.items} i ON i.raw = e.item_raw
    LEFT JOIN ${parquetTable(files.cells)} c ON c.cell = e.own_cell${columns.places.map((_, place) => ` LEFT JOIN ${parquetTable(files.places)} p${place} ON p${place}.place = ${place} AND p${place}.value = e.place_${place}`).join("")}
    ORDER BY user, at_ms, row_id`;
}
