import { AppError } from "../errors";
import type { ColumnProfile, ColumnRole } from "../schemas/column";
import type { EventColumns, ItemColumns, TimeColumn } from "../warehouse/event-index";
import { hasWord, wordsOf } from "../warehouse/role-names";

/** Epoch values beyond this are milliseconds: as seconds they would lie after the year 5000. */
const largestEpochSeconds = 100_000_000_000;

const byRole = (columns: ColumnProfile[], role: ColumnRole): ColumnProfile | undefined => columns.find((column) => column.role === role);

/** Words that name where an event came from or on what: such a column is not what the event is about. */
const placeWords = ["country", "city", "region", "state", "district", "device", "platform", "os", "browser", "channel", "source", "language", "network"];
const maximumPlaces = 6;

const isPlace = (column: ColumnProfile): boolean => column.role === "category" && hasWord(wordsOf(column.name), placeWords);

/**
 * What the columns of an events dataset mean to the charts, by their roles.
 * @throws AppError `conflict` when no column has the role time, with what to do.
 */
export function eventColumns(parquetPath: string, columns: ColumnProfile[]): EventColumns {
  const time = byRole(columns, "time");
  if (!time) throw new AppError("conflict", "No column of this dataset is its time. Give the role “time” to the column that says when each event happened.");
  const duration = byRole(columns, "duration");
  const places = columns.filter(isPlace).slice(0, maximumPlaces);
  return {
    parquetPath,
    time: { name: time.name, kind: timeKind(time) },
    user: byRole(columns, "user")?.name,
    item: byRole(columns, "item")?.name,
    category: columns.find((column) => column.role === "category" && !isPlace(column))?.name,
    ...(duration && { duration: { name: duration.name, minutesPerUnit: minutesPerUnit(duration.name) } }),
    rating: byRole(columns, "rating")?.name,
    amount: byRole(columns, "amount")?.name,
    places: places.map(({ name }) => name),
  };
}

/** How a column with the role time is read. @throws AppError `conflict` for values that are no times. */
export function timeKind(column: ColumnProfile): TimeColumn["kind"] {
  if (column.type === "timestamp" || column.type === "date") return column.type;
  if (column.type === "integer" || column.type === "decimal") {
    return typeof column.max === "number" && column.max > largestEpochSeconds ? "epoch-milliseconds" : "epoch-seconds";
  }
  throw new AppError("conflict", `“${column.name}” has the role time, but its values are not times. Read the file again with its type set to timestamp.`);
}

/** Minutes, unless the column's name says another unit. */
export function minutesPerUnit(name: string): number {
  if (/(^|[_\s])(ms|millis|milliseconds?)$|Ms$|Millis$/.test(name) || /millisecond/i.test(name)) return 1 / 60_000;
  if (/(^|[_\s])(s|sec|secs|seconds?)$/i.test(name) || /second|Sec$/.test(name)) return 1 / 60;
  if (/(^|[_\s])(h|hrs?|hours?)$/i.test(name) || /Hours?$/.test(name)) return 60;
  return 1;
}

/** The catalogue's columns: its key is the item or id column; undefined when it has none. */
export function itemColumns(parquetPath: string, columns: ColumnProfile[]): ItemColumns | undefined {
  const key = byRole(columns, "item") ?? byRole(columns, "id");
  if (!key) return undefined;
  return { parquetPath, key: key.name, label: byRole(columns, "label")?.name, category: byRole(columns, "category")?.name };
}

/** The column that names the person of a profiles dataset. */
export function profileKey(columns: ColumnProfile[]): string | undefined {
  return (byRole(columns, "user") ?? byRole(columns, "id"))?.name;
}
