"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { engagementLinksSchema } from "@/lib/schemas/engagement-answers";
import type { EngagementFacts } from "@/lib/schemas/engagement-facts";

interface EngagementNoticesProps {
  facts: EngagementFacts;
  groupsError: unknown;
  /** So many of a run's segments are compared, of so many that it has; absent when it is all of them. */
  part?: { compared: number; all: number };
  onCompareAll: () => void;
}

/** What one should know before reading the charts: events that don't count, ids that a linked dataset doesn't know. */
export function EngagementNotices({ facts, groupsError, part, onCompareAll }: EngagementNoticesProps) {
  return (
    <div className="mb-3.5 grid gap-2 empty:hidden">
      {groupsError ? <Alert tone="danger" title={problemText(groupsError).title} reference={problemText(groupsError).requestId}>{problemText(groupsError).detail} It is left out below.</Alert> : null}
      {part ? <p className="text-xs text-muted">The {part.compared} largest of {part.all} segments are compared. <button type="button" className="underline hover:text-ink" onClick={onCompareAll}>Compare all {part.all}</button></p> : null}
      {facts.untimed > 0 ? <Alert title={facts.untimed === 1 ? "One event has no time" : `${formatCount(facts.untimed)} events have no time`}>No chart counts {facts.untimed === 1 ? "it" : "them"}.</Alert> : null}
      {!facts.has.category ? <Alert title="No categories" action={<Button asChild size="sm"><Link href={`/datasets/${facts.datasetId}`}>Open the dataset</Link></Button>}>Link a dataset of items, or give a column the role “category”, to see what is asked for.</Alert> : null}
    </div>
  );
}

const linkNames = { items: "item ids", profiles: "user ids" } as const;

/** How well the keys of linked datasets match, with what they don't know to download; in one line below the title. */
export function MatchRates({ facts }: { facts: EngagementFacts }) {
  const isLinked = facts.itemLink !== undefined || facts.profilesDatasetId !== undefined;
  const links = useQuery({ queryKey: ["engagement-links", facts.datasetId, facts.version], queryFn: ({ signal }) => fetchJson(`/api/v1/engagement/${facts.datasetId}/links`, engagementLinksSchema, { signal }), enabled: isLinked, staleTime: 60_000, retry: false });
  return (["items", "profiles"] as const).map((link) => {
    const rate = links.data?.[link];
    if (!rate) return null;
    const unknown = rate.ids - rate.matchedIds;
    return (
      <span key={link}>
        {" · "}
        {formatShare(rate.matchedRatio)} of {linkNames[link]} found in <Link className="underline" href={`/datasets/${rate.datasetId}`}>{rate.datasetName}</Link>
        {unknown > 0 ? <>; {formatCount(unknown)} not: <a className="inline-flex items-baseline gap-1 underline" href={`/api/v1/engagement/${facts.datasetId}/unknown-ids?link=${link}`} download><Download aria-hidden className="size-3 self-center" />download</a></> : null}
      </span>
    );
  });
}
