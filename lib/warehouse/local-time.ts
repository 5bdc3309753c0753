/**
 * Instants are stored as slots of a quarter of an hour since 1970-01-01 00:00 UTC: every zone's offset since 1972 is a
 * whole number of slots, so a local day, hour or weekday is integer arithmetic on the slot.
 */
export const slotMs = 900_000;
export const slotsPerDay = 96;

/** A stretch of time in which a zone's offset does not change: from `fromSlot` on. */
export interface ZoneOffset {
  fromSlot: number;
  offsetSlots: number;
}

/** Offsets are looked for at least this often: no zone has kept a summer time for less. */
const probeDays = 7;

/**
 * The offsets of an IANA time zone over a range of slots, in order; the first one starts at `firstSlot`.
 * @throws RangeError for a name that is no time zone.
 */
export function zoneOffsets(timezone: string, firstSlot: number, lastSlot: number): ZoneOffset[] {
  const offsetAt = offsetReader(timezone);
  const offsets: ZoneOffset[] = [{ fromSlot: firstSlot, offsetSlots: offsetAt(firstSlot) }];
  let known = firstSlot;
  while (known < lastSlot) {
    const next = Math.min(lastSlot, known + probeDays * slotsPerDay);
    const before = offsetAt(known);
    if (offsetAt(next) !== before) {
      let low = known;
      let high = next;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (offsetAt(middle) === before) low = middle;
        else high = middle;
      }
      offsets.push({ fromSlot: high, offsetSlots: offsetAt(high) });
      known = high;
    } else known = next;
  }
  return offsets;
}

function offsetReader(timezone: string): (slot: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    era: "short",
  });
  return (slot) => {
    const parts = Object.fromEntries(format.formatToParts(slot * slotMs).map((part) => [part.type, part.value]));
    const local = Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day), Number(parts.hour), Number(parts.minute));
    return Math.round((local - slot * slotMs) / slotMs);
  };
}

/** Whether a text names an IANA time zone that this runtime knows. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** SQL of the local slot of a column of slots. The numbers come from `zoneOffsets`, never from a request. */
export function localSlotSql(column: string, offsets: ZoneOffset[]): string {
  const [first, ...later] = offsets;
  const base = first?.offsetSlots ?? 0;
  if (later.length === 0) return `(${column} + ${base})`;
  const cases = later.toReversed().map(({ fromSlot, offsetSlots }) => `WHEN ${column} >= ${fromSlot} THEN ${offsetSlots}`);
  return `(${column} + CASE ${cases.join(" ")} ELSE ${base} END)`;
}

/** Keeps integer division away from negative numbers, which it would round towards zero: whole weeks before year 0. */
const shiftDays = 7 * 120_000;

/** SQL of the local day (days since 1970-01-01) of a local slot. */
export function daySql(localSlot: string): string {
  return `((${localSlot} + ${shiftDays * slotsPerDay}) // ${slotsPerDay} - ${shiftDays})`;
}

/** SQL of the hour 0–23 of a local slot. */
export function hourSql(localSlot: string): string {
  return `(((${localSlot} + ${shiftDays * slotsPerDay}) % ${slotsPerDay}) // 4)`;
}

/** SQL of the ISO weekday 1–7 of a local day: 1970-01-01 was a Thursday. */
export function weekdaySql(day: string): string {
  return `((${day} + ${shiftDays} + 3) % 7 + 1)`;
}

export const hoursOfWeek = 168;
