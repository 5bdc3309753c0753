"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { problemText } from "@/lib/http/browser-fetch";
import { CheckList } from "./check-list";
import type { EngagementFilters, ListFilter, SetEngagementFilters } from "./engagement-filters";
import { filterWords } from "./filter-words";
import { offeredItems, useFilterValues } from "./use-filter-values";

interface EventFilterMenuProps {
  datasetId: string;
  filters: EngagementFilters;
  setFilters: SetEngagementFilters;
  has: { item: boolean; category: boolean };
  places: string[];
}

/** Which events count: some categories, some items, some places. */
export function EventFilterMenu({ datasetId, filters, setFilters, has, places }: EventFilterMenuProps) {
  const kinds = [...(has.category ? [{ value: "category", label: filterWords.category }] : []), ...(has.item ? [{ value: "item", label: filterWords.item }] : []), ...places.map((column) => ({ value: `place:${column}`, label: column }))];
  const [kind, setKind] = useState(kinds[0]?.value ?? "");
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState("");
  const found = useFilterValues(datasetId, kind, isOpen);
  const filter: ListFilter = kind === "category" ? "category" : kind === "item" ? "item" : "place";
  const wanted = text.trim().toLocaleLowerCase();
  const shown = found.values?.filter(({ value, label }) => label.toLocaleLowerCase().includes(wanted) || value.toLocaleLowerCase() === wanted) ?? [];
  const toggle = (value: string) => void setFilters({ [filter]: filters[filter].includes(value) ? filters[filter].filter((each) => each !== value) : [...filters[filter], value] });
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild><Button size="sm" className="font-normal text-muted"><Plus aria-hidden /> Filter</Button></PopoverTrigger>
      <PopoverContent aria-label="Filter events" className="w-72">
        {kinds.length > 1 ? <SegmentedControl label="Filter by" size="sm" className="mb-2" value={kind} onValueChange={setKind} options={kinds} /> : null}
        <Input aria-label="Find" placeholder="Find" value={text} onChange={(event) => setText(event.target.value)} className="mb-2" />
        {found.isPending ? <Skeleton className="h-40 w-full" /> : null}
        {found.error ? <p className="py-2 text-danger">{problemText(found.error).detail}</p> : null}
        <CheckList label={kinds.find(({ value }) => value === kind)?.label ?? kind} entries={shown.map(({ value, label, events }) => ({ key: value, label, aside: formatCount(events) }))} checked={filters[filter]} onToggle={toggle} />
        {found.values && shown.length === 0 ? <p className="px-1.5 py-2 text-muted">Nothing has that name{kind === "item" ? ` among the ${offeredItems} items with the most events` : ""}.</p> : null}
      </PopoverContent>
    </Popover>
  );
}
