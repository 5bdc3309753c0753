"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { HeatGrid } from "@/components/charts/heat-grid";
import { Select } from "@/components/ui/select";
import { formatPeriod } from "@/lib/charts/format-period";
import { type CohortUnit, prepareRetention } from "@/lib/charts/prepare-retention";
import { groupLegend, useEngagementScope } from "./engagement-scope";
import { RetentionCurves } from "./retention-curves";
import { SideBySide } from "./side-by-side";
import { useCardView } from "./use-card-view";
import { type GroupRows, useCompared } from "./use-chart";
import { ViewChoice } from "./view-choice";

const cellHeight = 23;
const height = 10 * cellHeight + 18;
const units = ["day", "week", "month"] as const;
const modes = { nth: "in the period", "on-or-after": "in it or later" } as const;
const cohortNames = { "first-time": "first-time users", returning: "every active period" } as const;
const views = ["triangle", "curve"] as const;
const viewNames = { triangle: "Cohorts", curve: "Curve" } as const;

/** More triangles than this are no comparison any more: their curves stand in one drawing. */
const mostTriangles = 4;

/** Who comes back, by the period of the first event. A cell shows its users. */
export function RetentionChart() {
  const scope = useEngagementScope();
  const [view, setView] = useCardView("retention", views, scope.groups.length > mostTriangles ? "curve" : "triangle");
  const usual: CohortUnit = scope.granularity === "hour" ? "day" : scope.granularity;
  const [unit, setUnit] = useCardView<CohortUnit>("cohort", units, usual);
  const [mode, setMode] = useCardView("retained", ["nth", "on-or-after"] as const, "nth");
  const [cohorts, setCohorts] = useCardView("cohorts", ["first-time", "returning"] as const, "first-time");
  const question = { granularity: unit, retention: mode, cohorts };
  const { series, state } = useCompared("retention", { ...question, include: ["complete", "intervals"] });
  const models = series.map((group) => prepareRetention(group.rows, unit, series.length > 1 ? 8 : 12));
  const notes = [view === "triangle" ? models[0]?.capNote : undefined, models.some(({ hasOpenCells }) => hasOpenCells) && view === "triangle" ? "dashed: not over yet" : undefined, view === "curve" ? `${cohorts === "first-time" ? "bands: 95 %; " : ""}only periods that are over` : undefined, scope.subject ? `only events of ${scope.subject} count: cohorts begin with the first of them` : undefined];
  return (
    <ChartFrame
      title="Who comes back?"
      definition={`${scope.subject ? `back to ${scope.subject}` : "active"} n ${unit}s after ${cohorts === "first-time" ? "the first" : "an active one"}${mode === "nth" ? "" : ", or later"}`}
      height={height}
      state={state("Nobody began in this range. Choose a longer one.")}
      legend={view === "curve" ? groupLegend(scope) : []}
      source={scope.datasetName}
      note={notes.filter(Boolean).join("; ") || undefined}
      actions={<ViewChoice label="View" views={views} names={viewNames} value={view} onChange={setView} />}
      table={{
        columns: [{ label: "Group" }, { label: "Cohort" }, { label: "Users", numeric: true }, { label: "Period", numeric: true }, { label: "Active", numeric: true }, { label: "Share, 0–1", numeric: true }, { label: "95 % from", numeric: true }, { label: "95 % to", numeric: true }],
        rows: series.flatMap(({ label, rows }) => rows.map((row) => [label, row.cohort, row.cohortSize, row.period, row.activeUsers, row.retentionRatio, row.low95 ?? null, row.high95 ?? null])),
      }}
    >
      <div className="mb-2 flex flex-wrap gap-2 print:hidden">
        <Select aria-label="Period" className="w-24" value={unit} onChange={(event) => setUnit(units.find((each) => each === event.target.value) ?? usual)}>{units.map((each) => <option key={each} value={each}>by {each}</option>)}</Select>
        <Select aria-label="Counted as retained" className="w-36" value={mode} onChange={(event) => setMode(event.target.value === "nth" ? "nth" : "on-or-after")}>{Object.entries(modes).map(([value, name]) => <option key={value} value={value}>{name}</option>)}</Select>
        <Select aria-label="Cohorts" className="w-44" value={cohorts} onChange={(event) => setCohorts(event.target.value === "returning" ? "returning" : "first-time")}>{Object.entries(cohortNames).map(([value, name]) => <option key={value} value={value}>{name}</option>)}</Select>
      </div>
      {view === "curve" ? <RetentionCurves series={series} unit={unit} hasBands={cohorts === "first-time"} height={series.length > mostTriangles ? 2 * height - 40 : height - 40} /> : (
        <SideBySide series={series}>
          {(group) => <Triangle group={group} unit={unit} limit={series.length > 1 ? 8 : 12} question={question} named={series.length > 1} />}
        </SideBySide>
      )}
    </ChartFrame>
  );
}

function Triangle({ group, unit, limit, question, named }: { group: GroupRows<"retention">; unit: CohortUnit; limit: number; question: { granularity: CohortUnit; retention: string; cohorts: string }; named: boolean }) {
  const scope = useEngagementScope();
  const model = prepareRetention(group.rows, unit, limit);
  if (group.rows.length === 0) return <p className="py-2 text-xs text-muted">None of them began in this range.</p>;
  const choose = (row: number, period: number): void => {
    const cohort = model.cohorts[row];
    if (cohort === undefined) return;
    scope.showMembers({ title: `Began ${scope.subject ? `with ${scope.subject} ` : ""}${unit === "day" ? "on" : "in"} ${unit === "week" ? "the week of " : ""}${formatPeriod(cohort, unit)}${period > 0 ? `, back after ${period} ${unit}${period === 1 ? "" : "s"}` : ""}${named ? `, ${group.label}` : ""}`, question: { ...group.question, ...question, cohort, period } });
  };
  return <HeatGrid model={model} label={`Share of each cohort that came back${scope.subject ? ` to ${scope.subject}` : ""}${named ? `, ${group.label}` : ""}`} cellHeight={cellHeight} labelWidth={62} asideLabel="Users" color={named ? group.color : undefined} onCell={choose} />;
}
