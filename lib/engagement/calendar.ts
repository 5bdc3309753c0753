import type { Granularity } from "../schemas/engagement";
import { slotsPerDay, type ZoneOffset } from "../warehouse/local-time";

const dayMs = 86_400_000;

/** YYYY-MM-DD of a day counted from 1970-01-01. */
export function dayName(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** First day of the period that a day lies in; weeks start on Monday. An hour's day is the day. */
export function periodStartOf(day: number, unit: Granularity): number {
  if (unit === "month") return day - new Date(day * dayMs).getUTCDate() + 1;
  return unit === "week" ? day - weekdayOf(day) : day;
}

/** 0–6, Monday first: 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Every period that has a day of the data, in order. */
export interface Calendar {
  firstDay: number;
  /** Number of the period of each day from `firstDay` on. */
  periodOfDay: Int32Array;
  /** First day of each period. */
  starts: number[];
}

export function calendarOf(scope: { granularity: Granularity; dataFirstDay: number; dataLastDay: number }): Calendar {
  const { granularity, dataFirstDay, dataLastDay } = scope;
  const periodOfDay = new Int32Array(Math.max(0, dataLastDay - dataFirstDay + 1));
  const starts: number[] = [];
  for (let day = dataFirstDay; day <= dataLastDay; day++) {
    const start = periodStartOf(day, granularity);
    if (starts.at(-1) !== start) starts.push(start);
    periodOfDay[day - dataFirstDay] = starts.length - 1;
  }
  return { firstDay: dataFirstDay, periodOfDay, starts };
}

/** Numbers of the periods that a range of days begins and ends in; an empty range ends before it begins. */
export function periodsOf(calendar: Calendar, fromDay: number, toDay: number): { first: number; last: number } {
  if (toDay < fromDay) return { first: 0, last: -1 };
  return { first: calendar.periodOfDay[fromDay - calendar.firstDay] ?? 0, last: calendar.periodOfDay[toDay - calendar.firstDay] ?? -1 };
}

/** The local slot (a quarter of an hour since 1970-01-01 in the zone) of each of `slots` slots from `firstSlot` on. */
export function localSlots(offsets: ZoneOffset[], firstSlot: number, slots: number): Float64Array {
  const local = new Float64Array(slots);
  let at = 0;
  for (let i = 0; i < slots; i++) {
    while (at + 1 < offsets.length && (offsets[at + 1]?.fromSlot ?? Infinity) <= firstSlot + i) at += 1;
    local[i] = firstSlot + i + (offsets[at]?.offsetSlots ?? 0);
  }
  return local;
}

export function dayOfLocalSlot(localSlot: number): number {
  return Math.floor(localSlot / slotsPerDay);
}
