"use client";

import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type ChartId, type ChartRows, chartRowSchemas } from "@/lib/schemas/engagement";
import { type ChartQuestion, questionText } from "./use-chart";

/** Most used items that a list offers; the rest is found by its key. */
export const offeredItems = 500;

export interface FilterValue {
  value: string;
  label: string;
  events: number;
}

function useRows<Chart extends ChartId>(datasetId: string, chart: Chart, question: ChartQuestion, enabled: boolean) {
  const path = `/api/v1/engagement/${datasetId}/${chart}?${questionText(question)}`;
  const schema = z.object({ rows: z.array(chartRowSchemas[chart] as unknown as z.ZodType<ChartRows[Chart][number]>) });
  return useQuery({ queryKey: ["engagement", path], queryFn: async ({ signal }) => (await fetchJson(path, schema, { signal })).rows as ChartRows[Chart], enabled, staleTime: 300_000, retry: false });
}

/** What one filter can be set to, most events first, whatever else is filtered. */
export function useFilterValues(datasetId: string, filter: string, enabled: boolean) {
  const categories = useRows(datasetId, "categories", {}, enabled && filter === "category");
  const items = useRows(datasetId, "top-items", { limit: offeredItems }, enabled && filter === "item");
  const places = useRows(datasetId, "places", {}, enabled && filter.startsWith("place:"));
  if (filter === "category") return { ...categories, values: categories.data?.map(({ category, events }): FilterValue => ({ value: category, label: category, events })) };
  if (filter === "item") return { ...items, values: items.data?.map(({ item, label, events }): FilterValue => ({ value: item, label, events })) };
  const column = filter.slice("place:".length);
  return { ...places, values: places.data?.filter((row) => row.column === column).map(({ value, events }): FilterValue => ({ value: `${column}:${value}`, label: value, events })) };
}

/** Titles of items by their keys, for chips. */
export function useItemLabels(datasetId: string, items: string[]): Map<string, string> {
  const rows = useRows(datasetId, "top-items", { item: items, limit: Math.max(1, items.length) }, items.length > 0);
  return new Map(rows.data?.map(({ item, label }) => [item, label]));
}
