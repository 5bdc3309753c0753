import type { ReactNode } from "react";
import type { ComparedGroup } from "./compared-groups";

/** One drawing a group, for charts that can't put several groups into one; a single group needs no heading. */
export function SideBySide<Group extends ComparedGroup>({ series, children }: { series: Group[]; children: (group: Group) => ReactNode }) {
  const [only] = series;
  if (only && series.length === 1) return children(only);
  return (
    <div className="grid gap-x-5 gap-y-4 xl:grid-cols-[repeat(auto-fit,minmax(22rem,1fr))]">
      {series.map((group) => (
        <div key={group.key} data-chart-title={group.label} className="min-w-0">
          <p className="mb-1 flex items-center gap-1.5 text-xs font-medium">
            <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: group.color }} />
            <span className="truncate">{group.label}</span>
          </p>
          {children(group)}
        </div>
      ))}
    </div>
  );
}
