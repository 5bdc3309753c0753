import { AppError } from "../errors";
import type { EngagementQuery, Granularity } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { hasColumns, type PreparedEvents, zoneTime } from "./engagement-index";
import { filteredMembers } from "./engagement-members";
import { dayNumber } from "./engagement-periods";

/**
 * What a question is about: its days in its zone, its users, its kinds of events.
 * @throws AppError in words: unknown zone, segment, place; `from` after `to`.
 */
export async function scopeOf(prepared: PreparedEvents, query: EngagementQuery, granularity: Granularity): Promise<Scope> {
  const zone = zoneTime(prepared, query.timezone);
  const fromDay = query.from ? dayNumber(query.from) : zone.firstDay;
  const toDay = query.to ? dayNumber(query.to) : zone.lastDay;
  if (fromDay > toDay && query.from && query.to) {
    throw new AppError("bad_request", `The range ends before it starts: ${query.from} is after ${query.to}.`, { invalidParams: [{ name: "to", reason: "Before “from”" }] });
  }
  return {
    index: prepared.index,
    offsets: zone.offsets,
    granularity: query.granularity ?? granularity,
    dataFirstDay: zone.firstDay,
    dataLastDay: zone.lastDay,
    dataLastLocalSlot: zone.lastLocalSlot,
    fromDay: Math.max(fromDay, zone.firstDay),
    toDay: Math.min(toDay, zone.lastDay),
    members: await filteredMembers(prepared.index, query),
    ...(query.category && { categories: query.category }),
    ...(query.item && { items: query.item }),
    ...(query.place && { places: placeFilters(query.place, prepared.columns.places) }),
    placeNames: prepared.columns.places,
    has: hasColumns(prepared),
  };
}

/** `COLUMN:VALUE`, gathered by column. */
function placeFilters(asked: string[], names: string[]): { place: number; values: string[] }[] {
  const found = new Map<number, string[]>();
  for (const text of asked) {
    const place = names.findIndex((name) => text.startsWith(`${name}:`));
    if (place < 0) {
      const known = names.length > 0 ? `Its columns of that kind: ${names.join(", ")}.` : "It has no column of that kind.";
      throw new AppError("bad_request", `“${text}” names no place of these events. ${known}`, { invalidParams: [{ name: "place", reason: "Write COLUMN:VALUE" }] });
    }
    found.set(place, [...(found.get(place) ?? []), text.slice((names[place] ?? "").length + 1)]);
  }
  return [...found].map(([place, values]) => ({ place, values }));
}
