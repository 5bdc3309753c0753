"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { Download, Pencil } from "lucide-react";
import { useState } from "react";
import type { z } from "zod";
import { PageHeader } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { formatCount } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { segmentColor } from "@/lib/charts/segment-color";
import { fetchJson } from "@/lib/http/browser-fetch";
import { segmentDetailSchema, type Segmentation } from "@/lib/schemas/segmentation";
import { EvidenceTable } from "./evidence-table";
import { SegmentCategories } from "./segment-categories";
import { SegmentFeatures } from "./segment-features";
import { SegmentRows } from "./segment-rows";

type SegmentDetail = z.infer<typeof segmentDetailSchema>;

const SegmentEditDialog = dynamic(() => import("./segment-edit-dialog").then((module) => module.SegmentEditDialog), { ssr: false });

interface SegmentPageProps {
  initialSegment: SegmentDetail;
  run: Segmentation;
  canChange: boolean;
}

/** Everything about one segment: what sets it apart, every feature against the whole, its rows. */
export function SegmentPage({ initialSegment, run, canChange }: SegmentPageProps) {
  const [editing, setEditing] = useState(false);
  const client = useQueryClient();
  const key = ["segment", initialSegment.id];
  const { data: segment } = useQuery({ queryKey: key, queryFn: () => fetchJson(`/api/v1/segments/${initialSegment.id}`, segmentDetailSchema), initialData: initialSegment });
  const exportPath = `/api/v1/segmentations/${run.id}/export?level=rows&segment=${segment.segment}`;
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Segmentations", href: "/segmentations" }, { label: run.name, href: `/segmentations/${run.id}` }, { label: segment.name }]}
        title={
          <span className="inline-flex max-w-full items-baseline gap-2.5">
            <span aria-hidden className="size-3.5 shrink-0 rounded-[4px]" style={{ background: segmentColor(segment.segment) }} />
            <span className="min-w-0">{segment.name}</span>
          </span>
        }
        subtitle={`${formatCount(segment.size)} rows, ${formatShare(segment.shareRatio)} of ${run.datasetName} v${run.datasetVersion} · ${segment.segment < 0 ? "noise" : `segment ${segment.segment}`} of ${run.name}`}
        actions={
          <>
            <Button asChild><a href={`${exportPath}&format=csv`} download><Download aria-hidden /> Export rows</a></Button>
            {canChange ? <Button variant="primary" onClick={() => setEditing(true)}><Pencil aria-hidden /> Rename or describe</Button> : null}
          </>
        }
      />
      <div className="flex flex-col gap-3.5">
        <Card>
          <CardHeader title="Who are they?" definition={segment.description === segment.automaticDescription ? "derived from the figures below" : "written by your team"} />
          <p className="max-w-4xl break-words whitespace-pre-line">{segment.description || "No description."}</p>
          {segment.stability ? <Badge className="mt-2" tone={segment.stability.jaccard >= 0.75 ? "good" : "warning"}>{segment.stability.reading} · {segment.stability.jaccard.toFixed(2)}</Badge> : null}
        </Card>
        <EvidenceTable evidence={segment.evidence} />
        <SegmentFeatures segment={segment} run={run} />
        <SegmentCategories segment={segment} run={run} />
        <SegmentRows runId={run.id} segment={segment.segment} size={segment.size} />
      </div>
      {editing ? <SegmentEditDialog segment={segment} open onOpenChange={setEditing} onSaved={() => void client.invalidateQueries({ queryKey: key })} /> : null}
    </>
  );
}
