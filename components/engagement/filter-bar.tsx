"use client";

import { useQuery } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { timezoneNames } from "@/lib/charts/timezone-names";
import { fetchJson } from "@/lib/http/browser-fetch";
import { segmentationPageSchema } from "@/lib/schemas/segmentation";
import { granularities, presets, type useEngagementFilters } from "./engagement-filters";

interface FilterBarProps {
  filters: ReturnType<typeof useEngagementFilters>[0];
  setFilters: ReturnType<typeof useEngagementFilters>[1];
  /** Days (UTC) of the data, for the range's limits. */
  firstDay: string;
  lastDay: string;
}

const presetNames: Record<(typeof presets)[number], string> = { all: "All time", "365": "Last 365 days", "180": "Last 180 days", "90": "Last 90 days", "30": "Last 30 days", "7": "Last 7 days" };

/** What all charts of the page are asked for. A preset counts back from the last day of the data. */
export function FilterBar({ filters, setFilters, firstDay, lastDay }: FilterBarProps) {
  const zones = timezoneNames(Intl.supportedValuesOf("timeZone"), filters.zone);
  return (
    <div className="mb-3.5 flex flex-wrap items-end gap-2.5 print:hidden">
      <Field label="Range" className="w-36">
        <Select value={filters.range} onChange={(event) => void setFilters({ range: event.target.value as typeof filters.range })}>
          {presets.map((preset) => <option key={preset} value={preset}>{presetNames[preset]}</option>)}
          <option value="custom">Own range</option>
        </Select>
      </Field>
      {filters.range === "custom" ? (
        <>
          <Field label="From" className="w-36"><Input type="date" min={firstDay} max={lastDay} value={filters.from ?? firstDay} onChange={(event) => void setFilters({ from: event.target.value || null })} /></Field>
          <Field label="To" className="w-36"><Input type="date" min={firstDay} max={lastDay} value={filters.to ?? lastDay} onChange={(event) => void setFilters({ to: event.target.value || null })} /></Field>
        </>
      ) : null}
      <Field label="By" className="w-24">
        <Select value={filters.by} onChange={(event) => void setFilters({ by: event.target.value as typeof filters.by })}>
          {granularities.map((unit) => <option key={unit} value={unit}>{unit.charAt(0).toUpperCase() + unit.slice(1)}</option>)}
        </Select>
      </Field>
      <Field label="Time zone" className="w-48">
        <Select value={filters.zone} onChange={(event) => void setFilters({ zone: event.target.value })}>
          {zones.map((zone) => <option key={zone} value={zone}>{zone}</option>)}
        </Select>
      </Field>
      <RunChoice run={filters.run} onChoose={(run) => void setFilters({ run, segments: [] })} />
      <Button className="ml-auto" onClick={() => void navigator.clipboard.writeText(window.location.href).then(() => toast.success("Link copied: it shows a colleague the same"))}>
        <Link2 aria-hidden /> Copy link
      </Button>
    </div>
  );
}

/** A finished run whose segments the charts compare. */
function RunChoice({ run, onChoose }: { run: string | null; onChoose: (run: string | null) => void }) {
  const runs = useQuery({
    queryKey: ["segmentations", "succeeded", "compare"],
    queryFn: ({ signal }) => fetchJson("/api/v1/segmentations?status=succeeded&limit=200", segmentationPageSchema, { signal }),
  });
  const items = runs.data?.items.filter(({ algorithm }) => algorithm !== "pca") ?? [];
  return (
    <Field label="Compare segments of" className="w-60">
      <Select value={run ?? ""} onChange={(event) => onChoose(event.target.value || null)}>
        <option value="">Everybody together</option>
        {items.map((item) => <option key={item.id} value={item.id}>{item.datasetName}: {item.name}</option>)}
      </Select>
    </Field>
  );
}
