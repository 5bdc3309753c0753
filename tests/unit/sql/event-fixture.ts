import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ColumnRole } from "@/lib/schemas/column";
import type { Granularity } from "@/lib/schemas/engagement";
import { eventColumns, itemColumns } from "@/lib/services/engagement-columns";
import type { Scope } from "@/lib/sql/engagement/scope";
import { buildEventIndex, eventIndexFiles, type EventIndexFacts } from "@/lib/warehouse/event-index";
import { ingestFile } from "@/lib/warehouse/ingest-file";
import { slotsPerDay, zoneOffsets } from "@/lib/warehouse/local-time";

export interface EventFixture {
  facts: EventIndexFacts;
  /** The events' own rows, as they were read. */
  rowsPath: string;
  scope: (options?: { timezone?: string; granularity?: Granularity; from?: string; to?: string }) => Promise<Scope>;
  /** Ingests another small CSV beside the events; answers its rows' file. */
  rows: (text: string) => Promise<string>;
  remove: () => Promise<void>;
}

interface Source {
  /** A path, or the text of a CSV. */
  events: string;
  eventRoles?: Record<string, ColumnRole>;
  items?: string;
  itemRoles?: Record<string, ColumnRole>;
}

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** Ingests events (and items) as an upload would, and builds what the charts read. */
export async function eventFixture(source: Source): Promise<EventFixture> {
  const folder = await mkdtemp(path.join(tmpdir(), "tessera-events-"));
  const ingest = async (name: string, content: string, roles: Record<string, ColumnRole> = {}) => {
    const isText = content.includes("\n");
    const file = isText ? path.join(folder, `${name}.csv`) : content;
    if (isText) await writeFile(file, content);
    const targetPath = path.join(folder, `${name}.parquet`);
    const { columns } = await ingestFile({ sourcePath: file, fileName: path.basename(file), targetPath, rejectsPath: path.join(folder, `${name}.rejects`), options: { roles }, tempFolder: folder });
    return { parquetPath: targetPath, columns };
  };
  let extra = 0;
  const events = await ingest("events", source.events, source.eventRoles);
  const items = source.items ? await ingest("items", source.items, source.itemRoles) : undefined;
  const columns = eventColumns(events.parquetPath, events.columns);
  const catalogue = items && itemColumns(items.parquetPath, items.columns);
  const indexFolder = path.join(folder, "index");
  const facts = await buildEventIndex(columns, catalogue, indexFolder);
  const index = eventIndexFiles(indexFolder);
  return {
    facts,
    rowsPath: events.parquetPath,
    rows: async (text) => (await ingest(`rows-${(extra += 1)}`, text)).parquetPath,
    remove: () => rm(folder, { recursive: true, force: true }),
    scope: async ({ timezone = "UTC", granularity = "day", from, to } = {}) => {
      const offsets = zoneOffsets(timezone, facts.firstSlot, facts.lastSlot);
      const localDay = (slot: number, offset = 0): number => Math.floor((slot + offset) / slotsPerDay);
      const dataFirstDay = localDay(facts.firstSlot, offsets[0]?.offsetSlots);
      const dataLastDay = localDay(facts.lastSlot, offsets.at(-1)?.offsetSlots);
      return {
        index,
        offsets,
        granularity,
        dataFirstDay,
        dataLastDay,
        fromDay: from ? dayNumber(from) : dataFirstDay,
        toDay: to ? dayNumber(to) : dataLastDay,
        placeNames: columns.places,
        dataLastLocalSlot: facts.lastSlot + (offsets.at(-1)?.offsetSlots ?? 0),
        has: { user: columns.user !== undefined, item: columns.item !== undefined, category: true, minutes: columns.duration !== undefined, rating: columns.rating !== undefined },
      };
    },
  };
}
