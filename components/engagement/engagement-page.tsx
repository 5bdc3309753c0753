"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import type { EngagementFacts } from "@/lib/schemas/engagement-facts";
import { type Segmentation, segmentationSchema } from "@/lib/schemas/segmentation";
import { askedDays, previousDays, useEngagementFilters } from "./engagement-filters";
import { type ComparedGroup, type EngagementScope, EngagementScopeContext } from "./engagement-scope";
import { FeaturesButton } from "./features-button";
import { FilterBar } from "./filter-bar";
import { mostCompared, SegmentChoice } from "./segment-choice";
import { SummaryFigures } from "./summary-figures";

const EngagementCharts = dynamic(() => import("./engagement-charts").then((module) => module.EngagementCharts), { loading: () => <Skeleton className="h-96 w-full" />, ssr: false });

/** Who is active, when, on what, for how long, and who comes back; for everybody or segment by segment. */
export function EngagementPage({ facts, canChange }: { facts: EngagementFacts; canChange: boolean }) {
  const [filters, setFilters] = useEngagementFilters();
  const run = useRun(filters.run);
  const days = askedDays(filters, facts.lastDay);
  const previous = previousDays(days);
  const chosen = run.data ? chosenSegments(run.data, filters.segments) : [];
  const groups = run.data ? segmentGroups(run.data, chosen) : everybody;
  const scope: EngagementScope = {
    datasetId: facts.datasetId,
    datasetName: facts.datasetName,
    granularity: filters.by,
    timezone: filters.zone,
    question: { timezone: filters.zone, ...days },
    ...(previous && previous.to >= facts.firstDay && { previousQuestion: { timezone: filters.zone, ...previous } }),
    groups,
    has: facts.has,
  };
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Engagement", href: "/engagement" }, { label: facts.datasetName }]}
        title={facts.datasetName}
        subtitle={<>{formatCount(facts.events)} events, {facts.firstDay} to {facts.lastDay} · version {facts.version} of <Link className="underline" href={`/datasets/${facts.datasetId}`}>the dataset</Link></>}
        actions={canChange && facts.has.user ? <FeaturesButton datasetId={facts.datasetId} timezone={filters.zone} /> : null}
      />
      <FilterBar filters={filters} setFilters={setFilters} firstDay={facts.firstDay} lastDay={facts.lastDay} />
      <Notices facts={facts} runError={run.error} />
      {run.data ? <SegmentChoice run={run.data} chosen={chosen} onChange={(segments) => void setFilters({ segments })} /> : null}
      <EngagementScopeContext value={scope}>
        <div className="grid gap-3.5">
          <SummaryFigures />
          <EngagementCharts />
        </div>
      </EngagementScopeContext>
    </>
  );
}

const everybody: ComparedGroup[] = [{ key: "everybody", label: "Everybody", color: "var(--segment-0)", question: {} }];

function useRun(id: string | null) {
  return useQuery({ queryKey: ["segmentation", id], queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${id}`, segmentationSchema, { signal }), enabled: id !== null, retry: false });
}

/** Without a choice the largest segments are compared. */
function chosenSegments(run: Segmentation, asked: number[]): number[] {
  const known = run.segments.map(({ segment }) => segment);
  const found = asked.filter((segment) => known.includes(segment));
  return found.length > 0 ? found : known.filter((segment) => segment >= 0).slice(0, mostCompared);
}

function segmentGroups(run: Segmentation, chosen: number[]): ComparedGroup[] {
  return run.segments
    .filter(({ segment }) => chosen.includes(segment))
    .map(({ segment, name }) => ({ key: `segment${segment}`, label: name, color: segmentColor(segment), question: { segmentation: run.id, segment } }));
}

function Notices({ facts, runError }: { facts: EngagementFacts; runError: unknown }) {
  const link = facts.itemLink;
  return (
    <div className="mb-3.5 grid gap-2 empty:hidden">
      {runError ? <Alert tone="danger" title={problemText(runError).title} reference={problemText(runError).requestId}>{problemText(runError).detail}</Alert> : null}
      {facts.untimed > 0 ? <Alert title={`${formatCount(facts.untimed)} events have no time`}>No chart counts them.</Alert> : null}
      {link && link.unknownItems > 0 ? <Alert title={`${formatCount(link.unknownItems)} items are not in the linked catalogue`}>{formatCount(link.unknownItemEvents)} events name them; they count, but have no title and no category.</Alert> : null}
      {!facts.has.category ? <Alert title="No categories" action={<Button asChild size="sm"><Link href={`/datasets/${facts.datasetId}`}>Open the dataset</Link></Button>}>Link a dataset of items, or give a column the role “category”, to see what is asked for.</Alert> : null}
    </div>
  );
}
