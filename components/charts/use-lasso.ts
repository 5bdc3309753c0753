"use client";

import { useRef, useState } from "react";

type Point = readonly [x: number, y: number];

/** Steps of the pointer that are shorter than this say nothing about the line. */
const STEP_PX = 3;
const MOST_POINTS = 400;

/** A closed line drawn with the pointer, in px of the plot; handed over in the data's units when it is let go. */
export function useLasso(invert: (px: number, py: number) => [number, number], onArea: ((points: [number, number][]) => void) | undefined) {
  const drawing = useRef<Point[]>(undefined);
  const [line, setLine] = useState<Point[]>([]);
  return {
    line,
    start(x: number, y: number) {
      drawing.current = [[x, y]];
      setLine([[x, y]]);
    },
    /** Whether a line is being drawn. */
    move(x: number, y: number): boolean {
      const points = drawing.current;
      if (!points) return false;
      const [lastX, lastY] = points.at(-1) ?? [x, y];
      if (Math.hypot(x - lastX, y - lastY) >= STEP_PX) {
        points.push([x, y]);
        setLine([...points]);
      }
      return true;
    },
    end() {
      const points = drawing.current ?? [];
      drawing.current = undefined;
      setLine([]);
      if (points.length < 3) return;
      const every = Math.ceil(points.length / MOST_POINTS);
      onArea?.(points.filter((_, at) => at % every === 0).map(([x, y]) => invert(x, y)));
    },
  };
}
