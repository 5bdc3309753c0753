"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { formatQuantity } from "@/lib/charts/format-quantity";
import { prepareDistribution } from "@/lib/charts/prepare-distribution";
import { DistributionBars } from "./distribution-bars";
import { groupLegend, useEngagementScope } from "./engagement-scope";
import { useCompared } from "./use-chart";

const height = 220;

/** How long single events are. */
export function DurationsChart() {
  const scope = useEngagementScope();
  const { series, state } = useCompared("durations");
  const points = prepareDistribution(series.map(({ key, rows }) => ({ key, bars: rows.map((row) => ({ from: row.fromMinutes, to: row.toMinutes, count: row.events })) })), formatQuantity);
  return (
    <ChartFrame
      title="How long at a time?"
      definition="share of events by minutes"
      height={height}
      state={state("No event in this range has a duration.")}
      legend={groupLegend(scope)}
      source={scope.datasetName}
      table={{ columns: [{ label: "Group" }, { label: "From, minutes", numeric: true }, { label: "To, minutes", numeric: true }, { label: "Events", numeric: true }], rows: series.flatMap(({ label, rows }) => rows.map((row) => [label, row.fromMinutes, row.toMinutes, row.events])) }}
    >
      <DistributionBars points={points} groups={series} height={height} noun="events" />
    </ChartFrame>
  );
}
