"use client";

import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";

export interface CheckListEntry {
  key: string;
  label: string;
  color?: string;
  aside?: ReactNode;
}

interface CheckListProps {
  label: string;
  entries: CheckListEntry[];
  checked: string[];
  onToggle: (key: string) => void;
}

/** Names to check, scrolling past some. */
export function CheckList({ label, entries, checked, onToggle }: CheckListProps) {
  return (
    <div role="group" aria-label={label} className="max-h-64 min-w-0 overflow-y-auto">
      {entries.map((entry) => (
        <label key={entry.key} className="flex min-h-7 items-center gap-2 rounded-[5px] px-1.5 py-1 hover:bg-soft">
          <Checkbox checked={checked.includes(entry.key)} onChange={() => onToggle(entry.key)} />
          {entry.color ? <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: entry.color }} /> : null}
          <span className="min-w-0 grow truncate" title={entry.label}>{entry.label}</span>
          {entry.aside ? <span className="text-xs text-muted tabular">{entry.aside}</span> : null}
        </label>
      ))}
    </div>
  );
}
