"use client";

import { NumberField } from "@/components/segmentation/number-field";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { RecommenderParameters } from "@/lib/schemas/recommender";
import { defaultOf, type AlgorithmInfo, type Feedback } from "./recommender-draft";

interface AlgorithmParametersProps {
  info: AlgorithmInfo;
  feedback: Feedback;
  values: RecommenderParameters;
  problems: Record<string, string>;
  onChange: (values: RecommenderParameters) => void;
}

/** The parameters of one algorithm with their defaults and ranges. */
export function AlgorithmParameters({ info, feedback, values, problems, onChange }: AlgorithmParametersProps) {
  if (info.parameters.length === 0) return <p className="text-xs text-muted">Nothing to choose: {info.name === "blend" ? "its members and their weights are fitted on held-out data." : "it has no parameters."}</p>;
  return (
    <div className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-2">
      {info.parameters.map((parameter) => {
        const byDefault = defaultOf(parameter, feedback);
        const value = values[parameter.name] ?? byDefault;
        const change = (next: number | string) => onChange({ ...values, [parameter.name]: next });
        if (parameter.kind === "choice") {
          return (
            <Field key={parameter.name} label={parameter.label} hint={parameter.hint} error={problems[parameter.name]}>
              <Select value={String(value)} onChange={(event) => change(event.target.value)}>
                {parameter.choices.map((choice) => <option key={choice} value={choice}>{choice}{choice === byDefault ? " (default)" : ""}</option>)}
              </Select>
            </Field>
          );
        }
        const { min, max, integer } = parameter;
        return (
          <NumberField
            key={parameter.name}
            label={parameter.label}
            hint={`${parameter.hint} Default ${byDefault}; ${min.toLocaleString("en")} to ${max.toLocaleString("en")}.`}
            value={Number(value)}
            step={integer ? 1 : "any"}
            error={problems[parameter.name]}
            onChange={(next) => next !== "auto" && change(next)}
          />
        );
      })}
    </div>
  );
}
