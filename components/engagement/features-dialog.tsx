"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { datasetCreatedSchema } from "@/lib/schemas/dataset";
import { type EventFeaturesRequest, type FeaturesOffer, featuresOfferSchema } from "@/lib/schemas/event-features";
import { FeaturesChoice } from "./features-choice";
import { FeaturesCounting } from "./features-counting";
import { chosenFeatures, columnCount, draftProblems, firstDraft, requestOf } from "./features-draft";

interface FeaturesDialogProps {
  datasetId: string;
  timezone: string;
  onClose: () => void;
}

/** Which features of the users to make of their events, and how they are counted; leads to the dataset that they become. */
export function FeaturesDialog({ datasetId, timezone, onClose }: FeaturesDialogProps) {
  const path = `/api/v1/datasets/${datasetId}/features-from-events`;
  const offer = useQuery({ queryKey: ["features-offer", datasetId], queryFn: ({ signal }) => fetchJson(path, featuresOfferSchema, { signal }), retry: false });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Features of these users"
        description="One row per user. What is chosen stays with the dataset that it becomes, so that the same can be made again."
        className="w-[min(52rem,calc(100vw-2rem))] gap-0 overflow-hidden p-0 *:first:px-5 *:first:pt-5 [&>p]:px-5 [&>p]:pt-1 [&>p]:pb-3"
      >
        {offer.isPending ? <div role="status" aria-label="Loading" className="px-5 pb-5"><Skeleton className="h-96 w-full" /></div> : null}
        <ProblemAlert error={offer.error} onRetry={() => void offer.refetch()} className="mx-5 mb-5" />
        {offer.data ? <FeaturesForm offer={offer.data} path={path} timezone={timezone} onClose={onClose} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function FeaturesForm({ offer, path, timezone, onClose }: { offer: FeaturesOffer; path: string; timezone: string; onClose: () => void }) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => firstDraft(offer, timezone));
  const make = useMutation({
    mutationFn: (request: EventFeaturesRequest) => fetchJson(path, datasetCreatedSchema, { method: "POST", body: request }),
    onSuccess: ({ id }) => router.push(`/datasets/${id}`),
  });
  const chosen = chosenFeatures(offer, draft);
  const problems = draftProblems(offer, draft);
  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate(requestOf(offer, draft));
  }
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 grow flex-col">
      <div className="grid min-h-0 grow content-start gap-4 overflow-y-auto border-y border-line px-5 py-3">
        <FeaturesChoice offer={offer} draft={draft} onChange={(features) => setDraft({ ...draft, features })} />
        <FeaturesCounting offer={offer} draft={draft} problems={problems} onChange={(change) => setDraft({ ...draft, ...change })} />
      </div>
      <ProblemAlert error={make.error} className="mx-5 mt-3" />
      <div className="flex flex-wrap items-center justify-end gap-2 px-5 py-3">
        <p aria-live="polite" className={`mr-auto text-sm ${problems.features ? "text-danger" : "text-muted"}`}>
          {problems.features ?? `${formatCount(chosen.length)} of ${formatCount(offer.features.length)} features: ${formatCount(columnCount(offer, chosen))} columns`}
        </p>
        <Button type="button" onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" loading={make.isPending || make.isSuccess} disabled={Object.keys(problems).length > 0}>Make these features</Button>
      </div>
    </form>
  );
}
