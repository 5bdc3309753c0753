"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/browser-fetch";
import { datasetSchema } from "@/lib/schemas/dataset";

/** Upper ends that scales of ratings usually have. */
const usualTops = [5, 10, 100];

/** The highest rating that a dataset takes; undefined where it has no column of ratings, or while nobody knows. */
export function useHighestRating(datasetId: string, scale: [number, number] | undefined): number | undefined {
  const dataset = useQuery({
    queryKey: ["dataset", datasetId],
    queryFn: ({ signal }) => fetchJson(`/api/v1/datasets/${datasetId}`, datasetSchema, { signal }),
    enabled: scale === undefined,
    staleTime: 300_000,
  });
  if (scale) return scale[1];
  const rating = dataset.data?.columns.find(({ role }) => role === "rating");
  const { max } = rating ?? {};
  return typeof max === "number" ? (usualTops.find((top) => max <= top) ?? max) : undefined;
}
