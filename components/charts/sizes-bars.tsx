"use client";

import { Bar, BarChart, Cell, LabelList, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatCount } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import type { SizeBar } from "@/lib/charts/prepare-sizes";
import { segmentColor } from "@/lib/charts/segment-color";
import { CategoryTick } from "./category-tick";
import { tooltipStyle } from "./chart-theme";
import { useElementWidth } from "./use-element-width";

/** Height that gives every bar its line. */
export function sizesBarsHeight(bars: number): number {
  return Math.max(120, bars * 28 + 10);
}

/** One bar a segment, its number of rows and share written at its end. */
export function SizesBars({ bars, height }: { bars: SizeBar[]; height: number }) {
  const labelled = bars.map((bar) => ({ ...bar, text: `${formatCount(bar.size)} · ${formatShare(bar.shareRatio)}` }));
  const [frame, width] = useElementWidth<HTMLDivElement>();
  // Names get two fifths of a narrow chart, and no more than they need of a wide one.
  const namesWidth = Math.min(190, Math.round(width * 0.4));
  return (
    <div ref={frame}><ResponsiveContainer width="100%" height={height}>
      <BarChart data={labelled} layout="vertical" margin={{ left: 0, right: 96, top: 0, bottom: 0 }} barCategoryGap="22%">
        <XAxis type="number" hide domain={[0, "dataMax"]} />
        <YAxis type="category" dataKey="name" width={namesWidth} tick={(props) => <CategoryTick {...props} limit={Math.floor(namesWidth / 6.1)} />} axisLine={false} tickLine={false} interval={0} />
        <Tooltip {...tooltipStyle} formatter={(value, _name, item) => [`${formatCount(Number(value))} rows, ${formatShare((item.payload as SizeBar).shareRatio)}`, "Size"]} />
        <Bar dataKey="size" radius={3} isAnimationActive={false} maxBarSize={30}>
          {labelled.map((bar) => <Cell key={bar.segment} fill={segmentColor(bar.segment)} />)}
          <LabelList dataKey="text" position="right" fontSize={11} fill="var(--muted)" />
        </Bar>
      </BarChart>
    </ResponsiveContainer></div>
  );
}
