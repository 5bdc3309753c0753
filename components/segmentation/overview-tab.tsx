"use client";

import dynamic from "next/dynamic";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { DENDROGRAM_HEIGHT, LOADINGS_HEIGHT, MAP_HEIGHT, SIZES_HEIGHT } from "./chart-heights";
import { HeadlineCard } from "./headline-card";
import type { ResultTabProps } from "./run-result";
import { SegmentCards } from "./segment-cards";

/** Holds the place of a chart whose code is still loading. */
function placeOf(height: number) {
  return function ChartPlace() {
    return <Card role="status" aria-label="Loading chart"><Skeleton style={{ height: height + 36 }} className="w-full" /></Card>;
  };
}

const MapChart = dynamic(() => import("./map-chart").then((module) => module.MapChart), { ssr: false, loading: placeOf(MAP_HEIGHT) });
const SizesChart = dynamic(() => import("./sizes-chart").then((module) => module.SizesChart), { ssr: false, loading: placeOf(SIZES_HEIGHT) });
const DendrogramChart = dynamic(() => import("./dendrogram-chart").then((module) => module.DendrogramChart), { ssr: false, loading: placeOf(DENDROGRAM_HEIGHT) });
const ProfileChart = dynamic(() => import("./profile-chart").then((module) => module.ProfileChart), { ssr: false, loading: placeOf(MAP_HEIGHT) });
const ScreeChart = dynamic(() => import("./scree-chart").then((module) => module.ScreeChart), { ssr: false, loading: placeOf(MAP_HEIGHT) });
const LoadingsChart = dynamic(() => import("./loadings-chart").then((module) => module.LoadingsChart), { ssr: false, loading: placeOf(LOADINGS_HEIGHT) });

/** The answer at a glance: figures and their reading, the segments, the map, what sets them apart. */
export function OverviewTab({ run, canChange }: ResultTabProps) {
  const isPca = run.algorithm === "pca";
  return (
    <div className="flex flex-col gap-3.5">
      <HeadlineCard run={run} />
      {isPca ? null : <SegmentCards segments={run.segments} runId={run.id} canChange={canChange} />}
      <div className="grid grid-cols-1 gap-3.5 lg:grid-cols-2">
        <MapChart run={run} />
        {isPca ? <ScreeChart run={run} /> : run.details?.mergeTree ? <DendrogramChart run={run} /> : <SizesChart run={run} beside />}
      </div>
      {isPca ? <LoadingsChart run={run} /> : <ProfileChart run={run} />}
      {run.details?.mergeTree ? <SizesChart run={run} /> : null}
    </div>
  );
}
