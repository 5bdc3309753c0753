import { database } from "../db/client";
import type { ColumnProfile, ColumnRole } from "../schemas/column";
import type { CatalogueItem } from "../schemas/recommendation";
import { catalogueRows, type CatalogueColumns, type CatalogueRow } from "../sql/recommendation/catalogue";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { rowsPath } from "./storage";

/** The items of a dataset of items, in its order, with what the screens show and the recommenders learn from. */
export interface Catalogue {
  versionId: string;
  datasetId: string;
  items: CatalogueItem[];
  /** Position by key. */
  places: Map<string, number>;
  /** Further measures by name, aligned with `items`; NaN where missing. */
  numeric: Record<string, Float64Array>;
}

/** Catalogues that this process has read, newest use last; some tens of MB at 100,000 items. */
const held = new Map<string, Promise<Catalogue>>();
const mostHeld = 4;

/** The catalogue that a dataset of events is linked with; undefined without a link, or while the linked one is not ready. */
export async function linkedCatalogue(datasetId: string): Promise<Catalogue | undefined> {
  const dataset = await database().dataset.findUnique({ where: { id: datasetId }, select: { itemsDataset: { select: { id: true, currentVersionId: true } } } });
  const items = dataset?.itemsDataset;
  return items?.currentVersionId ? readCatalogue(items.id) : undefined;
}

/** @throws AppError as `requireReadyVersion`; a dataset without a key column has no items. */
export async function readCatalogue(datasetId: string): Promise<Catalogue> {
  const version = await requireReadyVersion(datasetId);
  const columns = catalogueColumns(version);
  const key = JSON.stringify([version.id, columns]);
  const known = held.get(key) ?? load(version, columns);
  held.delete(key);
  held.set(key, known);
  known.catch(() => held.delete(key));
  for (const oldest of held.keys()) {
    if (held.size <= mostHeld) break;
    held.delete(oldest);
  }
  return known;
}

async function load(version: ReadyVersion, columns: CatalogueColumns | undefined): Promise<Catalogue> {
  const rows = columns ? await catalogueRows(columns) : [];
  const numeric = Object.fromEntries((columns?.numeric ?? []).map((name, j) => [name, Float64Array.from(rows, (row) => row.numeric[j] ?? NaN)]));
  return { versionId: version.id, datasetId: version.datasetId, items: rows.map(itemOf), places: new Map(rows.map((row, at) => [row.id, at])), numeric };
}

const names = {
  year: /^(release[_ ]?)?(year|date)$|^released|^release[_ ]?date$|^premiered?$|^published|^launch/iu,
  people: /^(directors?|cast|actors?|people|stars?|artists?|authors?|creators?|writers?|brand|cuisine)$/iu,
  tags: /^(tags?|keywords?|labels?|moods?)$/iu,
  description: /^(description|overview|summary|plot|synopsis|about|text)$/iu,
  picture: /(poster|image|picture|thumbnail|cover|photo|artwork)/iu,
  genres: /^(genres?|category|categories|type|style)$/iu,
  title: /^(title|name|label|product|track|song)$/iu,
} as const;

/** What the columns of a catalogue are, by their roles, then by their names; undefined when none is a key. */
function catalogueColumns(version: ReadyVersion): CatalogueColumns | undefined {
  const byRole = (role: ColumnRole) => version.columns.find((column) => column.role === role)?.name;
  const key = byRole("item") ?? byRole("id");
  if (key === undefined) return undefined;
  const taken = new Set([key]);
  const named = (pattern: RegExp, ofType: (column: ColumnProfile) => boolean) => {
    const found = version.columns.find((column) => !isLeftOut(column) && !taken.has(column.name) && pattern.test(column.name) && ofType(column))?.name;
    if (found !== undefined) taken.add(found);
    return found;
  };
  const isText = (column: ColumnProfile) => column.type === "text";
  const take = (name: string | undefined) => {
    if (name !== undefined) taken.add(name);
    return name;
  };
  const title = take(byRole("label")) ?? named(names.title, isText);
  const genres = named(names.genres, isText) ?? take(version.columns.find((column) => column.role === "category" && isText(column) && !taken.has(column.name))?.name);
  const year = named(names.year, (column) => column.type !== "text" && column.type !== "boolean") ?? take(byRole("time"));
  const tags = named(names.tags, isText);
  const description = named(names.description, isText);
  const picture = named(names.picture, isText);
  const people = version.columns.filter((column) => !isLeftOut(column) && !taken.has(column.name) && names.people.test(column.name) && isText(column)).map((column) => column.name);
  const numeric = version.columns.filter((column) => !taken.has(column.name) && column.role === "feature" && (column.type === "integer" || column.type === "decimal")).map((column) => column.name);
  return { parquetPath: rowsPath(version.id), key, title, genres, year, people, tags, description, picture, numeric };
}

/** Ignored because somebody said so: a poster's address or a description is ignored by itself, as no feature. */
function isLeftOut(column: ColumnProfile): boolean {
  return column.role === "ignore" && column.roleReason === undefined;
}

function itemOf(row: CatalogueRow): CatalogueItem {
  const title = row.title ?? row.id;
  const year = yearOf(row.year) ?? yearOf(/\((\d{4})\)\s*$/u.exec(title)?.[1] ?? null);
  const people = row.people.flatMap((cell) => split(cell, /[|;,]/u));
  const tags = split(row.tags, /[|;,]/u);
  const pictureUrl = row.picture && /^(https?:\/\/|\/)/iu.test(row.picture) ? row.picture : undefined;
  return {
    item: row.id,
    label: title,
    genres: split(row.genres, /[|;,]/u).filter((genre) => genre !== "(no genres listed)"),
    ...(year !== undefined && { year }),
    ...(people.length > 0 && { people }),
    ...(tags.length > 0 && { tags }),
    ...(row.description && { description: row.description }),
    ...(pictureUrl !== undefined && { pictureUrl }),
  };
}

function yearOf(text: string | null): number | undefined {
  const year = Number(/^\d{4}/u.exec(text ?? "")?.[0]);
  return year >= 1000 && year <= 2999 ? year : undefined;
}

function split(cell: string | null, by: RegExp): string[] {
  return cell === null ? [] : [...new Set(cell.split(by).map((part) => part.trim()).filter((part) => part !== ""))];
}
