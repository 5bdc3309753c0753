"use client";

import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { HeatGrid } from "@/components/charts/heat-grid";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { prepareRetention } from "@/lib/charts/prepare-heat-grid";
import { useEngagementScope } from "./engagement-scope";
import { GroupChoice } from "./group-choice";
import { stateOf, useChart } from "./use-chart";

const cellHeight = 26;
const height = 12 * cellHeight + 18;
const modes = [{ value: "nth", label: "In the period" }, { value: "on-or-after", label: "Or later" }] as const;

/** Who comes back, by the period of the first event. */
export function RetentionChart() {
  const scope = useEngagementScope();
  const [mode, setMode] = useState<(typeof modes)[number]["value"]>("nth");
  const [chosen, setChosen] = useState("");
  const group = scope.groups.find(({ key }) => key === chosen) ?? scope.groups[0];
  const answer = useChart(scope.datasetId, "retention", { ...scope.question, ...group?.question, granularity: scope.granularity, retention: mode });
  const rows = answer.data ?? [];
  const model = prepareRetention(rows, scope.granularity);
  return (
    <ChartFrame
      title="Who comes back?"
      definition={`share active n ${scope.granularity}s after the first event`}
      height={Math.min(height, 18 + Math.max(4, model.rows.length) * cellHeight)}
      state={stateOf([answer], "Nobody began in this range. Choose a longer one.")}
      source={scope.datasetName}
      note={model.capNote}
      actions={
        <>
          <GroupChoice groups={scope.groups} value={group?.key ?? ""} onChange={setChosen} />
          <SegmentedControl label="Counted as retained" size="sm" value={mode} onValueChange={setMode} options={modes} />
        </>
      }
      table={{ columns: [{ label: "Cohort" }, { label: "Users", numeric: true }, { label: "Period", numeric: true }, { label: "Active", numeric: true }, { label: "Share, 0–1", numeric: true }], rows: rows.map((row) => [row.cohort, row.cohortSize, row.period, row.activeUsers, row.retentionRatio]) }}
    >
      <HeatGrid model={model} label="Share of each cohort that came back" cellHeight={cellHeight} labelWidth={scope.granularity === "month" ? 56 : 76} asideLabel="Users" color={group?.color} />
    </ChartFrame>
  );
}
