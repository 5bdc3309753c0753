"use client";

import { useEffect, useState } from "react";

/** The present as epoch milliseconds, renewed every `everyMs` (half a minute unless said); `initialMs` comes from the server, so that both draw the same. */
export function useNow(initialMs: number, everyMs = 30_000): number {
  const [nowMs, setNowMs] = useState(initialMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
