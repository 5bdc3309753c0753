"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/browser-fetch";
import { viewerRowsSchema } from "@/lib/schemas/recommendation";
import type { Recommender } from "@/lib/schemas/recommender";
import { recommenderPath } from "./recommender-paths";
import type { ViewerDescription } from "./viewer-description";

/** The rows of somebody who is only described: asked for anew whenever the description changes, nothing is stored. */
export function useDescribedRows(recommender: Recommender, { likes, ratings, dislikes, genres, segment }: ViewerDescription) {
  const body = {
    likes: likes.map(({ item }) => item),
    ratings: ratings.map(({ item, rating }) => ({ item, rating })),
    dislikes: dislikes.map(({ item }) => item),
    genres,
    ...(segment !== undefined && { segment }),
    k: 18,
  };
  return useQuery({
    queryKey: ["described-rows", recommender.id, recommender.promoted, body],
    queryFn: ({ signal }) => fetchJson(recommenderPath(recommender.id, "rows"), viewerRowsSchema, { method: "POST", body, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
