import { stat } from "node:fs/promises";
import path from "node:path";
import { AppError } from "../errors";
import { findColumn, holdsRatings, toMilliseconds, type EventColumn } from "../recommendation/event-columns";
import { buildInteractions, interactionNotices, type Interactions } from "../recommendation/interactions";
import { alignFacts, noFacts, type CatalogueEntry, type ItemFacts } from "../recommendation/item-facts";
import type { FeatureColumn, FeatureTable } from "../schemas/feature-column";
import { ingestFile } from "../warehouse/ingest-file";
import { readColumns } from "../warehouse/read-columns";

export interface HeadlessEvents {
  interactions: Interactions;
  facts: ItemFacts;
  feedback: "explicit" | "implicit";
  notices: string[];
}

interface ReadFile {
  table: FeatureTable;
  names: Partial<Record<EventColumn, string>>;
  rejected: number;
}

/**
 * Reads a file of events and, where there is one, a file of items; columns are found by their names.
 * Without a column of values every row counts 1, and repeated rows add up; of repeated ratings the last one counts.
 * @throws AppError: no such file, no column of users or items, nothing to learn from.
 */
export async function readEvents(file: string, itemsFile: string | undefined, folder: string): Promise<HeadlessEvents> {
  const { table, names, rejected } = await readFileColumns(file, ["user", "item", "rating", "timestamp"], ["user", "item"], folder, "events");
  const columnOf = (column: EventColumn): FeatureColumn | undefined => table.columns.find(({ name }) => name === names[column]);
  const value = numbersOf(columnOf("rating"));
  const time = numbersOf(columnOf("timestamp"));
  const feedback = value && holdsRatings(names.rating!) ? "explicit" : "implicit";
  const { interactions, counts } = buildInteractions(
    { user: columnOf("user")!, item: columnOf("item")!, rowIds: table.rowIds, ...(value && { value }), ...(time && { time: toMilliseconds(time) }) },
    { duplicates: feedback === "explicit" ? "last" : "sum" },
  );
  const notices = [...(rejected > 0 ? [`${rejected.toLocaleString("en-US")} rows could not be read and were left out.`] : []), ...interactionNotices(counts)];
  const facts = itemsFile === undefined ? noFacts(interactions.itemIds) : alignFacts(interactions.itemIds, await readCatalogue(itemsFile, folder));
  return { interactions, facts, feedback, notices };
}

async function readFileColumns(file: string, wanted: EventColumn[], required: EventColumn[], folder: string, name: string): Promise<ReadFile> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new AppError("dataset_unreadable", `There is no file “${file}”.`);
  const parquetPath = path.join(folder, `${name}.parquet`);
  const { columns, rejectedCount } = await ingestFile({
    sourcePath: path.resolve(file), fileName: path.basename(file), targetPath: parquetPath, rejectsPath: path.join(folder, `${name}-rejects.parquet`), options: {}, tempFolder: folder,
  });
  const all = columns.map((column) => column.name);
  const names: ReadFile["names"] = {};
  for (const column of wanted) {
    const match = findColumn(all.filter((candidate) => !Object.values(names).includes(candidate)), column);
    if (match !== undefined) names[column] = match;
    else if (required.includes(column)) throw new AppError("recommendation_impossible", `“${path.basename(file)}” has no column that is called ${column} (or ${column}Id …). Its columns are: ${all.slice(0, 30).join(", ")}.`);
  }
  return { table: await readColumns(parquetPath, Object.values(names)), names, rejected: rejectedCount };
}

async function readCatalogue(file: string, folder: string): Promise<CatalogueEntry[]> {
  const { table, names } = await readFileColumns(file, ["item", "title", "genres", "tags", "description", "year"], ["item"], folder, "items");
  const textOf = (column: EventColumn): ((row: number) => string) => textReader(table.columns.find(({ name }) => name === names[column]));
  const [id, title, genres, tags, description, year] = (["item", "title", "genres", "tags", "description", "year"] as const).map(textOf);
  const list = (text: string): string[] => text.split("|").map((part) => part.trim()).filter((part) => part !== "" && part !== "(no genres listed)");
  return Array.from(table.rowIds, (_, row) => ({
    id: id!(row), title: title!(row), genres: list(genres!(row)), tags: list(tags!(row)), description: description!(row), ...(year!(row) !== "" && { year: Number(year!(row)) }),
  }));
}

function textReader(column: FeatureColumn | undefined): (row: number) => string {
  if (!column) return () => "";
  if (column.kind === "category") return (row) => column.levels[column.codes[row]!] ?? "";
  return (row) => (Number.isNaN(column.values[row]!) ? "" : String(column.values[row]!));
}

/** A column of text that holds times or values can't be used as numbers. */
function numbersOf(column: FeatureColumn | undefined): Float64Array | undefined {
  return column?.kind === "numeric" ? column.values : undefined;
}
