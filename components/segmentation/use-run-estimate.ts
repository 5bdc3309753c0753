"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/browser-fetch";
import type { SegmentationRequest } from "@/lib/schemas/segmentation";
import { segmentationEstimateSchema } from "@/lib/schemas/segmentation-queries";
import { useSettled } from "./use-settled";

const SETTLE_MS = 350;

/** What a run will take and whether the server would refuse it, asked once the choices have settled. */
export function useRunEstimate(request: SegmentationRequest | undefined) {
  const key = request ? JSON.stringify(request) : undefined;
  const settled = useSettled(key, SETTLE_MS, undefined);
  const query = useQuery({
    queryKey: ["segmentation-estimate", settled],
    queryFn: ({ signal }) => fetchJson("/api/v1/segmentations/estimate", segmentationEstimateSchema, { method: "POST", body: JSON.parse(settled ?? "{}"), signal }),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
  });
  return { estimate: key === undefined ? undefined : query.data, current: settled === key && !query.isPlaceholderData && query.isSuccess };
}
