"use client";

import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Select } from "@/components/ui/select";
import { prepareModelWhiskers, type ComparedModel } from "@/lib/charts/prepare-recommender-models";
import type { RecommenderQuality } from "@/lib/schemas/recommender";
import { headlineMeasure, measureIds, measures, type Measure } from "./figure-words";
import { ModelWhiskers, modelWhiskersHeight } from "./model-whiskers";

const legend = [{ label: "this version", color: "var(--accent)" }, { label: "other versions", color: "var(--segment-0)" }, { label: "baselines", color: "var(--line-strong)" }];

/** One figure of every model, with intervals, best first. */
export function ModelsCard({ models, quality, source }: { models: ComparedModel[]; quality: RecommenderQuality; source: string }) {
  const offered = measureIds.filter((measure) => models.some(({ figures }) => figures[measure]));
  const [chosen, setChosen] = useState<Measure>();
  const measure = chosen ?? headlineMeasure(models[0]?.figures) ?? offered[0];
  if (!measure) return null;
  const words = measures[measure];
  const model = prepareModelWhiskers(models, measure, words.better);
  const shown = legend.filter((_, at) => at !== 1 || models.some(({ kind }) => kind === "version"));
  return (
    <ChartFrame
      title="Is it better than simple rules?"
      definition={`${words.label}${measure === "ndcg" || measure === "recall" || measure === "precision" || measure === "map" ? ` at ${quality.k}` : ""}: ${words.definition}`}
      height={modelWhiskersHeight(model.bars.length)}
      legend={shown}
      source={source}
      note="Lines are 95 % intervals: over users for rankings, over folds for ratings."
      actions={<Select aria-label="Figure" className="w-32" value={measure} onChange={(event) => setChosen(measureIds.find((id) => id === event.target.value))}>{offered.map((id) => <option key={id} value={id}>{measures[id].label}</option>)}</Select>}
      table={{ columns: [{ label: "Model" }, { label: words.label, numeric: true }, { label: "95 % from", numeric: true }, { label: "95 % to", numeric: true }], rows: model.bars.map(({ label, figure }) => [label, figure.value, figure.low95 ?? null, figure.high95 ?? null]) }}
    >
      <ModelWhiskers model={model} label={`${words.label} of every model`} format={words.format} isShare={measure === "coverage" || measure === "popularityShare"} />
    </ChartFrame>
  );
}
