"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { ActionMenu } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { fetchJson } from "@/lib/http/browser-fetch";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { runRecommendationsSchema } from "@/lib/schemas/segment-suggestions";
import { ScoreCard } from "./score-card";
import { SegmentActions } from "./segment-actions";

interface ActTabProps {
  run: Segmentation;
  canChange: boolean;
}

/** What to do with the segments: suggestions with their reasons, audiences, and putting new rows into them. */
export function ActTab({ run, canChange }: ActTabProps) {
  const path = `/api/v1/segmentations/${run.id}/recommendations`;
  // The run brings the suggestions; this adds when to speak, which may need a look at linked events.
  const timed = useQuery({ queryKey: ["recommendations", run.id], queryFn: ({ signal }) => fetchJson(path, runRecommendationsSchema, { signal }), retry: false });
  const segments = run.segments.filter(({ segment }) => segment >= 0);
  const recommendationsOf = (id: string) => timed.data?.segments.find((segment) => segment.id === id)?.recommendations;
  return (
    <div className="flex flex-col gap-3.5">
      <Card className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
        <p className="min-w-0 text-sm text-muted">Suggestions come from the <Link href={`/rule-book?run=${run.id}`} className="text-ink underline decoration-line-strong underline-offset-2 hover:decoration-ink">rule book</Link> and quote the figures they rest on. Words in braces are for you to fill in.</p>
        <ActionMenu
          button={<Button size="sm"><Download aria-hidden /> Take the suggestions away</Button>}
          entries={[{ label: "CSV", href: `${path}?format=csv`, download: true }, { label: "JSON", href: `${path}?format=json`, download: true }]}
        />
      </Card>
      <div className="grid grid-cols-1 gap-3.5 lg:grid-cols-2">
        {segments.map((segment) => <SegmentActions key={segment.id} segment={segment} recommendations={recommendationsOf(segment.id) ?? segment.recommendations ?? []} runId={run.id} canChange={canChange} />)}
      </div>
      <ScoreCard run={run} canChange={canChange} />
    </div>
  );
}
