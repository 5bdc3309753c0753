"use client";

import { useMemo, useState } from "react";
import { linearScale } from "@/lib/charts/linear-scale";
import type { PlotArea } from "./axes";

export interface Ranges {
  x: readonly [number, number];
  y: readonly [number, number];
}

/** Which part of the plane is shown: scales for the drawing, and zooming and panning in plot px. */
export function usePlotView(full: Ranges, area: PlotArea) {
  const [view, setView] = useState<{ full: Ranges; ranges: Ranges }>();
  // A view belongs to the data it was made for: new data starts whole.
  const ranges = view && view.full === full ? view.ranges : full;
  const zoomed = ranges !== full;

  const scales = useMemo(
    () => ({
      x: linearScale(ranges.x, [area.left, area.left + area.width]),
      y: linearScale(ranges.y, [area.top + area.height, area.top]),
    }),
    [ranges, area.left, area.top, area.width, area.height],
  );

  /** `factor` below 1 comes nearer; around a point of the plot in px, or its middle. */
  function zoom(factor: number, px = area.left + area.width / 2, py = area.top + area.height / 2) {
    const around = (range: readonly [number, number], centre: number) =>
      [centre + (range[0] - centre) * factor, centre + (range[1] - centre) * factor] as const;
    const next = { x: around(ranges.x, scales.x.invert(px)), y: around(ranges.y, scales.y.invert(py)) };
    const wider = next.x[1] - next.x[0] >= full.x[1] - full.x[0];
    setView(wider ? undefined : { full, ranges: next });
  }

  function pan(dx: number, dy: number) {
    const moved = (range: readonly [number, number], by: number) => [range[0] - by, range[1] - by] as const;
    const next = {
      x: moved(ranges.x, (dx / area.width) * (ranges.x[1] - ranges.x[0])),
      y: moved(ranges.y, (-dy / area.height) * (ranges.y[1] - ranges.y[0])),
    };
    setView({ full, ranges: next });
  }

  return { scales, zoomed, zoom, pan, reset: () => setView(undefined) };
}
