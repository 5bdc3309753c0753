"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsInteger, useQueryState } from "nuqs";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type Segmentation, segmentationSchema } from "@/lib/schemas/segmentation";
import { useSettled } from "./use-settled";

/** A line that is still being dragged passes many cuts; the one it rests on is asked for. */
const SETTLE_MS = 120;

/** The number of segments that the address asks a tree to be cut into; null for the saved one. */
export function useAskedCut() {
  return useQueryState("cut", parseAsInteger);
}

/** The run as its tree is cut now: the saved result, or that of the cut in the address, re-described by the server. */
export function useCutRun(saved: Segmentation) {
  const [asked, setAsked] = useAskedCut();
  const cut = asked !== null && asked >= 1 && saved.algorithm === "hierarchical" && asked !== saved.segmentCount ? asked : undefined;
  const settled = useSettled(cut, SETTLE_MS, cut);
  const query = useQuery({
    queryKey: ["segmentation-cut", saved.id, saved.segmentCount, settled],
    queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${saved.id}/cut?k=${settled}`, segmentationSchema, { signal }),
    enabled: settled !== undefined && cut !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const shown = cut !== undefined && query.data && !query.error ? query.data : saved;
  return { cut, leave: () => void setAsked(null), shown, error: cut === undefined ? null : query.error, loading: cut !== undefined && shown.cut !== cut };
}
