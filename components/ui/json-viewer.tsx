"use client";

import { useState } from "react";

type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

const CHILDREN_AT_ONCE = 100;

/** Any JSON value as a tree that opens level by level; long lists open 100 entries at a time. */
export function JsonViewer({ value, name, open = true }: { value: unknown; name?: string; open?: boolean }) {
  return (
    <div role="group" aria-label={name ?? "JSON"} className="overflow-x-auto font-mono text-xs leading-5">
      <Node value={value as Json} name={name} open={open} />
    </div>
  );
}

function Node({ value, name, open = false }: { value: Json; name?: string; open?: boolean }) {
  const [expanded, setExpanded] = useState(open);
  const [shown, setShown] = useState(CHILDREN_AT_ONCE);
  const label = name === undefined ? null : <span className="text-accent">{name}: </span>;
  if (value === null || typeof value !== "object") return <div className="pl-4 break-all whitespace-pre-wrap">{label}<Leaf value={value} /></div>;

  const entries = Object.entries(value);
  const summary = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  return (
    <details open={expanded} onToggle={(event) => setExpanded(event.currentTarget.open)}>
      <summary className="min-h-6 leading-6 hover:bg-soft">{label}<span className="text-muted">{summary}</span></summary>
      {expanded ? (
        <div className="ml-1.5 border-l border-line pl-2.5">
          {entries.slice(0, shown).map(([key, child]) => <Node key={key} name={key} value={child} />)}
          {entries.length > shown ? (
            <button type="button" className="pl-4 underline" onClick={() => setShown(shown + CHILDREN_AT_ONCE)}>
              {entries.length - shown} more
            </button>
          ) : null}
        </div>
      ) : null}
    </details>
  );
}

function Leaf({ value }: { value: string | number | boolean | null | undefined }) {
  if (typeof value === "string") return <span className="text-good">{JSON.stringify(value)}</span>;
  if (typeof value === "number") return <span>{String(value)}</span>;
  return <span className="text-warning">{String(value)}</span>;
}
