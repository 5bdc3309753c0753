"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { BoxPlots, boxPlotsHeight } from "@/components/charts/box-plots";
import { ChartLegend } from "@/components/charts/chart-legend";
import { ChartFrame } from "@/components/charts/chart-frame";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { type BoxPlotModel, prepareBoxPlots } from "@/lib/charts/prepare-box-plots";
import { prepareProfile } from "@/lib/charts/prepare-profile";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { CategoryTable } from "./category-table";
import { ParallelChart } from "./parallel-chart";
import { ProfileChart } from "./profile-chart";
import type { ResultTabProps } from "./run-result";
import { RadarChart } from "./radar-chart";
import { segmentLegend, sourceOf } from "./segment-legend";
import { SeparationChart } from "./separation-chart";

const views = ["heat", "boxes", "parallel", "radar"] as const;
const FEATURE_LIMIT = 40;

/** How the segments differ, feature by feature, also in features that the clustering did not use. */
export function ProfileTab({ run }: ResultTabProps) {
  const [view, setView] = useQueryState("view", parseAsStringLiteral(views).withDefault("heat"));
  const switcher = <SegmentedControl size="sm" label="View" value={view} onValueChange={(next) => void setView(next)} options={[{ value: "heat", label: "Heat map" }, { value: "boxes", label: "Box plots" }, { value: "parallel", label: "Parallel" }, { value: "radar", label: "Radar" }]} />;
  return (
    <div className="flex flex-col gap-3.5">
      {view === "heat" ? <ProfileChart run={run} limit={FEATURE_LIMIT} actions={switcher} /> : null}
      {view === "boxes" ? <BoxPlotGrid run={run} switcher={switcher} /> : null}
      {view === "parallel" ? <ParallelChart run={run} actions={switcher} /> : null}
      {view === "radar" ? <RadarChart run={run} actions={switcher} /> : null}
      {run.algorithm === "pca" ? null : <SeparationChart run={run} />}
      <CategoryTable run={run} />
    </div>
  );
}

function BoxPlotGrid({ run, switcher }: { run: Segmentation; switcher: React.ReactNode }) {
  const models = useMemo(() => {
    const { features } = prepareProfile(run.segments, run.details?.overall ?? {}, run.features, FEATURE_LIMIT);
    return features.flatMap(({ name }) => prepareBoxPlots(run.segments, run.details?.overall ?? {}, name) ?? []);
  }, [run]);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-xs text-muted">Quartiles, median and range of each feature by segment; dashed: median of all rows.</p>
        {switcher}
        <ChartLegend entries={segmentLegend(run.segments)} className="w-full" />
      </div>
      <div className="grid grid-cols-1 gap-3.5 lg:grid-cols-2 2xl:grid-cols-3">
        {models.map((model) => (
          <ChartFrame key={model.feature} title={model.feature} definition={run.features.includes(model.feature) ? "by segment" : "by segment; not used for the clustering"} height={boxPlotsHeight(model)} table={boxTable(model)} legend={segmentLegend(run.segments)} showsLegend={false} source={sourceOf(run)}>
            <BoxPlots model={model} />
          </ChartFrame>
        ))}
      </div>
    </>
  );
}

function boxTable(model: BoxPlotModel) {
  return {
    columns: [{ label: "Segment" }, ...["Least", "Lower quartile", "Median", "Upper quartile", "Most"].map((label) => ({ label, numeric: true }))],
    rows: model.boxes.map((box) => [box.name, box.min, box.q1, box.median, box.q3, box.max]),
  };
}
