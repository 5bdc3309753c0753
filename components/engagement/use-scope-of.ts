"use client";

import { useMemo } from "react";
import { countedSubject } from "@/lib/charts/counted-subject";
import type { EngagementFacts } from "@/lib/schemas/engagement-facts";
import type { useComparedGroups } from "./compared-groups";
import { askedDays, type EngagementFilters, listFilters, previousDays, type SetEngagementFilters, usualGranularity } from "./engagement-filters";
import type { EngagementScope, ShownMembers } from "./engagement-scope";
import { placeParts } from "./filter-words";
import { useItemLabels } from "./use-filter-values";

interface ScopeParts {
  facts: EngagementFacts;
  filters: EngagementFilters;
  setFilters: SetEngagementFilters;
  compared: ReturnType<typeof useComparedGroups>;
  canChange: boolean;
  showMembers: (members: ShownMembers) => void;
  showUser: (key: string) => unknown;
}

/** What the charts share; the same object until something of it changes, so that a chart draws again only then. */
export function useScopeOf({ facts, filters, setFilters, compared, canChange, showMembers, showUser }: ScopeParts): EngagementScope {
  const groupsKey = JSON.stringify(compared.groups);
  const labels = useItemLabels(facts.datasetId, filters.item);
  const subject = countedSubject({ categories: filters.category, items: filters.item.map((item) => labels.get(item) ?? item), places: filters.place.map(placeParts) });
  return useMemo(() => {
    const days = askedDays(filters, facts.lastDay);
    const previous = previousDays(days);
    const partial = listFilters.filter((filter) => filters[filter].length > 0);
    return {
      datasetId: facts.datasetId,
      datasetName: facts.datasetName,
      granularity: filters.by ?? usualGranularity(days, facts.firstDay, facts.lastDay),
      timezone: filters.zone,
      days,
      ...(previous && previous.to >= facts.firstDay && { previousDays: previous }),
      question: { timezone: filters.zone, ...Object.fromEntries(partial.map((filter) => [filter, filters[filter]])) },
      wholeQuestion: { timezone: filters.zone },
      ...(subject !== undefined && { subject }),
      groups: compared.groups,
      isSettling: compared.isPending,
      has: facts.has,
      places: facts.places,
      canChange,
      isFiltered: (filter, value) => filters[filter].includes(value),
      toggleFilter: (filter, value) => void setFilters({ [filter]: filters[filter].includes(value) ? filters[filter].filter((each) => each !== value) : [...filters[filter], value] }),
      showOnly: (key) => void setFilters({ compare: [key], run: null }),
      showMembers,
      showUser: (key) => void showUser(key),
    };
    // The groups are compared by what they hold: they are made anew on every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [facts, filters, setFilters, groupsKey, subject, compared.isPending, canChange, showMembers, showUser]);
}
