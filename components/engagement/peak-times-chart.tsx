"use client";

import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { HeatGrid } from "@/components/charts/heat-grid";
import { prepareHoursOfWeek } from "@/lib/charts/prepare-heat-grid";
import { useEngagementScope } from "./engagement-scope";
import { GroupChoice } from "./group-choice";
import { stateOf, useChart } from "./use-chart";

const cellHeight = 25;
const height = 7 * cellHeight + 18;

/** When the week is busy, in the asked zone. */
export function PeakTimesChart() {
  const scope = useEngagementScope();
  const [chosen, setChosen] = useState("");
  const group = scope.groups.find(({ key }) => key === chosen) ?? scope.groups[0];
  const answer = useChart(scope.datasetId, "peak-times", { ...scope.question, ...group?.question });
  const rows = answer.data ?? [];
  const busy = rows.some((row) => row.events > 0);
  return (
    <ChartFrame
      title="When?"
      definition={`events by weekday and hour, ${scope.timezone}`}
      height={height}
      state={answer.isSuccess && !busy ? { status: "empty", message: "Nothing happened in this range. Choose a longer one." } : stateOf([answer], "Nothing happened in this range.")}
      source={scope.datasetName}
      actions={<GroupChoice groups={scope.groups} value={group?.key ?? ""} onChange={setChosen} />}
      table={{ columns: [{ label: "ISO weekday", numeric: true }, { label: "Hour", numeric: true }, { label: "Events", numeric: true }, { label: "Users", numeric: true }], rows: rows.map((row) => [row.isoWeekday, row.hour, row.events, row.users]) }}
    >
      <HeatGrid model={prepareHoursOfWeek(rows)} label="Events by weekday and hour" cellHeight={cellHeight} color={group?.color} />
    </ChartFrame>
  );
}
