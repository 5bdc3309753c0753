"use client";

import { Dices } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import type { EpsSuggestion } from "@/lib/preview/eps-suggestion";
import type { DraftProblem, SegmentationDraft } from "@/lib/preview/segmentation-draft";
import { preparationSchema } from "@/lib/schemas/segmentation";
import { algorithmHints } from "@/lib/charts/algorithm-words";
import { ParameterFields } from "./parameter-fields";

interface MethodCardProps {
  draft: SegmentationDraft;
  onChange: (change: Partial<SegmentationDraft>) => void;
  problems: DraftProblem[];
  rows: number;
  featureCount: number;
  epsSuggestion?: EpsSuggestion;
}

const methods = [
  { value: "kmeans", label: "K-means" },
  { value: "hierarchical", label: "Hierarchical" },
  { value: "dbscan", label: "DBSCAN" },
  { value: "pca", label: "PCA" },
] as const;

const { missing, scaling, encoding, outliers } = preparationSchema.shape;
const choices = {
  scaling: { label: "Scaling", schema: scaling, words: { standard: "Standard (mean 0, σ 1)", minmax: "Min–max (0 to 1)", robust: "Robust (median, IQR)", none: "None" } },
  missing: { label: "Missing values", schema: missing, words: { mean: "Mean", median: "Median", zero: "Zero", drop: "Drop the row" } },
  encoding: { label: "Categories", schema: encoding, words: { none: "Leave out", onehot: "One-hot", ordinal: "Number in order" } },
  outliers: { label: "Outliers", schema: outliers, words: { keep: "Keep", clip: "Clip at 3 IQR" } },
} as const;

/** How to cluster and how to prepare the features. */
export function MethodCard({ draft, onChange, problems, rows, featureCount, epsSuggestion }: MethodCardProps) {
  const seedProblem = problems.find((problem) => problem.field === "seed");
  function prepare(key: keyof typeof choices, value: string) {
    onChange({ preparation: { ...draft.preparation, [key]: choices[key].schema.parse(value) } });
  }
  return (
    <Card>
      <CardHeader title="Method" />
      <div className="flex flex-col gap-3">
        <SegmentedControl label="Algorithm" value={draft.algorithm === "hdbscan" ? "dbscan" : draft.algorithm} onValueChange={(algorithm) => onChange({ algorithm })} options={methods} />
        <p className="text-xs text-muted">{algorithmHints[draft.algorithm]}</p>
        <ParameterFields draft={draft} onChange={onChange} problems={problems} rows={rows} featureCount={featureCount} epsSuggestion={epsSuggestion} />
        <div className="grid grid-cols-2 gap-2.5">
          {(["scaling", "missing", "encoding", "outliers"] as const).map((key) => (
            <Field key={key} label={choices[key].label}>
              <Select value={draft.preparation[key]} onChange={(event) => prepare(key, event.target.value)}>
                {Object.entries(choices[key].words).map(([value, words]) => <option key={value} value={value}>{words}</option>)}
              </Select>
            </Field>
          ))}
          <Field label="Seed" error={seedProblem?.message}>
            <div className="relative">
              <Input type="number" min={0} className="pr-9 tabular" value={Number.isFinite(draft.seed) ? draft.seed : ""} onChange={(event) => onChange({ seed: event.target.valueAsNumber })} />
              <Button variant="ghost" size="icon-sm" className="absolute top-0.5 right-0.5" aria-label="Another random seed" onClick={() => onChange({ seed: Math.floor(Math.random() * 2 ** 31) })}>
                <Dices aria-hidden />
              </Button>
            </div>
          </Field>
          <Field label="Name (optional)">
            <Input maxLength={200} placeholder="made from the choices" value={draft.name} onChange={(event) => onChange({ name: event.target.value })} />
          </Field>
        </div>
      </div>
    </Card>
  );
}
