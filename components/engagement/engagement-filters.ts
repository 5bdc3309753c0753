"use client";

import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const granularities = ["day", "week", "month"] as const;
export const presets = ["all", "365", "180", "90", "30", "7"] as const;

/** What every chart of the page is asked for; all of it is in the URL, so that a link shows the same. */
export interface EngagementFilters {
  range: (typeof presets)[number] | "custom";
  from: string | null;
  to: string | null;
  zone: string;
  by: (typeof granularities)[number];
  /** A segmentation, and the segments of it that are compared side by side. */
  run: string | null;
  segments: number[];
}

export function useEngagementFilters() {
  return useQueryStates({
    range: parseAsStringLiteral([...presets, "custom"] as const).withDefault("all"),
    from: parseAsString,
    to: parseAsString,
    zone: parseAsString.withDefault("UTC"),
    by: parseAsStringLiteral(granularities).withDefault("month"),
    run: parseAsString,
    segments: parseAsArrayOf(parseAsInteger).withDefault([]),
  });
}

const dayMs = 86_400_000;

/** First and last day asked for; a preset counts back from the last day of the data. Empty for all of the data. */
export function askedDays(filters: EngagementFilters, lastDay: string | undefined): { from?: string; to?: string } {
  if (filters.range === "custom") return { ...(filters.from && { from: filters.from }), ...(filters.to && { to: filters.to }) };
  if (filters.range === "all" || !lastDay) return {};
  return { from: shiftDay(lastDay, 1 - Number(filters.range)), to: lastDay };
}

/** The same number of days just before; undefined for an open range. */
export function previousDays({ from, to }: { from?: string; to?: string }): { from: string; to: string } | undefined {
  if (!from || !to) return undefined;
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  return { from: shiftDay(from, -days), to: shiftDay(from, -1) };
}

function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}
