"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/browser-fetch";
import { adviceSchema } from "@/lib/schemas/advice";
import { segmentationCreatedSchema, type SegmentationRequest } from "@/lib/schemas/segmentation";

const pollMs = 500;

/** Asks for advice and follows the job until it has ended. */
export function useAdvice() {
  const start = useMutation({
    mutationFn: (request: SegmentationRequest) => {
      const { datasetId, algorithm, features, preparation, seed } = request;
      const linkage = request.algorithm === "hierarchical" ? request.parameters.linkage : undefined;
      const minSamples = request.algorithm === "dbscan" ? request.parameters.minSamples : undefined;
      return fetchJson("/api/v1/advice", segmentationCreatedSchema, { method: "POST", body: { datasetId, algorithm, features, preparation, seed, linkage, minSamples } });
    },
  });
  const id = start.data?.id;
  const advice = useQuery({
    queryKey: ["advice", id],
    queryFn: ({ signal }) => fetchJson(`/api/v1/advice/${id}`, adviceSchema, { signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && state.data.status !== "queued" && state.data.status !== "running" ? false : pollMs),
  });
  const cancel = useMutation({ mutationFn: () => fetchJson(`/api/v1/advice/${id}/cancel`, adviceSchema, { method: "POST" }) });
  return { ask: start.mutate, asking: start.isPending, error: start.error ?? advice.error, advice: advice.data, cancel: () => cancel.mutate() };
}
