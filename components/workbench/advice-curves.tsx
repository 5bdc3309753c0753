"use client";

import { CartesianGrid, Line, LineChart, ReferenceDot, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame } from "@/components/charts/chart-frame";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { DistanceCurve } from "@/components/charts/distance-curve";
import { ScreeBars } from "@/components/charts/scree-bars";
import { formatCompact, formatQuantity } from "@/lib/charts/format-quantity";
import { prepareScree } from "@/lib/charts/prepare-scree";
import type { Advice, KIndices } from "@/lib/schemas/advice";

const height = 130;
const wideHeight = 220;

type IndexName = "inertia" | "silhouette" | "calinskiHarabasz" | "daviesBouldin" | "gap";

const indices: { name: IndexName; title: string; short: string }[] = [
  { name: "inertia", title: "Inertia: where does it stop paying?", short: "Inertia" },
  { name: "silhouette", title: "Silhouette: how separate are they?", short: "Silhouette" },
  { name: "calinskiHarabasz", title: "Calinski–Harabasz: higher is better", short: "Calinski–Harabasz" },
  { name: "daviesBouldin", title: "Davies–Bouldin: lower is better", short: "Davies–Bouldin" },
  { name: "gap", title: "Gap: more than data without structure?", short: "Gap" },
];

interface AdviceCurvesProps {
  advice: Advice;
  /** eps as it is chosen now, and what moving its line does. */
  eps?: number;
  onEps: (eps: number) => void;
}

// These charts stand within the card of the advice.
const bare = "border-0! p-0!";

/** The curves behind an advice: five indices over k, the sorted neighbour distances, or the scree. */
export function AdviceCurves({ advice, eps, onEps }: AdviceCurvesProps) {
  const { epsCurve, scree, byK, suggestion } = advice;
  if (epsCurve) return <EpsCurve curve={epsCurve} knee={suggestion && "eps" in suggestion ? suggestion.eps : 0} eps={eps} onEps={onEps} />;
  if (scree) return <Scree ratios={scree} />;
  if (!byK?.length) return null;
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-5 sm:grid-cols-2 2xl:grid-cols-3">
      {indices.map((index) => <IndexCurve key={index.name} index={index} byK={byK} vote={advice.votes?.find((vote) => vote.index === index.name)?.k} />)}
    </div>
  );
}

function IndexCurve({ index: { name, title, short }, byK, vote }: { index: (typeof indices)[number]; byK: KIndices[]; vote: number | undefined }) {
  const chosen = byK.find((entry) => entry.k === vote);
  const value = chosen?.[name];
  return (
    <ChartFrame
      className={bare}
      title={title}
      definition={vote ? `votes k = ${vote}` : undefined}
      height={height}
      table={{ columns: [{ label: "k", numeric: true }, { label: short, numeric: true }], rows: byK.map((entry) => [entry.k, entry[name]]) }}
    >
      <ResponsiveContainer width="100%" height={height}>
        <LineChart data={byK} margin={{ left: 0, right: 8, top: 8, bottom: 0 }} title={`${short} for each number of segments`}>
          <CartesianGrid vertical={false} stroke={gridStroke} />
          <XAxis dataKey="k" tick={axisTick} tickLine={false} axisLine={false} />
          <YAxis tick={axisTick} tickLine={false} axisLine={false} width={44} domain={["auto", "auto"]} tickFormatter={formatCompact} />
          <Tooltip {...tooltipStyle} cursor={{ stroke: gridStroke }} labelFormatter={(k) => `k = ${String(k)}`} formatter={(shown) => [formatQuantity(Number(shown)), short]} />
          <Line dataKey={name} stroke="var(--ink)" strokeWidth={1.4} dot={{ r: 2, fill: "var(--ink)" }} isAnimationActive={false} />
          {chosen && typeof value === "number" ? <ReferenceDot x={chosen.k} y={value} r={5} fill="var(--accent)" stroke="none" /> : null}
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

function EpsCurve({ curve, knee, eps = knee, onEps }: { curve: { ratio: number; distance: number }[]; knee: number; eps: number | undefined; onEps: (eps: number) => void }) {
  return (
    <ChartFrame
      className={bare}
      title="How far is each row's neighbour?"
      definition="sorted distances; drag the line to choose eps, and the preview follows"
      height={wideHeight}
      table={{ columns: [{ label: "Share of the rows, 0–1", numeric: true }, { label: "Distance at most", numeric: true }], rows: curve.map(({ ratio, distance }) => [ratio, distance]) }}
    >
      <DistanceCurve curve={curve} knee={knee} eps={eps} onChange={onEps} height={wideHeight} label="Sorted distances of the rows to their neighbours. The table view has the figures." />
    </ChartFrame>
  );
}

function Scree({ ratios }: { ratios: number[] }) {
  const model = prepareScree(ratios);
  const marks = model.marks.map((mark) => `${mark.sharePct} % with ${mark.components}`).join(", ");
  return (
    <ChartFrame
      className={bare}
      title="How much does each component hold?"
      definition="share of the variance; line: with all components before it"
      height={wideHeight}
      note={[model.capNote, marks].filter(Boolean).join(" · ") || undefined}
      table={{ columns: [{ label: "Component", numeric: true }, { label: "Share, 0–1", numeric: true }, { label: "Together, 0–1", numeric: true }], rows: model.bars.map((bar) => [bar.component, bar.ratio, bar.cumulativeRatio]) }}
    >
      <ScreeBars model={model} height={wideHeight} />
    </ChartFrame>
  );
}
