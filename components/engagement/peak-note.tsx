"use client";

import { Button } from "@/components/ui/button";
import { formatPeriod } from "@/lib/charts/format-period";
import { formatCount } from "@/lib/charts/format-quantity";
import type { ActivityMeasure, ActivityModel } from "@/lib/charts/prepare-activity";
import type { Granularity } from "@/lib/schemas/engagement";
import { useEngagementScope } from "./engagement-scope";

interface PeakNoteProps {
  model: ActivityModel;
  unit: Granularity;
  measure: ActivityMeasure;
  /** The first group's name. */
  label?: string;
}

/** The busiest period in words; its users are a click away. */
export function PeakNote({ model: { peak }, unit, measure, label }: PeakNoteProps) {
  const scope = useEngagementScope();
  if (!peak) return null;
  const name = formatPeriod(peak.at, unit);
  const [first] = scope.groups;
  const isCompared = scope.groups.length > 1;
  const unitName = peak.value === 1 ? measure.slice(0, -1) : measure;
  return (
    <>
      Peak{isCompared ? <> of “{label}”</> : null}: {name}, {formatCount(peak.value)} {unitName}.{" "}
      {scope.has.user && unit !== "hour" ? (
        <Button variant="link" className="text-xs font-normal" onClick={() => scope.showMembers({ title: `Active in ${unit === "week" ? "the week of " : ""}${name}${isCompared ? `, ${label}` : ""}`, question: { ...first?.question, granularity: unit, periodStart: peak.at } })}>Who was there?</Button>
      ) : null}
    </>
  );
}
