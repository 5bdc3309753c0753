"use client";

import { useEffect, useState } from "react";

/** The present as epoch milliseconds, renewed every half minute; `initialMs` comes from the server, so that both draw the same. */
export function useNow(initialMs: number): number {
  const [nowMs, setNowMs] = useState(initialMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
