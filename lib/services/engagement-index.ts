import { createHash } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { AppError } from "../errors";
import { buildEventIndex, eventIndexFiles, readEventIndexFacts, type EventColumns, type EventIndex, type EventIndexFacts, type ItemColumns } from "../warehouse/event-index";
import { isTimezone, slotsPerDay, zoneOffsets, type ZoneOffset } from "../warehouse/local-time";
import { eventColumns, itemColumns } from "./engagement-columns";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { engagementFolder, removeFiles, rowsPath } from "./storage";
import { rowsWithTests } from "./test-user-rows";

/** Counts up when the files of an index change their form, so that older ones are built again. */
const indexFormat = 7;

/** Everything the charts of one dataset version read. */
export interface PreparedEvents {
  version: ReadyVersion;
  columns: EventColumns;
  items?: ItemColumns;
  itemsDatasetId?: string;
  profilesDatasetId?: string;
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
 * What test users did is in it only where it is asked for.
 * @throws AppError `not_found`, `dataset_not_ready`, or `conflict` when the dataset's columns don't make events.
 */
export async function prepareEvents(datasetId: string, withTests = false): Promise<PreparedEvents> {
  if (withTests) return prepareAnew(datasetId, true);
  const revision = await revisionOf(datasetId);
  const found = known.get(datasetId);
  if (found && found.revision === revision && (await readEventIndexFacts(found.prepared.folder))) return found.prepared;
  const prepared = await prepareAnew(datasetId, false);
  known.delete(datasetId);
  if (revision !== undefined) known.set(datasetId, { revision, prepared });
  for (const oldest of known.keys()) if (known.size > maximumKnown) known.delete(oldest);
  return prepared;
}

/** What was prepared of a dataset, as long as nothing has changed that it follows from. */
const known = new Map<string, { revision: string; prepared: PreparedEvents }>();
const maximumKnown = 200;

/**
 * A text that changes with everything that decides what the charts read: version, roles, links, and the linked items' version
 * and roles. One question to the database, where all of it would be five. Undefined while the dataset has no version yet.
 */
async function revisionOf(datasetId: string): Promise<string | undefined> {
  const [row] = await database().$queryRaw<{ revision: string }[]>`
    SELECT jsonb_build_array(d.name, d.items_dataset_id, d.profiles_dataset_id, v.id, v.status, md5(v.columns::text), i.current_version_id, w.status, md5(w.columns::text))::text AS revision
    FROM datasets d JOIN dataset_versions v ON v.id = d.current_version_id
    LEFT JOIN datasets i ON i.id = d.items_dataset_id LEFT JOIN dataset_versions w ON w.id = i.current_version_id
    WHERE d.id = ${datasetId}::uuid`;
  return row?.revision;
}

async function prepareAnew(datasetId: string, withTests: boolean): Promise<PreparedEvents> {
  const version = await requireReadyVersion(datasetId);
  const tests = withTests ? await rowsWithTests(version) : undefined;
  const { itemsDatasetId, profilesDatasetId } = await linksOf(datasetId);
  const items = await linkedItems(itemsDatasetId);
  const columns = withCategory(eventColumns(tests?.parquetPath ?? rowsPath(version.id), version.columns), items);
  const folder = path.join(tests?.folder ?? engagementFolder(version.id), fingerprint(columns, items));
  const make = async () => {
    await tests?.write();
    return build(version, columns, items, folder);
  };
  const facts = (await readEventIndexFacts(folder)) ?? (await once(folder, make));
  return { version, columns, items, itemsDatasetId, profilesDatasetId, folder, index: eventIndexFiles(folder), facts };
}

/** Where nothing else says what events are about, the first place does: visits by channel, orders by country. */
function withCategory(columns: EventColumns, items: ItemColumns | undefined): EventColumns {
  return { ...columns, category: columns.category ?? (items?.category ? undefined : columns.places[0]) };
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

async function linksOf(datasetId: string): Promise<{ itemsDatasetId?: string; profilesDatasetId?: string }> {
  const dataset = await database().dataset.findUnique({ where: { id: datasetId }, select: { itemsDatasetId: true, profilesDatasetId: true } });
  return { itemsDatasetId: dataset?.itemsDatasetId ?? undefined, profilesDatasetId: dataset?.profilesDatasetId ?? undefined };
}

async function linkedItems(datasetId: string | undefined): Promise<ItemColumns | undefined> {
  if (datasetId === undefined) return undefined;
  const version = await requireReadyVersion(datasetId);
  return itemColumns(rowsPath(version.id), version.columns);
}

function fingerprint(columns: EventColumns, items: ItemColumns | undefined): string {
  return createHash("sha256").update(JSON.stringify([indexFormat, columns, items])).digest("hex").slice(0, 16);
}

/** Time as one zone reads it, over the data's range. */
export interface ZoneTime {
  offsets: ZoneOffset[];
  /** Days since 1970-01-01 in the zone. */
  firstDay: number;
  lastDay: number;
  /** The data's last quarter of an hour, as the zone reads it. */
  lastLocalSlot: number;
}

/** @throws AppError `bad_request` for a name that is no time zone. */
export function zoneTime({ facts: { firstSlot, lastSlot } }: Pick<PreparedEvents, "facts">, timezone: string): ZoneTime {
  if (!isTimezone(timezone)) {
    throw new AppError("bad_request", `“${timezone}” is not a time zone. Use an IANA name such as Europe/Kyiv.`, { invalidParams: [{ name: "timezone", reason: "Not an IANA time zone" }] });
  }
  const offsets = zoneOffsets(timezone, firstSlot, lastSlot);
  // Clocks that are set back over midnight make the first slot's day not the least, or the last one's not the largest.
  const days = offsets.flatMap(({ fromSlot, offsetSlots }, at) => [fromSlot, (offsets[at + 1]?.fromSlot ?? lastSlot + 1) - 1].map((slot) => Math.floor((slot + offsetSlots) / slotsPerDay)));
  return { offsets, firstDay: Math.min(...days), lastDay: Math.max(...days), lastLocalSlot: lastSlot + (offsets.at(-1)?.offsetSlots ?? 0) };
}

/** A pause of this long ends a session, unless another is asked for. */
export const usualGapMinutes = 30;

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
