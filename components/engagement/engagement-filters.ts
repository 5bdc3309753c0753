"use client";

import { createParser, parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { Granularity } from "@/lib/schemas/engagement";
import { joinGroupKeys, splitGroupKeys } from "./group-keys";

export const granularities = ["hour", "day", "week", "month"] as const satisfies Granularity[];
export const presets = ["all", "365", "180", "90", "30", "7"] as const;
/** The filters whose values are listed: an event meets one when it has any of its values. */
export const listFilters = ["category", "item", "place"] as const;
export type ListFilter = (typeof listFilters)[number];

const texts = parseAsArrayOf(parseAsString).withDefault([]);

const groupKeys = createParser<string[]>({ parse: splitGroupKeys, serialize: joinGroupKeys, eq: (a, b) => joinGroupKeys(a) === joinGroupKeys(b) }).withDefault([]);

const parsers = {
  range: parseAsStringLiteral([...presets, "custom"] as const).withDefault("all"),
  from: parseAsString,
  to: parseAsString,
  zone: parseAsString.withDefault("UTC"),
  /** Without one the range decides. */
  by: parseAsStringLiteral(granularities),
  /** A segmentation whose largest segments are compared, until somebody chooses. */
  run: parseAsString,
  /** What is compared side by side; see `compared-groups`. */
  compare: groupKeys,
  category: texts,
  item: texts,
  /** `COLUMN:VALUE` each. */
  place: texts,
};

/** What every chart of the page is asked for; all of it is in the URL, so that a link shows the same and “back” undoes it. */
export function useEngagementFilters() {
  return useQueryStates(parsers, { history: "push" });
}

export type EngagementFilters = ReturnType<typeof useEngagementFilters>[0];
export type SetEngagementFilters = ReturnType<typeof useEngagementFilters>[1];

const dayMs = 86_400_000;

export interface AskedDays {
  from?: string;
  to?: string;
}

/** First and last day asked for; a preset counts back from the last day of the data. Empty for all of the data. */
export function askedDays(filters: Pick<EngagementFilters, "range" | "from" | "to">, lastDay: string | undefined): AskedDays {
  if (filters.range === "custom") return { ...(filters.from && { from: filters.from }), ...(filters.to && { to: filters.to }) };
  if (filters.range === "all" || !lastDay) return {};
  return { from: shiftDay(lastDay, 1 - Number(filters.range)), to: lastDay };
}

/** The same number of days just before; undefined for an open range. */
export function previousDays({ from, to }: AskedDays): { from: string; to: string } | undefined {
  if (!from || !to) return undefined;
  const days = daysBetween(from, to);
  return { from: shiftDay(from, -days), to: shiftDay(from, -1) };
}

/** Periods of which a range holds enough to see a course and few enough to tell them apart. */
export function usualGranularity(days: AskedDays, firstDay: string, lastDay: string): Granularity {
  const count = daysBetween(days.from ?? firstDay, days.to ?? lastDay);
  if (count <= 2) return "hour";
  if (count <= 92) return "day";
  return count <= 800 ? "week" : "month";
}

/** Days from the first to the last, both counted. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs + 1;
}

function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}
