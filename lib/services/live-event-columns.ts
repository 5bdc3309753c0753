import { AppError } from "../errors";
import type { ColumnProfile, ColumnRole } from "../schemas/column";
import type { LiveEventType } from "../schemas/live-events";
import type { TimeColumn } from "../warehouse/event-index";
import type { RowCell } from "../warehouse/write-rows";
import { minutesPerUnit, timeKind } from "./engagement-columns";
import type { ReadyVersion } from "./require-dataset";

/** The columns that an event is checked against. */
export interface JudgedColumns {
  user: ColumnProfile;
  item: ColumnProfile;
  rating?: ColumnProfile;
}

/** The columns of an events dataset that something sent in goes into. */
export interface LiveColumns extends JudgedColumns {
  time: TimeColumn;
  duration?: ColumnProfile;
  /** The column that says what kind of event a row is. */
  type?: ColumnProfile;
}

const typeNames = /^(event[_ ]?type|event|type|action|activity|interaction|kind)$/iu;

/** The column that tells kinds of events apart, by its name: texts of few different values. */
export function eventTypeColumn(columns: readonly ColumnProfile[]): ColumnProfile | undefined {
  return columns.find((column) => column.type === "text" && typeNames.test(column.name) && column.distinctCount <= 200);
}

type Columns = Pick<ReadyVersion, "columns" | "datasetName">;

const byRole = ({ columns }: Columns, role: ColumnRole) => columns.find((column) => column.role === role);

function required(version: Columns, role: "user" | "item" | "time"): ColumnProfile {
  const column = byRole(version, role);
  if (column) return column;
  throw new AppError("conflict", `No column of “${version.datasetName}” has the role “${role}”, so events can't be added to it. Give the role to the column that holds it.`);
}

/** @throws AppError `conflict` with what to do when a column that every event needs has no role. */
export function judgedColumns(version: Columns): JudgedColumns {
  return { user: required(version, "user"), item: required(version, "item"), rating: byRole(version, "rating") };
}

/** What an event needs to become a row. @throws AppError as `judgedColumns`, also for the time. */
export function liveColumns(version: Columns): LiveColumns {
  const time = required(version, "time");
  return { ...judgedColumns(version), time: { name: time.name, kind: timeKind(time) }, duration: byRole(version, "duration"), type: eventTypeColumn(version.columns) };
}

/** Why a key can't stand in its column; undefined when it can. */
export function keyProblem(column: ColumnProfile, key: string): string | undefined {
  if (column.type === "integer" && !/^-?\d{1,15}$/u.test(key)) return `“${column.name}” holds whole numbers, and “${key}” is none`;
  if (column.type === "decimal" && !/^-?\d+(\.\d+)?$/u.test(key)) return `“${column.name}” holds numbers, and “${key}” is none`;
  return undefined;
}

/** The scale of a rating column: what was seen, opened to the usual ends (1 to 5, 10 or 100). */
export function ratingScale(column: Pick<ColumnProfile, "min" | "max">): [number, number] {
  const low = typeof column.min === "number" ? column.min : 1;
  const high = typeof column.max === "number" ? column.max : 5;
  const top = [5, 10, 100].find((end) => high <= end) ?? high;
  return [high <= 0 ? low : Math.min(low, 1), high <= 0 ? high : top];
}

export interface StoredEvent {
  userKey: string;
  itemKey: string;
  type: LiveEventType;
  value: number | null;
  at: Date;
}

/** The cells of an event in the dataset's columns; what an event doesn't say is missing. */
export function eventCells(columns: readonly ColumnProfile[], live: LiveColumns, event: StoredEvent): RowCell[] {
  const cells = new Map<string, RowCell>([
    [live.user.name, keyCell(live.user, event.userKey)],
    [live.item.name, keyCell(live.item, event.itemKey)],
    [live.time.name, timeCell(live.time, event.at)],
  ]);
  if (live.type) cells.set(live.type.name, event.type);
  if (live.rating && event.type === "rating" && event.value !== null) cells.set(live.rating.name, live.rating.type === "text" ? String(event.value) : event.value);
  if (live.duration && event.type === "play" && event.value !== null) cells.set(live.duration.name, durationCell(live.duration, event.value));
  return columns.map((column) => cells.get(column.name) ?? null);
}

function keyCell(column: ColumnProfile, key: string): RowCell {
  return column.type === "integer" || column.type === "decimal" ? Number(key) : key;
}

function timeCell({ kind }: TimeColumn, at: Date): RowCell {
  if (kind === "timestamp") return at.toISOString();
  if (kind === "date") return at.toISOString().slice(0, 10);
  return kind === "epoch-milliseconds" ? at.getTime() : Math.floor(at.getTime() / 1000);
}

function durationCell(column: ColumnProfile, minutes: number): RowCell {
  const inUnit = minutes / minutesPerUnit(column.name);
  return column.type === "integer" ? Math.round(inUnit) : inUnit;
}
