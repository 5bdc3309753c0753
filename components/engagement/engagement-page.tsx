"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import type { EngagementFacts } from "@/lib/schemas/engagement-facts";
import { useComparedGroups } from "./compared-groups";
import { CompareBar } from "./compare-bar";
import { useEngagementFilters } from "./engagement-filters";
import { EngagementNotices, MatchRates } from "./engagement-notices";
import { EngagementScopeContext, type ShownMembers } from "./engagement-scope";
import { FeaturesButton } from "./features-button";
import { FilterBar } from "./filter-bar";
import { useScopeOf } from "./use-scope-of";

const EngagementDashboard = dynamic(() => import("./engagement-dashboard").then((module) => module.EngagementDashboard), { loading: () => <Skeleton className="h-[80rem] w-full" />, ssr: false });
const MembersSheet = dynamic(() => import("./members-sheet").then((module) => module.MembersSheet), { ssr: false });
const UserSheet = dynamic(() => import("./user-sheet").then((module) => module.UserSheet), { ssr: false });

interface EngagementPageProps {
  facts: EngagementFacts;
  /** May make features and audiences, and share. */
  canChange: boolean;
}

/** Who is active, when, on what, for how long, and who comes back; for everybody or group by group. */
export function EngagementPage({ facts, canChange }: EngagementPageProps) {
  const [filters, setFilters] = useEngagementFilters();
  const [user, setUser] = useQueryState("user", parseAsString.withOptions({ history: "push" }));
  const [members, setMembers] = useState<ShownMembers>();
  const [tools, setTools] = useState<HTMLElement | null>(null);
  const compared = useComparedGroups(filters.run, filters.compare);
  const scope = useScopeOf({ facts, filters, setFilters, compared, canChange, showMembers: setMembers, showUser: setUser });
  return (
    <EngagementScopeContext value={scope}>
      <PageHeader
        breadcrumbs={[{ label: "Engagement", href: "/engagement" }, { label: facts.datasetName }]}
        title={facts.datasetName}
        subtitle={<>{formatCount(facts.events)} {facts.events === 1 ? "event" : "events"}, {facts.firstDay} to {facts.lastDay}, version {facts.version} of <Link className="underline" href={`/datasets/${facts.datasetId}`}>the dataset</Link><MatchRates facts={facts} /></>}
      />
      <div className="mb-3 flex flex-wrap items-center gap-2 print:hidden">
        <FilterBar filters={filters} setFilters={setFilters} granularity={scope.granularity} firstDay={facts.firstDay} lastDay={facts.lastDay} />
        <div className="flex flex-wrap items-center gap-2 lg:ml-auto">
          <div ref={setTools} className="contents" />
          {canChange && facts.has.user ? <FeaturesButton datasetId={facts.datasetId} timezone={filters.zone} /> : null}
        </div>
      </div>
      <CompareBar datasetId={facts.datasetId} filters={filters} setFilters={setFilters} groups={scope.groups} has={facts.has} places={facts.places} />
      <EngagementNotices facts={facts} groupsError={compared.error} part={compared.all.length > 0 ? { compared: compared.groups.length, all: compared.all.length } : undefined} onCompareAll={() => void setFilters({ compare: compared.all, run: null })} />
      <EngagementDashboard tools={tools} />
      {members ? <MembersSheet members={members} hasProfiles={facts.profilesDatasetId !== undefined} onClose={() => setMembers(undefined)} /> : null}
      {user ? <UserSheet datasetId={facts.datasetId} timezone={filters.zone} user={user} onClose={() => void setUser(null)} /> : null}
    </EngagementScopeContext>
  );
}
