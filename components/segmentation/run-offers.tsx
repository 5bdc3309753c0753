"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import type { SegmentationDraft } from "@/lib/preview/segmentation-draft";
import { datasetCreatedSchema } from "@/lib/schemas/dataset";
import type { SegmentationRequest } from "@/lib/schemas/segmentation";
import type { SegmentationEstimate } from "@/lib/schemas/segmentation-queries";
import { newSegmentationHref } from "./new-segmentation-href";

interface RunOffersProps {
  offers: SegmentationEstimate["offers"];
  possible: boolean;
  request: SegmentationRequest;
  onChange: (change: Partial<SegmentationDraft>) => void;
}

/** The ways out of a run that is too large or too slow, each a button, with what is lost by it. */
export function RunOffers({ offers, possible, request, onChange }: RunOffersProps) {
  const router = useRouter();
  const sample = useMutation({
    mutationFn: (rows: number) => fetchJson(`/api/v1/datasets/${request.datasetId}/sample`, datasetCreatedSchema, { method: "POST", body: { rows } }),
    onSuccess: ({ id }) => router.push(newSegmentationHref(id, request)),
  });
  const problem = sample.error ? problemText(sample.error) : undefined;
  function take({ kind, rows }: SegmentationEstimate["offers"][number]) {
    if (kind === "two-stage") onChange({ linkage: "ward" });
    else if (kind === "kmeans") onChange({ algorithm: "kmeans" });
    else if (rows !== undefined) sample.mutate(rows);
  }
  return (
    <Alert tone={possible ? "info" : "warning"} title={possible ? "This run takes minutes; there are shorter ways" : "What would be possible instead"}>
      <ul className="mt-1.5 flex flex-col gap-2">
        {offers.map((offer) => (
          <li key={offer.kind} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button size="sm" loading={offer.kind === "sample" && sample.isPending} onClick={() => take(offer)}>{offer.title}</Button>
            <span className="min-w-0 flex-1 basis-80 text-xs text-muted">{offer.loses}</span>
          </li>
        ))}
      </ul>
      {problem ? <p className="mt-1 text-danger">{problem.detail}</p> : null}
    </Alert>
  );
}
