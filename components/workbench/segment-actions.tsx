"use client";

import { Clock, Copy, Lightbulb, Send, Users } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { copyText } from "@/components/account/copy-text";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { formatCount } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import type { Recommendation, Segment } from "@/lib/schemas/segmentation";

const SaveAudienceDialog = dynamic(() => import("./save-audience-dialog").then((module) => module.SaveAudienceDialog), { ssr: false });

interface SegmentActionsProps {
  segment: Segment;
  recommendations: Recommendation[];
  runId: string;
  canChange: boolean;
}

/** One segment's suggestions, and its way into an audience. */
export function SegmentActions({ segment, recommendations, runId, canChange }: SegmentActionsProps) {
  const [saving, setSaving] = useState(false);
  return (
    <Card aria-label={segment.name}>
      <CardHeader
        title={<><span aria-hidden className="mr-2 inline-block size-2.5 rounded-[3px]" style={{ background: segmentColor(segment.segment) }} />{segment.name}</>}
        definition={`${formatCount(segment.size)} ${segment.size === 1 ? "row" : "rows"}`}
        actions={canChange ? <Button size="sm" onClick={() => setSaving(true)}><Users aria-hidden /> Save as audience</Button> : null}
      />
      {recommendations.length === 0 ? <p className="text-sm text-muted">No rule of the rule book fits what sets this segment apart.</p> : null}
      <ul className="flex flex-col gap-3.5">
        {recommendations.map((recommendation) => <Suggestion key={recommendation.title} recommendation={recommendation} />)}
      </ul>
      {saving ? <SaveAudienceDialog open onOpenChange={setSaving} segmentationId={runId} segments={[segment.segment]} suggestedName={segment.name} /> : null}
    </Card>
  );
}

function Suggestion({ recommendation: { title, channel, time, message, reason } }: { recommendation: Recommendation }) {
  return (
    <li className="text-sm">
      <p className="flex items-baseline gap-x-1.5 font-medium"><Lightbulb aria-hidden className="size-3.5 shrink-0 translate-y-0.5 text-accent" /> <span className="min-w-0 break-words">{title}</span></p>
      {channel || time ? (
        <p className="mt-0.5 flex flex-wrap gap-x-4 gap-y-0.5 text-muted">
          {channel ? <span className="inline-flex items-center gap-1.5"><Send aria-hidden className="size-3 shrink-0" /> {channel}</span> : null}
          {time ? <span className="inline-flex items-center gap-1.5"><Clock aria-hidden className="size-3 shrink-0" /> {time}</span> : null}
        </p>
      ) : null}
      {message ? (
        <p className="mt-1.5 flex items-start gap-2 rounded-control bg-soft px-2.5 py-1.5">
          <span className="min-w-0 grow break-words">{message}</span>
          <Button variant="ghost" size="icon-sm" className="-my-0.5 -mr-1" aria-label={`Copy the message of “${title}”`} onClick={() => void copyText(message, "Message copied")}><Copy aria-hidden /></Button>
        </p>
      ) : null}
      <p className="mt-1 text-xs break-words text-muted">{reason}</p>
    </li>
  );
}
