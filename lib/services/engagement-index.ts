import { createHash } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { AppError } from "../errors";
import { buildEventIndex, eventIndexFiles, readEventIndexFacts, type EventColumns, type EventIndex, type EventIndexFacts, type ItemColumns } from "../warehouse/event-index";
import { isTimezone, slotsPerDay, zoneOffsets, type ZoneOffset } from "../warehouse/local-time";
import { buildZoneDays } from "../warehouse/zone-days";
import { eventColumns, itemColumns } from "./engagement-columns";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { engagementFolder, fileExists, removeFiles, rowsPath } from "./storage";

/** Everything the charts of one dataset version read. */
export interface PreparedEvents {
  version: ReadyVersion;
  columns: EventColumns;
  items?: ItemColumns;
  folder: string;
  index: EventIndex;
  facts: EventIndexFacts;
}

/** Builds that run in this process, so that ten charts of a page wait for one of them. */
const running = new Map<string, Promise<unknown>>();

async function once<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  const found = running.get(key) as Promise<Result> | undefined;
  if (found) return found;
  const started = work().finally(() => running.delete(key));
  running.set(key, started);
  return started;
}

/**
 * The index of an events dataset's current version; built when it is missing, or when roles or links have changed since.
 * @throws AppError `not_found`, `dataset_not_ready`, or `conflict` when the dataset's columns don't make events.
 */
export async function prepareEvents(datasetId: string): Promise<PreparedEvents> {
  const version = await requireReadyVersion(datasetId);
  const columns = eventColumns(rowsPath(version.id), version.columns);
  const items = await linkedItems(datasetId);
  const folder = path.join(engagementFolder(version.id), fingerprint(columns, items));
  const facts = (await readEventIndexFacts(folder)) ?? (await once(folder, () => build(version, columns, items, folder)));
  return { version, columns, items, folder, index: eventIndexFiles(folder), facts };
}

async function build(version: ReadyVersion, columns: EventColumns, items: ItemColumns | undefined, folder: string): Promise<EventIndexFacts> {
  await mkdir(engagementFolder(version.id), { recursive: true });
  const facts = await buildEventIndex(columns, items, folder);
  await removeOlderIndexes(folder);
  return facts;
}

/** An index of the same version under other roles or links is of no use any more. */
async function removeOlderIndexes(keep: string): Promise<void> {
  const siblings = await readdir(path.dirname(keep));
  const older = siblings.filter((name) => name !== path.basename(keep) && !name.endsWith(".partial"));
  await removeFiles(older.map((name) => path.join(path.dirname(keep), name)));
}

async function linkedItems(datasetId: string): Promise<ItemColumns | undefined> {
  const dataset = await database().dataset.findUnique({ where: { id: datasetId }, select: { itemsDatasetId: true } });
  if (!dataset?.itemsDatasetId) return undefined;
  const version = await requireReadyVersion(dataset.itemsDatasetId);
  return itemColumns(rowsPath(version.id), version.columns);
}

function fingerprint(columns: EventColumns, items: ItemColumns | undefined): string {
  return createHash("sha256").update(JSON.stringify([columns, items])).digest("hex").slice(0, 16);
}

/** Time as one zone reads it, over the data's range. */
export interface ZoneTime {
  daysPath: string;
  offsets: ZoneOffset[];
  /** Days since 1970-01-01 in the zone. */
  firstDay: number;
  lastDay: number;
}

/** @throws AppError `bad_request` for a name that is no time zone. */
export async function zoneTime(prepared: PreparedEvents, timezone: string): Promise<ZoneTime> {
  if (!isTimezone(timezone)) {
    throw new AppError("bad_request", `“${timezone}” is not a time zone. Use an IANA name such as Europe/Kyiv.`, { invalidParams: [{ name: "timezone", reason: "Not an IANA time zone" }] });
  }
  const { firstSlot, lastSlot } = prepared.facts;
  const offsets = zoneOffsets(timezone, firstSlot, lastSlot);
  const daysPath = path.join(prepared.folder, `days.${timezone.replaceAll("/", "~")}.parquet`);
  if (!(await fileExists(daysPath))) await once(daysPath, () => buildZoneDays(prepared.index.events, offsets, daysPath));
  const dayOf = (slot: number, offset: ZoneOffset | undefined): number => Math.floor((slot + (offset?.offsetSlots ?? 0)) / slotsPerDay);
  return { daysPath, offsets, firstDay: dayOf(firstSlot, offsets[0]), lastDay: dayOf(lastSlot, offsets.at(-1)) };
}

/** Which columns of the events' dataset the charts understand, for the page's own choices. */
export function hasColumns({ columns, items }: Pick<PreparedEvents, "columns" | "items">): { user: boolean; item: boolean; category: boolean; minutes: boolean; rating: boolean } {
  return {
    user: columns.user !== undefined,
    item: columns.item !== undefined,
    category: columns.category !== undefined || items?.category !== undefined,
    minutes: columns.duration !== undefined,
    rating: columns.rating !== undefined,
  };
}
