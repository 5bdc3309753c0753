"use client";

import { Lightbulb } from "lucide-react";
import dynamic from "next/dynamic";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Progress } from "@/components/ui/progress";
import type { Advice } from "@/lib/schemas/advice";
import type { SegmentationRequest } from "@/lib/schemas/segmentation";
import { useAdvice } from "./use-advice";

// The chart library comes with the first answer.
const AdviceCurves = dynamic(() => import("./advice-curves").then((module) => module.AdviceCurves), { ssr: false });

interface AdviceCardProps {
  /** The request as it stands; undefined while it has problems. */
  request: SegmentationRequest | undefined;
  onTake: (suggestion: { k?: number; eps?: number; minSamples?: number; components?: number }) => void;
}

const questions: Partial<Record<SegmentationRequest["algorithm"], string>> = {
  kmeans: "How many segments?",
  hierarchical: "How many segments?",
  dbscan: "How near is a neighbour?",
  pca: "How many components?",
};

/** Advice on the free parameter, on request: the indices with their votes, and whether there is anything to find. */
export function AdviceCard({ request, onTake }: AdviceCardProps) {
  const { ask, asking, error, advice, cancel } = useAdvice();
  const question = request ? questions[request.algorithm] : undefined;
  if (!question || !request) return null;
  const running = advice?.status === "queued" || advice?.status === "running";
  return (
    <Card>
      <CardHeader
        title={question}
        definition={request.algorithm === "dbscan" ? "distances to the nearest rows, and their knee" : request.algorithm === "pca" ? "share of the variance per component" : "k = 2 … 12, five indices, each with a vote"}
        actions={<Button size="sm" loading={asking || running} onClick={() => ask(request)}><Lightbulb aria-hidden /> {advice ? "Ask again" : "Get advice"}</Button>}
      />
      <ProblemAlert error={error} />
      {running ? (
        <div className="flex items-center gap-3">
          <Progress className="grow" ratio={advice?.progress.ratio ?? 0} label={advice?.progress.stage ?? "Waiting"} />
          <span className="text-xs text-muted">{advice?.progress.stage}</span>
          <Button size="sm" onClick={cancel}>Cancel</Button>
        </div>
      ) : null}
      {advice?.status === "failed" ? <Alert tone="danger" title="No advice">{advice.error?.message}</Alert> : null}
      {advice?.status === "cancelled" ? <p className="text-sm text-muted">Cancelled. Ask again when you like.</p> : null}
      {advice?.status === "succeeded" ? <AdviceResultView advice={advice} eps={"eps" in request.parameters && request.parameters.eps !== "auto" ? request.parameters.eps : undefined} onTake={onTake} /> : null}
      {!advice && !error ? <p className="text-sm text-muted">One job tries the choices on your features and says which one the data support, and whether there is any structure at all.</p> : null}
    </Card>
  );
}

function AdviceResultView({ advice, eps, onTake }: { advice: Advice; eps: number | undefined; onTake: AdviceCardProps["onTake"] }) {
  const { structure, suggestion, votes = [] } = advice;
  const taken = suggestion ? Object.entries(suggestion).map(([name, value]) => `${name} = ${value}`).join(", ") : "";
  return (
    <div className="flex flex-col gap-3">
      {structure ? <Alert tone={structure.verdict === "none" ? "warning" : "info"} title={structure.verdict === "none" ? "No structure found" : undefined}>{structure.sentence}</Alert> : null}
      <AdviceCurves advice={advice} eps={eps} onEps={(next) => onTake({ eps: next })} />
      <div className="flex flex-wrap items-center gap-2">
        {countVotes(votes).map(({ k, count }) => <Badge key={k} tone={suggestion && "k" in suggestion && suggestion.k === k ? "accent" : "neutral"}>{count} {count === 1 ? "vote" : "votes"} k = {k}</Badge>)}
        <p className="grow text-sm">{advice.sentence}{advice.sampleSize ? ` Judged on a sample of ${advice.sampleSize.toLocaleString("en-US")} rows.` : ""}</p>
        {suggestion ? <Button size="sm" onClick={() => onTake(suggestion)}>Take {taken}</Button> : null}
      </div>
    </div>
  );
}

function countVotes(votes: { k: number }[]): { k: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const { k } of votes) counts.set(k, (counts.get(k) ?? 0) + 1);
  return [...counts].map(([k, count]) => ({ k, count })).sort((a, b) => b.count - a.count || a.k - b.k);
}
