"use client";

import { Field } from "@/components/ui/field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import type { EpsSuggestion } from "@/lib/preview/eps-suggestion";
import type { DraftProblem, SegmentationDraft } from "@/lib/preview/segmentation-draft";
import { linkageSchema } from "@/lib/schemas/segmentation";
import { NumberField } from "./number-field";

interface ParameterFieldsProps {
  draft: SegmentationDraft;
  onChange: (change: Partial<SegmentationDraft>) => void;
  problems: DraftProblem[];
  rows: number;
  featureCount: number;
  /** From the preview's sample; sets the range of the slider. */
  epsSuggestion?: EpsSuggestion;
}

const linkageWords = { ward: "Ward: compact, alike in size", complete: "Complete: small diameters", average: "Average: in between", single: "Single: chains" } as const;

/** The choices of the chosen algorithm. */
export function ParameterFields({ draft, onChange, problems, rows, featureCount, epsSuggestion }: ParameterFieldsProps) {
  const errorOf = (field: DraftProblem["field"]) => problems.find((problem) => problem.field === field)?.message;

  if (draft.algorithm === "kmeans" || draft.algorithm === "hierarchical") {
    return (
      <>
        <NumberField
          label="Segments k"
          value={draft.k}
          onChange={(k) => onChange({ k })}
          slider={{ min: 2, max: Math.max(3, Math.min(20, rows)), step: 1 }}
          automatic={{ value: 4, words: "The run tries several k and takes the winner of five indices; the preview shows 4." }}
          error={errorOf("k")}
        />
        {draft.algorithm === "hierarchical" ? (
          <Field label="Linkage">
            <Select value={draft.linkage} onChange={(event) => onChange({ linkage: linkageSchema.parse(event.target.value) })}>
              {linkageSchema.options.map((linkage) => <option key={linkage} value={linkage}>{linkageWords[linkage]}</option>)}
            </Select>
          </Field>
        ) : null}
      </>
    );
  }
  if (draft.algorithm === "pca") {
    return (
      <NumberField
        label="Components"
        value={draft.components}
        onChange={(components) => onChange({ components })}
        slider={{ min: 1, max: Math.max(2, Math.min(20, featureCount)), step: 1 }}
        automatic={{ value: Math.min(2, Math.max(1, featureCount)), words: "As many as hold 90 % of the variance." }}
        error={errorOf("components")}
      />
    );
  }
  const range = epsSuggestion ?? { eps: 0.5, low: 0.05, high: 5 };
  return (
    <>
      <SegmentedControl
        label="Density method"
        size="sm"
        value={draft.algorithm}
        onValueChange={(algorithm) => onChange({ algorithm })}
        options={[{ value: "dbscan", label: "One density (DBSCAN)" }, { value: "hdbscan", label: "Any density (HDBSCAN)" }]}
      />
      {draft.algorithm === "dbscan" ? (
        <>
          <NumberField
            label="Eps: how near is a neighbour"
            value={draft.eps}
            onChange={(eps) => onChange({ eps })}
            slider={{ min: range.low, max: range.high, step: (range.high - range.low) / 200 }}
            step="any"
            automatic={{ value: range.eps, words: "The knee of the sorted neighbour distances." }}
            error={errorOf("eps")}
          />
          <NumberField label="Min samples: rows that make a dense place" value={draft.minSamples} onChange={(value) => value !== "auto" && onChange({ minSamples: value })} slider={{ min: 2, max: 30, step: 1 }} error={errorOf("minSamples")} />
        </>
      ) : (
        <NumberField label="Smallest segment, rows" value={draft.minClusterSize} onChange={(value) => value !== "auto" && onChange({ minClusterSize: value })} slider={{ min: 2, max: Math.max(10, Math.min(200, Math.round(rows / 5))), step: 1 }} error={errorOf("minClusterSize")} />
      )}
    </>
  );
}
