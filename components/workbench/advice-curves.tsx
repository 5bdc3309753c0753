"use client";

import { Bar, BarChart, CartesianGrid, Line, LineChart, ReferenceDot, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { axisTick, gridStroke, tooltipStyle } from "@/components/charts/chart-theme";
import { formatCompact, formatQuantity } from "@/lib/charts/format-quantity";
import type { Advice, KIndices } from "@/lib/schemas/advice";

const height = 130;

type IndexName = "inertia" | "silhouette" | "calinskiHarabasz" | "daviesBouldin" | "gap";

const indices: { name: IndexName; title: string }[] = [
  { name: "inertia", title: "Inertia: where does it stop paying?" },
  { name: "silhouette", title: "Silhouette: how separate are they?" },
  { name: "calinskiHarabasz", title: "Calinski–Harabasz: higher is better" },
  { name: "daviesBouldin", title: "Davies–Bouldin: lower is better" },
  { name: "gap", title: "Gap: more than data without structure?" },
];

/** The curves behind an advice: five indices over k, the sorted neighbour distances, or the scree. */
export function AdviceCurves({ advice }: { advice: Advice }) {
  if (advice.epsCurve) return <EpsCurve curve={advice.epsCurve} eps={advice.suggestion && "eps" in advice.suggestion ? advice.suggestion.eps : undefined} />;
  if (advice.scree) return <Scree ratios={advice.scree} />;
  if (!advice.byK?.length) return null;
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 2xl:grid-cols-3">
      {indices.map(({ name, title }) => <IndexCurve key={name} name={name} title={title} byK={advice.byK ?? []} vote={advice.votes?.find((vote) => vote.index === name)?.k} />)}
    </div>
  );
}

function IndexCurve({ name, title, byK, vote }: { name: IndexName; title: string; byK: KIndices[]; vote: number | undefined }) {
  const chosen = byK.find((entry) => entry.k === vote);
  const value = chosen?.[name];
  return (
    <figure className="min-w-0">
      <figcaption className="text-xs text-muted">{title}{vote ? `; votes k = ${vote}` : ""}</figcaption>
      <ResponsiveContainer width="100%" height={height}>
        <LineChart data={byK} margin={{ left: 0, right: 8, top: 8, bottom: 0 }}>
          <CartesianGrid vertical={false} stroke={gridStroke} />
          <XAxis dataKey="k" tick={axisTick} tickLine={false} axisLine={false} />
          <YAxis tick={axisTick} tickLine={false} axisLine={false} width={44} domain={["auto", "auto"]} tickFormatter={formatCompact} />
          <Tooltip {...tooltipStyle} cursor={{ stroke: gridStroke }} labelFormatter={(k) => `k = ${String(k)}`} formatter={(shown) => [formatQuantity(Number(shown)), title.split(":")[0] ?? ""]} />
          <Line dataKey={name} stroke="var(--ink)" strokeWidth={1.4} dot={{ r: 2, fill: "var(--ink)" }} isAnimationActive={false} />
          {chosen && typeof value === "number" ? <ReferenceDot x={chosen.k} y={value} r={5} fill="var(--accent)" stroke="none" /> : null}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
}

function EpsCurve({ curve, eps }: { curve: { ratio: number; distance: number }[]; eps: number | undefined }) {
  return (
    <ResponsiveContainer width="100%" height={190}>
      <LineChart data={curve} margin={{ left: 0, right: 8, top: 8, bottom: 0 }}>
        <CartesianGrid vertical={false} stroke={gridStroke} />
        <XAxis dataKey="ratio" type="number" domain={[0, 1]} tick={axisTick} tickLine={false} axisLine={false} tickFormatter={(ratio: number) => `${Math.round(ratio * 100)} %`} />
        <YAxis tick={axisTick} tickLine={false} axisLine={false} width={44} tickFormatter={formatCompact} />
        <Tooltip {...tooltipStyle} cursor={{ stroke: gridStroke }} labelFormatter={(ratio) => `${Math.round(Number(ratio) * 100)} % of the rows`} formatter={(distance) => [`at most ${formatQuantity(Number(distance))}`, "distance"]} />
        <Line dataKey="distance" stroke="var(--ink)" strokeWidth={1.4} dot={false} isAnimationActive={false} />
        {eps ? <ReferenceLine y={eps} stroke="var(--accent)" strokeDasharray="4 3" label={{ value: `eps ${eps}`, position: "insideTopLeft", fontSize: 11, fill: "var(--accent)" }} /> : null}
      </LineChart>
    </ResponsiveContainer>
  );
}

function Scree({ ratios }: { ratios: number[] }) {
  const rows = ratios.slice(0, 20).map((ratio, at) => ({ component: at + 1, percent: 100 * ratio, kept: 100 * ratios.slice(0, at + 1).reduce((sum, each) => sum + each, 0) }));
  return (
    <ResponsiveContainer width="100%" height={190}>
      <BarChart data={rows} margin={{ left: 0, right: 8, top: 8, bottom: 0 }}>
        <CartesianGrid vertical={false} stroke={gridStroke} />
        <XAxis dataKey="component" tick={axisTick} tickLine={false} axisLine={false} />
        <YAxis tick={axisTick} tickLine={false} axisLine={false} width={44} unit=" %" />
        <Tooltip {...tooltipStyle} labelFormatter={(component) => `Component ${String(component)}`} formatter={(percent, _name, item) => [`${formatQuantity(Number(percent))} %, ${formatQuantity((item.payload as { kept: number }).kept)} % together`, "variance"]} />
        <Bar dataKey="percent" fill="var(--accent)" radius={2} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
