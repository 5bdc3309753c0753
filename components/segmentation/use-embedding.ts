"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/browser-fetch";
import { embeddingSchema } from "@/lib/schemas/map";

const POLL_MS = 600;

/** A run's UMAP: whether it is there, how far it is, asking for it and cancelling it. */
export function useEmbedding(segmentationId: string, enabled: boolean) {
  const client = useQueryClient();
  const path = `/api/v1/segmentations/${segmentationId}/umap`;
  const queryKey = ["segmentation-umap", segmentationId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson(path, embeddingSchema, { signal }),
    enabled,
    refetchInterval: ({ state }) => (state.data?.status === "queued" || state.data?.status === "running" ? POLL_MS : false),
  });
  const start = useMutation({ mutationFn: () => fetchJson(path, embeddingSchema, { method: "POST" }), onSuccess: (data) => client.setQueryData(queryKey, data) });
  const cancel = useMutation({ mutationFn: () => fetchJson(`${path}/cancel`, embeddingSchema, { method: "POST" }), onSuccess: (data) => client.setQueryData(queryKey, data) });
  return { embedding: query.data, error: query.error ?? start.error ?? cancel.error, start, cancel };
}
