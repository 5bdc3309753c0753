"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { formatQuantity } from "@/lib/charts/format-quantity";
import type { DistributionPoint } from "@/lib/charts/prepare-distribution";
import { DistributionBars } from "./distribution-bars";
import { groupLegend, useEngagementScope } from "./engagement-scope";
import { type GroupRows, useCompared } from "./use-chart";

const height = 220;

/** How ratings spread; shares of each group with their 95 % intervals. */
export function RatingsChart() {
  const scope = useEngagementScope();
  const { series, state } = useCompared("ratings");
  const points = pointsOf(series);
  const intervals = new Map(series.flatMap(({ key, rows }) => rows.map((row) => [`${key} ${nameOf(row)}`, row])));
  return (
    <ChartFrame
      title="How do they rate?"
      definition="share of the rated events; whiskers: 95 %"
      height={height}
      state={state("No event in this range has a rating.")}
      legend={groupLegend(scope)}
      source={scope.datasetName}
      table={{ columns: [{ label: "Group" }, ...["From", "To", "Events", "Share, 0–1", "95 % from", "95 % to"].map((label) => ({ label, numeric: true }))], rows: series.flatMap(({ label, rows }) => rows.map((row) => [label, row.fromRating, row.toRating, row.events, row.shareRatio, row.low95, row.high95])) }}
    >
      <DistributionBars
        points={points}
        groups={series}
        height={height}
        noun="ratings"
        intervalOf={(point, key) => {
          const row = intervals.get(`${key} ${point.label}`);
          return row ? [row.shareRatio - row.low95, row.high95 - row.shareRatio] : undefined;
        }}
      />
    </ChartFrame>
  );
}

function nameOf(row: { fromRating: number; toRating: number }): string {
  return row.fromRating === row.toRating ? formatQuantity(row.fromRating) : `${formatQuantity(row.fromRating)}–${formatQuantity(row.toRating)}`;
}

function pointsOf(series: GroupRows<"ratings">[]): DistributionPoint[] {
  const places = new Map(series.flatMap(({ rows }) => rows.map((row) => [nameOf(row), row.fromRating])));
  return [...places].toSorted((a, b) => a[1] - b[1]).map(([label]): DistributionPoint => ({
    label,
    ...Object.fromEntries(series.flatMap(({ key, rows }) => {
      const row = rows.find((each) => nameOf(each) === label);
      return [[key, row?.shareRatio ?? null], [`${key}.count`, row?.events ?? 0]];
    })),
  }));
}
