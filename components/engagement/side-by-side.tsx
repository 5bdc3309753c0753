import type { ReactNode } from "react";
import { cn } from "@/components/ui/class-names";
import type { ComparedGroup } from "./compared-groups";

interface SideBySideProps<Group extends ComparedGroup> {
  series: Group[];
  /** Many groups stand two in a row, for drawings that can be read at half the width. */
  dense?: boolean;
  children: (group: Group) => ReactNode;
}

const many = 4;

/** One drawing a group, for charts that can't put several groups into one; a single group needs no heading. */
export function SideBySide<Group extends ComparedGroup>({ series, dense = false, children }: SideBySideProps<Group>) {
  const [only] = series;
  if (only && series.length === 1) return children(only);
  return (
    <div className={cn("grid gap-x-5 gap-y-4", dense && series.length > many ? "sm:grid-cols-2" : "xl:grid-cols-[repeat(auto-fit,minmax(22rem,1fr))]")}>
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
