"use client";

import { useRef, type ReactNode } from "react";
import { useSeen } from "./use-seen";

interface WhenSeenProps {
  /** Kept free before, so that nothing jumps. */
  minHeight: number;
  children: ReactNode;
}

/** Renders its children, and so loads their code, when they are about to be seen; from then on they stay. */
export function WhenSeen({ minHeight, children }: WhenSeenProps) {
  const place = useRef<HTMLDivElement>(null);
  const seen = useSeen(place);
  return seen ? children : <div ref={place} style={{ minHeight }} className="rounded-card border border-line bg-panel print:hidden" />;
}
