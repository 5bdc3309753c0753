"use client";

import { useQuery } from "@tanstack/react-query";
import { Shapes } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson } from "@/lib/http/browser-fetch";
import { recommenderSegmentsSchema } from "@/lib/schemas/recommendation";
import { ContestedCard } from "./contested-card";
import { DemandCard } from "./demand-card";
import { recommenderPath } from "./recommender-paths";
import type { RecommenderTabProps } from "./recommender-tabs";
import { SegmentLiftCard } from "./segment-lift-card";
import { LazyTitleSheet } from "./lazy-title-sheet";
import type { SheetItem } from "./title-sheet";

/** What to promote to whom: what each segment takes more than others, what segments disagree on, what new titles can expect. */
export function SegmentsTab({ recommender }: RecommenderTabProps) {
  const [open, setOpen] = useState<SheetItem>();
  const answer = useQuery({
    queryKey: ["recommender-segments", recommender.id, recommender.promoted],
    queryFn: ({ signal }) => fetchJson(recommenderPath(recommender.id, "segments"), recommenderSegmentsSchema, { signal }),
    staleTime: 300_000,
  });
  if (answer.isPending) return <div role="status" aria-label="Loading segments" className="grid grid-cols-1 gap-3.5 lg:grid-cols-2"><Skeleton className="h-80" /><Skeleton className="h-80" /></div>;
  if (answer.error) return <ProblemAlert error={answer.error} onRetry={() => void answer.refetch()} />;
  const { segments, contested, demand, notices } = answer.data;
  const newTitles = demand.length > 0 ? <DemandCard answer={answer.data} onOpen={setOpen} source={recommender.name} /> : null;
  const sheet = <LazyTitleSheet recommender={recommender} item={open} onClose={() => setOpen(undefined)} onOpen={setOpen} />;
  if (segments.length === 0) {
    return <div className="flex flex-col gap-3.5"><Card><EmptyState icon={Shapes} title="No segments to tell apart" action={<Button asChild><a href={`/datasets/${recommender.datasetId}`}>Open the events</a></Button>}>{notices[0] ?? "Train this recommender with a segmentation of its users."}</EmptyState></Card>{newTitles}{sheet}</div>;
  }
  return (
    <div className="flex flex-col gap-3.5">
      {notices.map((notice) => <p key={notice} className="text-xs text-muted">{notice}</p>)}
      <div className={`grid grid-cols-1 gap-3.5 lg:grid-cols-2 [&>*]:min-w-0 ${segments.length % 3 === 0 ? "xl:grid-cols-3" : ""}`}>
        {segments.map((segment) => <SegmentLiftCard key={segment.segment} segment={segment} onOpen={setOpen} source={recommender.name} />)}
      </div>
      {contested.length > 0 ? <ContestedCard contested={contested} segments={segments} onOpen={setOpen} source={recommender.name} /> : null}
      {newTitles}
      {sheet}
    </div>
  );
}
