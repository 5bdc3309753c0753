"use client";

import { useEffect, useState } from "react";

/** The value once it has rested for `restMs`; at first it is `initial`. */
export function useSettled<Value>(value: Value, restMs: number, initial: Value): Value {
  const [settled, setSettled] = useState(initial);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return settled;
}
