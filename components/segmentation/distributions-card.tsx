"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { useElementWidth } from "@/components/charts/use-element-width";
import { formatCount, formatQuantity } from "@/lib/charts/format-quantity";
import { prepareSampleHistograms, type SampleHistogram } from "@/lib/charts/prepare-sample-histograms";
import { shortenMiddle } from "@/lib/charts/shorten-middle";
import type { SampleTable } from "@/lib/preview/sample-table";

interface DistributionsCardProps {
  sample: SampleTable;
  features: string[];
  log1p: string[];
  datasetName: string;
}

const CELL = { width: 168, height: 84, plot: 44 };
const SHOWN = 24;
const CHARACTER_PX = 6.2;

/** How each chosen feature is spread, as the run will see it. */
export function DistributionsCard({ sample, features, log1p, datasetName }: DistributionsCardProps) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const all = useMemo(() => prepareSampleHistograms(sample, features, log1p), [sample, features, log1p]);
  const shown = all.slice(0, SHOWN);
  const columns = Math.max(1, Math.min(shown.length, Math.floor(width / CELL.width)));
  const cellWidth = columns > 0 && width > 0 ? width / columns : CELL.width;
  const height = Math.max(1, Math.ceil(shown.length / columns)) * CELL.height;
  return (
    <ChartFrame
      title="How are the features spread?"
      definition={`rows of the sample (${formatCount(sample.rows.length)}) from the least to the largest value, after log1p where it is chosen`}
      height={height}
      state={all.length === 0 ? { status: "empty", message: "Choose a numeric feature to see its spread." } : { status: "ready" }}
      note={all.length > SHOWN ? `The first ${SHOWN} of ${all.length} features.` : undefined}
      source={`Tessera · ${datasetName}`}
      table={{
        columns: [{ label: "Feature" }, { label: "Scale" }, { label: "Least", numeric: true }, { label: "Largest", numeric: true }, { label: "Missing", numeric: true }, { label: "Fullest bin, rows", numeric: true }],
        rows: all.map((histogram) => [histogram.feature, histogram.logarithm ? "log1p" : "as it is", histogram.low, histogram.high, histogram.missing, Math.max(...histogram.bins)]),
      }}
    >
      <div ref={frame} style={{ height }}>
        <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Distributions of ${shown.length} features. The table view has the figures.`} fontSize={10.5}>
          {shown.map((histogram, position) => (
            <Cell key={histogram.feature} histogram={histogram} width={cellWidth - 16} x={(position % columns) * cellWidth} y={Math.floor(position / columns) * CELL.height} />
          ))}
        </svg>
      </div>
    </ChartFrame>
  );
}

function Cell({ histogram, width, x, y }: { histogram: SampleHistogram; width: number; x: number; y: number }) {
  const largest = Math.max(1, ...histogram.bins);
  const step = Math.max(1, width) / histogram.bins.length;
  const base = 18 + CELL.plot;
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{`${histogram.feature}: ${formatQuantity(histogram.low)} to ${formatQuantity(histogram.high)}${histogram.missing > 0 ? `, ${formatCount(histogram.missing)} missing` : ""}`}</title>
      <text x={0} y={11} fontSize={11.5} fill="var(--ink)">{shortenMiddle(histogram.feature, Math.max(6, Math.floor(width / CHARACTER_PX) - (histogram.logarithm ? 7 : 0)))}{histogram.logarithm ? <tspan fill="var(--muted)"> log1p</tspan> : null}</text>
      {histogram.bins.map((count, bin) => (count === 0 ? null : <rect key={bin} x={bin * step} y={base - (count / largest) * CELL.plot} width={Math.max(1, step - 1)} height={(count / largest) * CELL.plot} fill="var(--accent)" fillOpacity={0.75} />))}
      <line x1={0} x2={Math.max(0, width)} y1={base} y2={base} stroke="var(--line-strong)" />
      <text x={0} y={base + 12} fill="var(--muted)">{formatQuantity(histogram.low)}</text>
      <text x={Math.max(0, width)} y={base + 12} textAnchor="end" fill="var(--muted)">{formatQuantity(histogram.high)}</text>
    </g>
  );
}
