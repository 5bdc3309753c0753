"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";

interface WhenSeenProps {
  /** Kept free before, so that nothing jumps. */
  minHeight: number;
  children: ReactNode;
}

/** The drawing begins a little before it comes into view. */
const AHEAD = "200px";

/** Renders its children, and so loads their code, when they are about to be seen; from then on they stay. */
export function WhenSeen({ minHeight, children }: WhenSeenProps) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const target = place.current;
    if (!target) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true), { rootMargin: AHEAD });
    observer.observe(target);
    return () => observer.disconnect();
  }, [seen]);
  return seen ? children : <div ref={place} style={{ minHeight }} className="rounded-card border border-line bg-panel print:hidden" />;
}
