"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type Segmentation, segmentationSchema } from "@/lib/schemas/segmentation";
import { newSegmentationHref } from "./new-segmentation-href";

interface CutBarProps {
  saved: Segmentation;
  cut: number;
  canChange: boolean;
  /** Whether the present view follows the cut; others show the saved segments. */
  follows: boolean;
  loading: boolean;
  error: unknown;
  onLeave: () => void;
}

const words = (k: number) => `${k} ${k === 1 ? "segment" : "segments"}`;

/** Says that another cut than the saved one is looked at, and saves it. */
export function CutBar({ saved, cut, canChange, follows, loading, error, onLeave }: CutBarProps) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => fetchJson(`/api/v1/segmentations/${saved.id}/cut`, segmentationSchema, { method: "PUT", body: { k: cut } }),
    onSuccess: async (run) => {
      client.setQueryData(["segmentation", saved.id], run);
      onLeave();
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "segmentation" && queryKey.includes(saved.id) });
      toast.success(`Saved with ${words(cut)}.`);
    },
  });
  const failure = save.error ?? error;
  if (failure) {
    const { title, detail, requestId } = problemText(failure);
    return (
      <Alert
        tone="danger"
        title={title}
        reference={requestId}
        className="mb-3.5"
        action={
          <span className="flex gap-2">
            {save.error && canChange ? <Button asChild size="sm"><Link href={newSegmentationHref(saved.datasetId, { ...saved, parameters: { ...saved.parameters, k: cut } })}>New run with {words(cut)}</Link></Button> : null}
            <Button size="sm" onClick={onLeave}>Back to {saved.segmentCount}</Button>
          </span>
        }
      >
        {detail}
      </Alert>
    );
  }
  return (
    <Alert
      className="mb-3.5"
      title={follows ? `A look at the tree cut into ${words(cut)}` : `Here are the ${words(saved.segmentCount)} that are saved`}
      action={
        <span className="flex shrink-0 flex-wrap justify-end gap-2">
          <Button size="sm" onClick={onLeave}>Back to {saved.segmentCount}</Button>
          {canChange ? <Button size="sm" variant="primary" loading={save.isPending} disabled={loading} onClick={() => save.mutate()}>Save this cut</Button> : null}
        </span>
      }
    >
      {loading ? <>Describing the segments of this cut; what is shown below is still the one before.<Progress className="mt-2" label="Describing the segments of this cut" /></> : follows ? `Segments, charts and rows follow; saved are ${words(saved.segmentCount)}.` : `This view rests on what is saved. Save the cut into ${cut} to use it here.`}
    </Alert>
  );
}
