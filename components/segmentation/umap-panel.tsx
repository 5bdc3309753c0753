"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Progress } from "@/components/ui/progress";
import { formatCount } from "@/lib/charts/format-quantity";
import type { useEmbedding } from "./use-embedding";

interface UmapPanelProps {
  state: ReturnType<typeof useEmbedding>;
  rows: number;
  canChange: boolean;
  height: number;
}

const MOST_ROWS = 20_000;

/** Stands where a UMAP will be: what it is, its progress, and what went wrong. */
export function UmapPanel({ state: { embedding, error, start, cancel }, rows, canChange, height }: UmapPanelProps) {
  const underWay = embedding?.status === "queued" || embedding?.status === "running";
  const sample = rows > MOST_ROWS ? ` Of ${formatCount(rows)} rows it lays out a sample of ${formatCount(MOST_ROWS)}, with rows of every segment.` : "";
  return (
    <Card className="flex flex-col items-center justify-center gap-3 text-center" style={{ minHeight: height }}>
      <h2 className="text-base font-semibold">A map on which near rows stay near</h2>
      <p className="max-w-lg text-sm text-muted">
        UMAP keeps each row beside its 15 nearest, in all features at once; distances between far groups mean little. It is laid out once, in the background, and kept with this run.{sample}
      </p>
      <ProblemAlert error={error} />
      {embedding?.status === "failed" ? <Alert tone="danger" title="There is no UMAP of these rows">{embedding.error?.message}</Alert> : null}
      {underWay ? (
        <div className="flex w-full max-w-md items-center gap-3">
          <Progress className="grow" ratio={embedding.progress.ratio} label={embedding.progress.stage} />
          <span className="text-xs text-muted">{embedding.progress.stage}</span>
          {canChange ? <Button size="sm" loading={cancel.isPending} onClick={() => cancel.mutate()}>Cancel</Button> : null}
        </div>
      ) : embedding && canChange ? (
        <Button variant="primary" loading={start.isPending} onClick={() => start.mutate()}>{embedding.status === "none" ? "Lay out the UMAP" : "Try again"}</Button>
      ) : embedding ? (
        <p className="text-sm">Ask somebody who may start runs to lay it out.</p>
      ) : null}
    </Card>
  );
}
