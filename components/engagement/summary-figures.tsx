"use client";

import { Skeleton } from "@/components/ui/skeleton";
import { formatCount, formatFixed, formatSigned } from "@/lib/charts/format-quantity";
import type { ChartRows } from "@/lib/schemas/engagement";
import { type ComparedGroup, useEngagementScope } from "./engagement-scope";
import { useChart } from "./use-chart";

type Summary = ChartRows["summary"][number];

interface Figure {
  label: string;
  value: (row: Summary) => number | undefined;
  decimals: number;
}

/** The range's figures for each group, with their change against the range just before. */
export function SummaryFigures() {
  const { groups } = useEngagementScope();
  return (
    <div className="grid gap-3.5">
      {groups.map((group) => <GroupFigures key={group.key} group={group} named={groups.length > 1} />)}
    </div>
  );
}

function GroupFigures({ group, named }: { group: ComparedGroup; named: boolean }) {
  const scope = useEngagementScope();
  const answer = useChart(scope.datasetId, "summary", { ...scope.question, ...group.question });
  const previous = useChart(scope.datasetId, "summary", { ...scope.previousQuestion, ...group.question }, scope.previousQuestion !== undefined);
  const [now] = answer.data ?? [];
  const before = scope.previousQuestion ? previous.data?.[0] : undefined;
  return (
    <div>
      {named ? (
        <h2 className="mb-1.5 flex items-center gap-1.5 text-xs font-medium">
          <span aria-hidden className="size-2.5 rounded-[3px]" style={{ background: group.color }} />
          {group.label}
        </h2>
      ) : null}
      <dl className="grid grid-cols-2 gap-3.5 sm:grid-cols-3 lg:grid-cols-5">
        {figuresFor(scope.has).map((figure) => (
          <div key={figure.label} className="card min-w-0 rounded-card border border-line bg-panel px-3.5 py-3">
            <dt className="text-xs text-muted">{figure.label}</dt>
            <dd className="mt-0.5 text-lg font-semibold tabular">
              {now ? formatFixed(figure.value(now), figure.decimals) : <Skeleton className="h-6 w-16" />}
              {now && before ? <Change now={figure.value(now)} before={figure.value(before)} /> : null}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function figuresFor(has: { user: boolean; item: boolean; minutes: boolean; rating: boolean }): Figure[] {
  return [
    { label: "Events", value: (row) => row.events, decimals: 0 },
    ...(has.user ? [{ label: "Users", value: (row: Summary) => row.users, decimals: 0 }, { label: "Events a user", value: (row: Summary) => (row.users > 0 ? row.events / row.users : undefined), decimals: 1 }] : []),
    ...(has.item ? [{ label: "Items", value: (row: Summary) => row.items, decimals: 0 }] : []),
    ...(has.minutes ? [{ label: "Minutes a user", value: (row: Summary) => (row.users > 0 ? (row.minutes ?? 0) / row.users : undefined), decimals: 0 }] : []),
    ...(has.rating ? [{ label: "Mean rating", value: (row: Summary) => row.meanRating, decimals: 2 }] : []),
  ];
}

/** Relative change against the range just before; nothing where there was nothing. */
function Change({ now, before }: { now: number | undefined; before: number | undefined }) {
  if (now === undefined || !before) return null;
  const percent = (100 * (now - before)) / before;
  return (
    <span title={`${formatCount(before)} in the same number of days before`} className={`ml-1.5 text-xs font-normal ${percent >= 0 ? "text-good" : "text-warning"}`}>
      {formatSigned(percent, 1)} %
    </span>
  );
}
