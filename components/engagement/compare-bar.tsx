"use client";

import { formatCount } from "@/lib/charts/format-quantity";
import { Button } from "@/components/ui/button";
import { Chip } from "./chip";
import { type ComparedGroup, everybody } from "./compared-groups";
import type { EngagementFilters, ListFilter, SetEngagementFilters } from "./engagement-filters";
import { EventFilterMenu } from "./event-filter-menu";
import { filterWords, placeParts } from "./filter-words";
import { GroupMenu } from "./group-menu";
import { useItemLabels } from "./use-filter-values";

interface CompareBarProps {
  datasetId: string;
  filters: EngagementFilters;
  setFilters: SetEngagementFilters;
  groups: ComparedGroup[];
  /** Filters that the columns of the dataset allow. */
  has: { item: boolean; category: boolean };
  places: string[];
}

/** Who is compared and what is left out, as chips that can be taken away, and how to add to them. */
export function CompareBar({ datasetId, filters, setFilters, groups, has, places }: CompareBarProps) {
  const keys = groups.map(({ key }) => key);
  const isCompared = groups.some((group) => group !== everybody);
  const labels = useItemLabels(datasetId, filters.item);
  const remove = (filter: ListFilter, value: string) => void setFilters({ [filter]: filters[filter].filter((each) => each !== value) });
  const isFiltered = filters.category.length + filters.item.length + filters.place.length > 0;
  // What the URL names, also while it is being looked up.
  const chosen = filters.compare.length > 0 ? filters.compare : isCompared ? keys : [];
  const setGroups = (compare: string[]) => void setFilters({ compare, run: null });
  return (
    <div className="mb-3.5 flex flex-wrap items-center gap-2 print:hidden">
      <span className="text-sm text-muted" id="compare-heading">Compare</span>
      <ul aria-labelledby="compare-heading" className="contents">
        {isCompared ? groups.map(({ key, label, color, size }) => (
          <Chip key={key} color={color} name={label} aside={size === undefined ? undefined : formatCount(size)} onRemove={() => setGroups(chosen.filter((each) => each !== key))} />
        )) : null}
      </ul>
      <GroupMenu datasetId={datasetId} chosen={chosen} onChange={setGroups} />
      <ul aria-label="Filters" className="contents">
        {filters.category.map((value) => <Chip key={`c${value}`} kind={filterWords.category} name={value} onRemove={() => remove("category", value)} />)}
        {filters.item.map((value) => <Chip key={`i${value}`} kind={filterWords.item} name={labels.get(value) ?? value} onRemove={() => remove("item", value)} />)}
        {filters.place.map((value) => <Chip key={`p${value}`} kind={placeParts(value).column} name={placeParts(value).value} onRemove={() => remove("place", value)} />)}
      </ul>
      {has.category || has.item || places.length > 0 ? <EventFilterMenu datasetId={datasetId} filters={filters} setFilters={setFilters} has={has} places={places} /> : null}
      {isFiltered || isCompared ? <Button variant="ghost" size="sm" className="text-muted" onClick={() => void setFilters({ compare: [], run: null, category: [], item: [], place: [] })}>Clear all</Button> : null}
    </div>
  );
}
