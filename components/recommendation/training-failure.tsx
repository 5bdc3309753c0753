"use client";

import { RotateCcw } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Recommender, RecommenderVersion } from "@/lib/schemas/recommender";
import { useRetrain } from "./use-retrain";

/** A version that has no model: what happened and what to do. */
export function TrainingFailure({ recommender, version, canTrain }: { recommender: Recommender; version: RecommenderVersion; canTrain: boolean }) {
  const retrain = useRetrain(recommender.id);
  const cancelled = version.status === "cancelled";
  const rest = recommender.promoted === undefined ? "" : ` Version ${recommender.promoted} serves on.`;
  return (
    <Alert
      tone={cancelled ? "warning" : "danger"}
      title={cancelled ? `Training version ${version.number} was cancelled` : `Training version ${version.number} failed`}
      reference={cancelled ? undefined : version.id}
      action={canTrain ? <Button size="sm" loading={retrain.isPending} onClick={() => retrain.mutate({ promote: recommender.promoted === undefined })}>{retrain.isPending ? null : <RotateCcw aria-hidden />} Train again</Button> : undefined}
    >
      {cancelled ? "It was stopped before it had a model; nothing was stored." : (version.error?.message ?? "It ended without a model. Train again; if it fails again, tell your administrator the reference.")}{rest}
    </Alert>
  );
}
