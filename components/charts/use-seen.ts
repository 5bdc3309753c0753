"use client";

import { useEffect, useState, type RefObject } from "react";

/** The code and the data of what is a little below the fold are asked for before it comes into view. */
const AHEAD = "300px 0px";

/** True from the moment on when the element is about to be seen. */
export function useSeen(place: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const target = place.current;
    if (!target || seen) return;
    const observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true), { rootMargin: AHEAD });
    observer.observe(target);
    return () => observer.disconnect();
  }, [place, seen]);
  return seen;
}
