"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { CorrelationGrid, correlationGridHeight } from "@/components/charts/correlation-grid";
import { type CorrelationMatrix, correlationsTable, prepareCorrelations } from "@/lib/charts/prepare-correlations";
import { formatSigned } from "@/lib/charts/format-quantity";

interface CorrelationsCardProps {
  correlations: CorrelationMatrix;
  /** Features chosen for the run. */
  chosen: string[];
  datasetName: string;
}

/** Two features above this count one fact twice. */
const STRONG = 0.9;

export function CorrelationsCard({ correlations, chosen, datasetName }: CorrelationsCardProps) {
  const model = useMemo(() => prepareCorrelations(correlations), [correlations]);
  const features = useMemo(() => new Set(chosen), [chosen]);
  const doubled = model.pairs.filter(({ first, second, r }) => Math.abs(r) >= STRONG && features.has(first) && features.has(second));
  const [strongest] = doubled;
  const warning = strongest && `${doubled.length === 1 ? "One pair" : `${doubled.length} pairs`} of chosen features say almost the same: ${strongest.first} and ${strongest.second} (r = ${formatSigned(strongest.r, 2)}). Together they count twice in every distance.`;
  return (
    <ChartFrame
      title="Which columns say the same?"
      definition="Pearson's r of each pair of numeric columns, −1 to 1; similar columns stand together"
      height={correlationGridHeight(model.names.length)}
      state={model.names.length < 2 ? { status: "empty", message: "Fewer than two numeric columns vary: there is nothing to correlate." } : { status: "ready" }}
      legend={[{ label: "rise together", color: "var(--above)" }, { label: "one falls as the other rises", color: "var(--below)" }]}
      note={[warning, model.capNote && `Shown: ${model.capNote}.`].filter(Boolean).join(" ") || undefined}
      source={`Tessera · ${datasetName}`}
      table={correlationsTable(model)}
    >
      <CorrelationGrid model={model} emphasised={features} label={`Correlations of ${model.names.length} columns`} />
    </ChartFrame>
  );
}
