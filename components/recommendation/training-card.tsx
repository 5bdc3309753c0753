"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useNow } from "@/components/segmentation/use-now";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast";
import { formatDuration } from "@/lib/charts/format-duration";
import { formatShare } from "@/lib/charts/format-share";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { recommenderSchema, type RecommenderVersion } from "@/lib/schemas/recommender";
import { recommenderKey, recommenderPath } from "./recommender-paths";

interface TrainingCardProps {
  recommenderId: string;
  version: RecommenderVersion;
  canCancel: boolean;
  /** Nothing serves yet. */
  isFirst: boolean;
}

/** A version in training: what is being done, how far it is, and a way to stop it. */
export function TrainingCard({ recommenderId, version, canCancel, isFirst }: TrainingCardProps) {
  const startedMs = Date.parse(version.createdAt);
  const elapsedMs = useNow(startedMs, 1000) - startedMs;
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => fetchJson(recommenderPath(recommenderId, "cancel"), recommenderSchema, { method: "POST" }),
    onSuccess: (updated) => client.setQueryData(recommenderKey(recommenderId), updated),
    onError: (error) => toast.error(problemText(error).detail),
  });
  const waiting = version.status === "queued";
  const since = elapsedMs < 1000 ? "" : ` · since ${formatDuration(elapsedMs)}`;
  return (
    <Card aria-busy className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div role="status">
          <h2 className="text-base font-semibold">{waiting ? "Waiting for a free worker" : version.progress.stage || "Starting"}</h2>
          <p className="text-xs text-muted tabular">
            Version {version.number}{waiting ? " starts by itself; you can leave this page." : ` · ${formatShare(version.progress.ratio, 0)}${since} · ${isFirst ? "you can leave this page" : "the present version serves on meanwhile"}`}
          </p>
        </div>
        {canCancel ? <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>{cancel.isPending ? null : <X aria-hidden />} Cancel</Button> : null}
      </div>
      <Progress ratio={waiting ? undefined : version.progress.ratio} label="Progress of the training" />
    </Card>
  );
}
