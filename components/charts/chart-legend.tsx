import { cn } from "@/components/ui/class-names";
import type { LegendEntry } from "@/lib/charts/compose-export-svg";

export function ChartLegend({ entries, className }: { entries: (LegendEntry & { aside?: string })[]; className?: string }) {
  return (
    <ul aria-label="Legend" className={cn("flex flex-wrap gap-x-4 gap-y-1 text-xs", className)}>
      {entries.map((entry, position) => (
        <li key={position} className="flex max-w-full min-w-0 items-center gap-1.5">
          <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: entry.color }} />
          <span className="truncate">{entry.label}</span>
          {entry.aside ? <span className="text-muted tabular">{entry.aside}</span> : null}
        </li>
      ))}
    </ul>
  );
}
