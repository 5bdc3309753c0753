"use client";

import dynamic from "next/dynamic";
import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { ActionMenu } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { columnFormat } from "@/lib/charts/column-format";
import { formatCount, formatSigned } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { segmentColor } from "@/lib/charts/segment-color";
import { SegmentTrend } from "./segment-trend";
import { useAskedCut } from "./use-cut";
import type { Evidence, Segment } from "@/lib/schemas/segmentation";

const SegmentEditDialog = dynamic(() => import("./segment-edit-dialog").then((module) => module.SegmentEditDialog), { ssr: false });

interface SegmentCardProps {
  segment: Segment;
  runId: string;
  canChange: boolean;
}

/** A segment at a glance: its name, how many rows, what sets it apart in words and in figures. Neighbours share five grid rows, so that they read across. */
export function SegmentCard({ segment, runId, canChange }: SegmentCardProps) {
  const [editing, setEditing] = useState(false);
  const [cut] = useAskedCut();
  const client = useQueryClient();
  const router = useRouter();
  const evidence = segment.evidence.slice(0, 3);
  const recommendation = segment.recommendations?.[0];
  return (
    <article aria-label={segment.name} className="card relative row-span-5 grid min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-subgrid gap-y-0 overflow-hidden rounded-card border border-line bg-panel p-4 pt-[1.1rem]">
      <span aria-hidden className="absolute inset-x-0 top-0 h-[3px]" style={{ background: segmentColor(segment.segment) }} />
      <div className="flex items-start justify-between gap-2">
        <h3 className="min-w-0 font-semibold break-words">
          {segment.unsaved ? segment.name : <Link href={`/segments/${segment.id}`} className="hover:underline">{segment.name}</Link>}
        </h3>
        <ActionMenu
          button={<Button variant="ghost" size="icon-sm" className="-my-1 -mr-1.5" aria-label={`Actions for ${segment.name}`}><Ellipsis aria-hidden /></Button>}
          entries={[
            ...(segment.unsaved ? [] : [{ label: "Open", onSelect: () => router.push(`/segments/${segment.id}`) }]),
            { label: "Show its rows", onSelect: () => router.push(`/segmentations/${runId}?tab=rows&segment=${segment.segment}${cut === null ? "" : `&cut=${cut}`}`) },
            ...(canChange ? [{ label: "Rename or describe", onSelect: () => setEditing(true) }] : []),
            // Under another cut the number means other rows than those that are saved.
            ...(cut !== null ? [] : [{ label: "Export its rows (CSV)", href: `/api/v1/segmentations/${runId}/export?format=csv&level=rows&segment=${segment.segment}`, download: true }]),
          ]}
        />
      </div>
      <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2">
        <span className="text-xl font-semibold tabular">{formatCount(segment.size)}</span>
        <span className="text-sm text-muted tabular">{formatShare(segment.shareRatio)} of rows</span>
        {segment.segment < 0 || segment.unsaved ? null : <SegmentTrend runId={runId} segment={segment} />}
      </p>
      <p className="mt-1.5 line-clamp-5 text-sm break-words" title={segment.description}>{plainSentences(segment)}</p>
      {evidence.length > 0 ? (
        <dl className="row-start-4 mt-2.5 flex flex-col gap-0.5 text-xs text-muted">
          {evidence.map((entry) => <EvidenceLine key={`${entry.feature}=${entry.category ?? ""}`} entry={entry} />)}
        </dl>
      ) : null}
      {segment.stability || recommendation ? (
        <div className="row-start-5 flex flex-wrap content-start gap-1.5 pt-2.5">
          {segment.stability ? <Badge tone={segment.stability.jaccard >= 0.75 ? "good" : "warning"}>{segment.stability.reading} · {segment.stability.jaccard.toFixed(2)}</Badge> : null}
          {recommendation ? <Badge><span className="truncate">{recommendation.title}</span></Badge> : null}
        </div>
      ) : null}
      {editing ? <SegmentEditDialog segment={segment} open onOpenChange={setEditing} onSaved={() => void client.invalidateQueries({ queryKey: ["segmentation", runId] })} /> : null}
    </article>
  );
}

/** The automatic description without the figures in brackets: they stand in the lines below it. A user's own text stays whole. */
function plainSentences({ description, automaticDescription }: Segment): string {
  if (description !== automaticDescription) return description;
  return description.replace(/ \((?:d|h) = [^)]*\)/g, "").replaceAll(" × ", "\u00a0× ");
}

function EvidenceLine({ entry }: { entry: Evidence }) {
  const isShare = entry.category !== undefined;
  const format = isShare ? (value: number) => formatShare(value, 0) : columnFormat([entry.value, entry.overall]);
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="min-w-0 truncate" title={entry.feature}>{isShare ? `${entry.feature}: ${entry.category}` : entry.feature}</dt>
      <dd className="shrink-0 tabular" title={`95 % interval of the effect: ${formatSigned(entry.low95, 2)} to ${formatSigned(entry.high95, 2)}`}>
        <span className="text-ink">{format(entry.value)}</span> vs {format(entry.overall)} · {isShare ? "h" : "d"} {formatSigned(entry.effectSize, 2)}
      </dd>
    </div>
  );
}
