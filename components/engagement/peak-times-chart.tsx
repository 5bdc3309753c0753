"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { HeatGrid } from "@/components/charts/heat-grid";
import { prepareHoursOfWeek, weekdays } from "@/lib/charts/prepare-heat-grid";
import { useEngagementScope } from "./engagement-scope";
import { SideBySide } from "./side-by-side";
import { useCardView } from "./use-card-view";
import { useCompared } from "./use-chart";
import { ViewChoice } from "./view-choice";

const cellHeight = 42;
const height = 7 * cellHeight + 18;
const names = { events: "Events", users: "Users" } as const;

/** When the week is busy, in the asked zone. A cell shows who is there. */
export function PeakTimesChart() {
  const scope = useEngagementScope();
  const views = scope.has.user ? (["events", "users"] as const) : (["events"] as const);
  const [measure, setMeasure] = useCardView("peak", views, "events");
  const { series, state } = useCompared("peak-times");
  const isBusy = series.some(({ rows }) => rows.some((row) => row.events > 0));
  const found = state("");
  return (
    <ChartFrame
      title="When?"
      definition={`${measure} by weekday and hour, ${scope.timezone}`}
      height={height}
      state={found.status === "ready" && !isBusy ? { status: "empty", message: "Nothing happened in this range. Choose a longer one." } : found}
      source={scope.datasetName}
      note={scope.has.user ? "A cell shows the users who are active then." : undefined}
      actions={<ViewChoice label="Measure" views={views} names={names} value={measure} onChange={setMeasure} />}
      table={{ columns: [{ label: "Group" }, { label: "ISO weekday", numeric: true }, { label: "Hour", numeric: true }, { label: "Events", numeric: true }, { label: "Users", numeric: true }], rows: series.flatMap(({ label, rows }) => rows.map((row) => [label, row.isoWeekday, row.hour, row.events, row.users])) }}
    >
      <SideBySide series={series} dense>
        {(group) => (
          <HeatGrid
            model={prepareHoursOfWeek(group.rows, measure)}
            label={`${names[measure]} by weekday and hour${series.length > 1 ? `, ${group.label}` : ""}`}
            cellHeight={series.length > 1 ? 20 : cellHeight}
            color={series.length > 1 ? group.color : undefined}
            onCell={scope.has.user ? (day, hour) => scope.showMembers({ title: `Active on ${weekdays[day]} at ${String(hour).padStart(2, "0")}:00${series.length > 1 ? `, ${group.label}` : ""}`, question: { ...group.question, isoWeekday: day + 1, hour } }) : undefined}
          />
        )}
      </SideBySide>
    </ChartFrame>
  );
}
