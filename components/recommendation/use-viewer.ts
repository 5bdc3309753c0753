"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { liveEventsAcceptedSchema, type LiveEventType } from "@/lib/schemas/live-events";
import { viewerRowsSchema, type CatalogueItem, type ViewerRows } from "@/lib/schemas/recommendation";
import type { Recommender } from "@/lib/schemas/recommender";
import { applyMark } from "./apply-mark";
import { queryOf, recommenderPath } from "./recommender-paths";

/** Something that a viewer says about a title; a rating has a value on the dataset's scale. */
export interface Mark {
  item: CatalogueItem;
  type: LiveEventType;
  value?: number;
}

/** The rows of one user, and marks that change them: shown at once, then as the server answers. */
export function useViewer(recommender: Recommender, user: string, isReal: boolean) {
  const client = useQueryClient();
  const key = ["recommender-rows", recommender.id, recommender.promoted, user];
  const rows = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchJson(`${recommenderPath(recommender.id, "rows")}${queryOf({ user, k: 18 })}`, viewerRowsSchema, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const mark = useMutation({
    mutationFn: ({ item, type, value }: Mark) =>
      fetchJson(`/api/v1/datasets/${recommender.datasetId}/events`, liveEventsAcceptedSchema, { method: "POST", body: { user, item: item.item, type, ...(value !== undefined && { value }), testUser: !isReal } }),
    onMutate: async (next) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<ViewerRows>(key);
      if (before) client.setQueryData(key, applyMark(before, next));
      return { before };
    },
    onError: (error, _next, context) => {
      if (context?.before) client.setQueryData(key, context.before);
      toast.error(problemText(error).detail);
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  return { rows, mark };
}
