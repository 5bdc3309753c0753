"use client";

import { useSyncExternalStore } from "react";
import { formatAgo, formatInstant } from "@/lib/charts/format-time";

const everyMs = 30_000;
const listeners = new Set<() => void>();
let nowMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for the whole page, running while anything shows a time. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    listeners.forEach((each) => each());
  }, everyMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function readClock(): number {
  if (Math.abs(Date.now() - nowMs) > everyMs) nowMs = Date.now();
  return nowMs;
}

/** "3 min ago", with the exact time on hover; the server shows the date, so that both agree at first. */
export function RelativeTime({ at }: { at: string }) {
  const clockMs = useSyncExternalStore(subscribe, readClock, () => 0);
  const exact = formatInstant(at);
  return <time dateTime={at} title={exact} className="tabular">{clockMs === 0 ? exact.slice(0, 10) : formatAgo(at, Math.max(clockMs, Date.parse(at)))}</time>;
}
