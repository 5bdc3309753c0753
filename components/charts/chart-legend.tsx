import { cn } from "@/components/ui/class-names";
import type { LegendEntry } from "@/lib/charts/compose-export-svg";

export interface ShownLegendEntry extends LegendEntry {
  aside?: string;
  /** Makes the entry a button, usually to show it alone. */
  onSelect?: () => void;
}

export function ChartLegend({ entries, className }: { entries: ShownLegendEntry[]; className?: string }) {
  return (
    <ul aria-label="Legend" className={cn("flex flex-wrap gap-x-4 gap-y-1 text-xs", className)}>
      {entries.map((entry, position) => (
        <li key={position} className="max-w-full min-w-0">
          {entry.onSelect ? (
            <button type="button" title={`Show only ${entry.label}`} onClick={entry.onSelect} className="flex min-h-6 max-w-full items-center gap-1.5 rounded-[5px] hover:underline"><Entry entry={entry} /></button>
          ) : <span className="flex items-center gap-1.5"><Entry entry={entry} /></span>}
        </li>
      ))}
    </ul>
  );
}

function Entry({ entry }: { entry: ShownLegendEntry }) {
  return (
    <>
      <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: entry.color }} />
      <span className="truncate">{entry.label}</span>
      {entry.aside ? <span className="text-muted tabular">{entry.aside}</span> : null}
    </>
  );
}
