"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { formatDuration } from "@/lib/charts/format-duration";
import { formatShare } from "@/lib/charts/format-share";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type Segmentation, segmentationSchema } from "@/lib/schemas/segmentation";
import { useNow } from "./use-now";

/** A run under way: what is being done, how far it is, and a way to stop it. */
export function RunProgress({ run, canCancel, initialNowMs }: { run: Segmentation; canCancel: boolean; initialNowMs: number }) {
  const startedMs = Date.parse(run.startedAt ?? run.createdAt);
  const elapsedMs = useNow(initialNowMs, 1000) - startedMs;
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => fetchJson(`/api/v1/segmentations/${run.id}/cancel`, segmentationSchema, { method: "POST" }),
    onSuccess: (updated) => client.setQueryData(["segmentation", run.id], updated),
    onError: (error) => toast.error(problemText(error).detail),
  });
  const waiting = run.status === "queued";
  return (
    <Card aria-busy className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div role="status">
          <h2 className="text-base font-semibold">{waiting ? "Waiting for a free worker" : run.progress.stage || "Starting"}</h2>
          <p className="text-xs text-muted tabular">
            {waiting ? "It starts by itself; you can leave this page." : `${formatShare(run.progress.ratio, 0)} · ${elapsedMs < 1000 ? "just started" : `running for ${formatDuration(elapsedMs)}`} · you can leave this page`}
          </p>
        </div>
        {canCancel ? <Button loading={cancel.isPending || cancel.isSuccess} onClick={() => cancel.mutate()}><X aria-hidden /> Cancel</Button> : null}
      </div>
      <Progress ratio={waiting ? undefined : run.progress.ratio} label="Progress of the segmentation" />
    </Card>
  );
}
