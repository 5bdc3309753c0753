"use client";

import { CalendarDays, Link2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { timezoneNames } from "@/lib/charts/timezone-names";
import type { Granularity } from "@/lib/schemas/engagement";
import { type EngagementFilters, granularities, presets, type SetEngagementFilters } from "./engagement-filters";

interface FilterBarProps {
  filters: EngagementFilters;
  setFilters: SetEngagementFilters;
  /** What stands in where the URL names no granularity. */
  granularity: Granularity;
  /** Days of the data, for the range's limits. */
  firstDay: string;
  lastDay: string;
}

const presetNames: Record<(typeof presets)[number], string> = { all: "All time", "365": "Last 365 days", "180": "Last 180 days", "90": "Last 90 days", "30": "Last 30 days", "7": "Last 7 days" };

/** Range, granularity and zone, which all charts of the page share, and the link that shows a colleague the same. */
export function FilterBar({ filters, setFilters, granularity, firstDay, lastDay }: FilterBarProps) {
  const zones = timezoneNames(Intl.supportedValuesOf("timeZone"), filters.zone);
  return (
    <>
      <RangeChoice filters={filters} setFilters={setFilters} firstDay={firstDay} lastDay={lastDay} />
      <Select aria-label="Granularity" className="w-28 font-medium" value={granularity} onChange={(event) => void setFilters({ by: granularities.find((unit) => unit === event.target.value) ?? null })}>
        {granularities.map((unit) => <option key={unit} value={unit}>by {unit}</option>)}
      </Select>
      <Select aria-label="Time zone" className="w-44 font-medium" value={filters.zone} onChange={(event) => void setFilters({ zone: event.target.value })}>
        {zones.map((zone) => <option key={zone} value={zone}>{zone}</option>)}
      </Select>
      <Button onClick={() => void navigator.clipboard.writeText(window.location.href).then(() => toast.success("Link copied: it shows a colleague the same"))}>
        <Link2 aria-hidden /> Copy link
      </Button>
    </>
  );
}

function RangeChoice({ filters, setFilters, firstDay, lastDay }: Omit<FilterBarProps, "granularity">) {
  const from = filters.from ?? firstDay;
  const to = filters.to ?? lastDay;
  const name = filters.range === "custom" ? `${from} – ${to}` : presetNames[filters.range];
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button aria-label={`Range: ${name}`}><CalendarDays aria-hidden /> {name}</Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Range" className="w-64">
        <div className="grid grid-cols-2 gap-1.5">
          {presets.map((preset) => (
            <PopoverClose key={preset} asChild>
              <Button size="sm" aria-pressed={filters.range === preset} className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent" onClick={() => void setFilters({ range: preset, from: null, to: null })}>{presetNames[preset]}</Button>
            </PopoverClose>
          ))}
        </div>
        <div className="mt-3 grid grid-cols-2 gap-2">
          <Field label="From"><Input type="date" min={firstDay} max={to} value={from} onChange={(event) => void setFilters({ range: "custom", from: event.target.value || null, to })} /></Field>
          <Field label="To"><Input type="date" min={from} max={lastDay} value={to} onChange={(event) => void setFilters({ range: "custom", from, to: event.target.value || null })} /></Field>
        </div>
        <p className="mt-2 text-xs text-muted">The data run from {firstDay} to {lastDay}; a preset counts back from the last day.</p>
      </PopoverContent>
    </Popover>
  );
}
