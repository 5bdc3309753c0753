"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { prepareFigures, type SummaryFigure } from "@/lib/charts/prepare-figures";
import { useEngagementScope } from "./engagement-scope";
import { useCompared } from "./use-chart";

const gapMinutes = 30;
const noRows: never[] = [];
/** By the number of figures: rows that come out full on wide screens. */
const columnsFor: Record<number, string> = { 5: "sm:grid-cols-3 lg:grid-cols-5", 6: "sm:grid-cols-3 xl:grid-cols-6", 7: "sm:grid-cols-4 xl:grid-cols-7", 8: "sm:grid-cols-4 2xl:grid-cols-8" };

/** The range's figures for each group, with their change against as many days before. */
export function SummaryFigures() {
  const scope = useEngagementScope();
  const hasPrevious = scope.previousDays !== undefined;
  const summary = useCompared("summary", { include: ["previous"] });
  const active = useCompared("active-users", {}, { enabled: scope.has.user });
  const activeBefore = useCompared("active-users", {}, { enabled: scope.has.user && hasPrevious, previous: true });
  const sessions = useCompared("session-summary", { gapMinutes }, { enabled: scope.has.user });
  const sessionsBefore = useCompared("session-summary", { gapMinutes }, { enabled: scope.has.user && hasPrevious, previous: true });
  const groups = scope.groups.map((group) => {
    const rowsOf = <Row,>(series: { key: string; rows: Row[] }[]): Row[] => series.find(({ key }) => key === group.key)?.rows ?? noRows;
    const figures = prepareFigures({
      has: scope.has,
      summary: rowsOf(summary.series)[0],
      active: rowsOf(active.series).at(-1),
      activeBefore: hasPrevious ? rowsOf(activeBefore.series).at(-1) : undefined,
      sessions: rowsOf(sessions.series)[0],
      sessionsBefore: hasPrevious ? rowsOf(sessionsBefore.series)[0] : undefined,
    });
    return { ...group, figures };
  });
  const [first] = groups;
  const failures = [summary, active, sessions].flatMap(({ state }) => {
    const shown = state("");
    return shown.status === "error" ? [shown] : [];
  });
  const [failure] = failures;
  return (
    <>
      {failure ? (
        <Alert tone="danger" title="Not all figures could be read" reference={failure.reference} action={<Button size="sm" onClick={() => failures.forEach(({ onRetry }) => onRetry?.())}>Try again</Button>}>{failure.message}</Alert>
      ) : null}
      <dl className={`grid grid-cols-2 gap-3.5 max-sm:[&>:last-child:nth-child(odd)]:col-span-2 ${columnsFor[first?.figures.length ?? 0] ?? "sm:grid-cols-4"}`}>
        {first?.figures.map(({ label, definition }, at) => (
          <div key={label} title={definition} className="card min-w-0 rounded-card border border-line bg-panel px-3.5 py-3">
            <dt className="truncate text-xs text-muted">{label}</dt>
            {groups.map((group) => <Figure key={group.key} figure={group.figures[at]} isMissing={failure !== undefined} {...(groups.length > 1 && { label: group.label, color: group.color })} />)}
          </div>
        ))}
      </dl>
    </>
  );
}

const tones = { good: "text-good", warning: "text-warning", muted: "text-muted" } as const;

/** `isMissing`: it will not come, unlike one that is on its way. */
function Figure({ figure, isMissing, label, color }: { figure: SummaryFigure | undefined; isMissing: boolean; label?: string; color?: string }) {
  const change = figure?.change;
  return (
    <dd className={color ? "mt-1 flex h-6 items-center gap-1.5 text-base font-semibold tabular" : "mt-0.5 flex h-7 items-baseline gap-2 text-xl font-semibold tabular"}>
      {color ? <span aria-hidden className="size-2 shrink-0 rounded-[3px]" style={{ background: color }} /> : null}
      {label ? <span className="sr-only">{label}: </span> : null}
      {figure?.text ?? (isMissing ? "–" : <Skeleton className="h-5 w-16" />)}
      {change ? <span title={change.title} className={`text-xs font-normal ${tones[change.tone]}`}>{change.text}</span> : null}
    </dd>
  );
}
