"use client";

import { RotateCcw } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Recommender, RecommenderVersion } from "@/lib/schemas/recommender";
import { useRetrain } from "./use-retrain";

const RetrainDialog = dynamic(() => import("./retrain-dialog").then((module) => module.RetrainDialog), { ssr: false });

/** A version that has no model: what happened and what to do. */
export function TrainingFailure({ recommender, version, canTrain }: { recommender: Recommender; version: RecommenderVersion; canTrain: boolean }) {
  const retrain = useRetrain(recommender.id);
  const [changing, setChanging] = useState(false);
  const cancelled = version.status === "cancelled";
  const rest = recommender.promoted === undefined ? "" : ` Version ${recommender.promoted} serves on.`;
  return (
    <>
      <Alert
        tone={cancelled ? "warning" : "danger"}
        title={cancelled ? `Training version ${version.number} was cancelled` : `Training version ${version.number} failed`}
        className="max-sm:flex-wrap"
        action={canTrain ? (
          <span className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => setChanging(true)}>With changes</Button>
            <Button size="sm" loading={retrain.isPending} onClick={() => retrain.mutate({ promote: recommender.promoted === undefined })}>{retrain.isPending ? null : <RotateCcw aria-hidden />} Train again</Button>
          </span>
        ) : undefined}
      >
        {cancelled ? "It was stopped before it had a model; nothing was stored." : (version.error?.message ?? "It ended without a model. Train it again, or with other choices.")}{rest}
      </Alert>
      {changing ? <RetrainDialog recommender={recommender} onClose={() => setChanging(false)} /> : null}
    </>
  );
}
