"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";

interface ChipProps {
  /** Colour of a compared group; none for a filter. */
  color?: string;
  /** What it is, before the name: "Category". */
  kind?: string;
  name: string;
  aside?: ReactNode;
  onRemove?: () => void;
}

/** Something that is compared or filtered by, and how to take it away. */
export function Chip({ color, kind, name, aside, onRemove }: ChipProps) {
  return (
    <li className="flex h-7 max-w-72 min-w-0 items-center gap-1.5 rounded-control border border-line bg-panel pl-2.5 text-sm">
      {color ? <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: color }} /> : null}
      {kind ? <span className="text-muted">{kind}</span> : null}
      <span className="truncate font-medium" title={name}>{name}</span>
      {aside ? <span className="text-muted tabular">{aside}</span> : null}
      {onRemove ? (
        <button type="button" aria-label={`Remove ${name}`} onClick={onRemove} className="flex h-full w-7 shrink-0 items-center justify-center rounded-control text-muted hover:bg-soft hover:text-ink">
          <X aria-hidden className="size-3.5" />
        </button>
      ) : <span className="w-1.5" />}
    </li>
  );
}
