"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/browser-fetch";
import { itemSearchSchema } from "@/lib/schemas/item-search";
import type { Recommender } from "@/lib/schemas/recommender";
import { queryOf } from "./recommender-paths";

export interface ItemQuestion {
  q: string;
  genre?: readonly string[];
  year?: string;
  tag?: readonly string[];
  literal?: readonly string[];
  limit?: number;
}

/** Titles by plain words; without words, what most people have. */
export function useItemSearch(recommender: Pick<Recommender, "datasetId">, question: ItemQuestion, enabled = true) {
  const query = queryOf({ dataset: recommender.datasetId, ...question });
  return useQuery({
    queryKey: ["item-search", query],
    queryFn: ({ signal }) => fetchJson(`/api/v1/items/search${query}`, itemSearchSchema, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled,
  });
}
