"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** A point in time in the reader's own zone; the server, which can't know it, writes UTC. `at` is ISO 8601. */
export function Moment({ at, fallback = "never" }: { at: string | undefined; fallback?: string }) {
  const inBrowser = useSyncExternalStore(never, () => true, () => false);
  if (at === undefined) return <span className="text-muted">{fallback}</span>;
  const utc = `${at.slice(0, 16).replace("T", " ")} UTC`;
  return (
    <time dateTime={at} title={utc} className="tabular whitespace-nowrap">
      {inBrowser ? localTime(new Date(at)) : utc}
    </time>
  );
}

/** `2026-11-21 14:05`, local. */
function localTime(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
