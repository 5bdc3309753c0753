"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { z } from "zod";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Progress } from "@/components/ui/progress";
import { Select } from "@/components/ui/select";
import { fetchJson } from "@/lib/http/browser-fetch";
import { datasetPageSchema } from "@/lib/schemas/dataset";
import { type Scoring, scoringCreatedSchema, scoringSchema } from "@/lib/schemas/scoring";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { ScoringMoves } from "./scoring-moves";
import { ScoringView } from "./scoring-view";

const listSchema = z.object({ items: z.array(scoringSchema) });
const isRunning = (scoring: Scoring): boolean => scoring.status === "queued" || scoring.status === "running";

/** Puts the rows of another dataset, or of the next version, into this run's segments. */
export function ScoreCard({ run, canChange }: { run: Segmentation; canChange: boolean }) {
  const client = useQueryClient();
  const [datasetId, setDatasetId] = useState(run.datasetId);
  const key = ["scorings", run.id];
  const datasets = useQuery({ queryKey: ["datasets", "to-score"], queryFn: ({ signal }) => fetchJson("/api/v1/datasets?limit=200", datasetPageSchema, { signal }), enabled: canChange });
  const scorings = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${run.id}/score`, listSchema, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? 500 : false),
  });
  const start = useMutation({
    mutationFn: () => fetchJson(`/api/v1/segmentations/${run.id}/score`, scoringCreatedSchema, { method: "POST", body: { datasetId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
  const latest = scorings.data?.items[0];
  const nameOf = (id: string): string => datasets.data?.items.find((dataset) => dataset.id === id)?.name ?? "dataset";
  return (
    <Card>
      <CardHeader title="Which segment are new rows in?" definition="the same preparation, each row to its nearest segment, and how far the data have drifted" />
      {canChange ? (
        <form className="mb-3 flex flex-wrap items-end gap-2.5" onSubmit={(event) => { event.preventDefault(); start.mutate(); }}>
          <Field label="Dataset to score" className="w-72">
            <Select value={datasetId} onChange={(event) => setDatasetId(event.target.value)}>
              {(datasets.data?.items ?? []).filter(({ status }) => status === "ready").map((dataset) => <option key={dataset.id} value={dataset.id}>{dataset.name} v{dataset.version}</option>)}
            </Select>
          </Field>
          <Button type="submit" loading={start.isPending || (latest !== undefined && isRunning(latest))}>Score</Button>
        </form>
      ) : null}
      {latest && isRunning(latest) ? <Progress ratio={latest.status === "queued" ? undefined : latest.progress.ratio} label={latest.progress.stage || "Scoring"} /> : null}
      <ProblemAlert error={start.error} />
      {latest?.status === "failed" ? <Alert tone="danger" title="The scoring failed">{latest.error?.message}</Alert> : null}
      {latest?.status === "succeeded" ? (
        <>
          <div className="mb-2 flex flex-wrap items-center justify-between gap-2 text-sm">
            <p>{nameOf(latest.datasetId)}, scored {latest.createdAt.slice(0, 16).replace("T", " ")} UTC</p>
            <Button asChild size="sm"><a href={`/api/v1/scorings/${latest.id}/export?format=csv`} download><Download aria-hidden /> Every row (CSV)</a></Button>
          </div>
          <ScoringView scoring={latest} />
          <ScoringMoves scoring={latest} />
        </>
      ) : null}
      {!latest && !canChange ? <p className="text-sm text-muted">Nothing was scored with this run yet.</p> : null}
    </Card>
  );
}
