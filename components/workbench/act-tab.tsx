"use client";

import { Lightbulb, Users } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { formatCount } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import type { Segment, Segmentation } from "@/lib/schemas/segmentation";
import { SaveAudienceDialog } from "./save-audience-dialog";
import { ScoreCard } from "./score-card";

interface ActTabProps {
  run: Segmentation;
  canChange: boolean;
}

/** What to do with the segments: suggestions with their reasons, audiences, and putting new rows into them. */
export function ActTab({ run, canChange }: ActTabProps) {
  const segments = run.segments.filter(({ segment }) => segment >= 0);
  return (
    <div className="flex flex-col gap-3.5">
      <div className="grid grid-cols-1 gap-3.5 lg:grid-cols-2">
        {segments.map((segment) => <SegmentActions key={segment.id} segment={segment} runId={run.id} canChange={canChange} />)}
      </div>
      <ScoreCard run={run} canChange={canChange} />
    </div>
  );
}

function SegmentActions({ segment, runId, canChange }: { segment: Segment; runId: string; canChange: boolean }) {
  const [saving, setSaving] = useState(false);
  const recommendations = segment.recommendations ?? [];
  return (
    <Card>
      <CardHeader
        title={<><span aria-hidden className="mr-2 inline-block size-2.5 rounded-[3px]" style={{ background: segmentColor(segment.segment) }} />{segment.name}</>}
        definition={`${formatCount(segment.size)} rows`}
        actions={canChange ? <Button size="sm" onClick={() => setSaving(true)}><Users aria-hidden /> Save as audience</Button> : null}
      />
      {recommendations.length === 0 ? <p className="text-sm text-muted">No rule of the rule book fits what sets this segment apart.</p> : null}
      <ul className="flex flex-col gap-3">
        {recommendations.map((recommendation) => (
          <li key={recommendation.title} className="text-sm">
            <p className="flex items-center gap-1.5 font-medium"><Lightbulb aria-hidden className="size-3.5 shrink-0 text-accent" /> {recommendation.title}{recommendation.channel ? <span className="font-normal text-muted">· {recommendation.channel}</span> : null}</p>
            <p className="mt-0.5 text-muted break-words">{recommendation.reason}</p>
            {recommendation.message ? <p className="mt-1 rounded-control bg-soft px-2.5 py-1.5 break-words">{recommendation.message}</p> : null}
          </li>
        ))}
      </ul>
      {recommendations.length > 0 ? <p className="mt-2 text-xs text-muted">Suggestions from rules over the figures above; the words in braces are for you to fill in.</p> : null}
      <SaveAudienceDialog open={saving} onOpenChange={setSaving} segmentationId={runId} segments={[segment.segment]} suggestedName={segment.name} />
    </Card>
  );
}
