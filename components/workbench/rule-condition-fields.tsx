"use client";

import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ruleConditionSchema, rulePercentileSchema, type RuleCondition } from "@/lib/schemas/rule-book";
import type { RuleProblems } from "./rule-draft";
import { aboutWords, percentileWords } from "./rule-words";

interface RuleConditionFieldsProps {
  condition: RuleCondition;
  position: number;
  problems: RuleProblems;
  onChange: (condition: RuleCondition) => void;
  /** Absent for the only condition: a rule needs one. */
  onRemove?: () => void;
}

const aboutSchema = ruleConditionSchema.shape.about;

/** One condition: what it is about, which way, by how much, and beyond which percentile. */
export function RuleConditionFields({ condition, position, problems, onChange, onRemove }: RuleConditionFieldsProps) {
  const problem = (field: string) => problems[`conditions.${position}.${field}`];
  const change = (part: Partial<RuleCondition>) => onChange({ ...condition, ...part });
  const isCategory = condition.about === "any-category";
  return (
    <fieldset className="grid grid-cols-2 items-start gap-2.5 sm:grid-cols-[minmax(9rem,1.4fr)_minmax(9rem,1.2fr)_8rem_6rem_minmax(8rem,1fr)_auto]">
      <legend className="sr-only">Condition {position + 1}</legend>
      <Field label={position === 0 ? "When" : "and"} className={condition.about === "feature" ? undefined : "sm:col-span-2"}>
        <Select value={condition.about} onChange={(event) => change({ about: aboutSchema.parse(event.target.value), ...(event.target.value === "any-category" && { percentile: undefined }), ...(event.target.value !== "feature" && { feature: undefined }) })}>
          {Object.entries(aboutWords).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
        </Select>
      </Field>
      {condition.about === "feature" ? <Field label="Column" error={problem("feature")}><Input value={condition.feature ?? ""} placeholder="as in the data" onChange={(event) => change({ feature: event.target.value })} /></Field> : null}
      {condition.about === "nothing-else" ? <span className="hidden sm:col-span-3 sm:block" /> : <>
      <Field label="is">
        <Select value={condition.direction} onChange={(event) => change({ direction: event.target.value === "low" ? "low" : "high" })}>
          <option value="high">{isCategory ? "over-represented" : "high"}</option>
          <option value="low">{isCategory ? "under-represented" : "low"}</option>
        </Select>
      </Field>
      <Field label="Effect, at least" error={problem("minimumEffect")}><Input type="number" min={0} max={10} step={0.1} className="tabular" value={Number.isFinite(condition.minimumEffect) ? condition.minimumEffect : ""} onChange={(event) => change({ minimumEffect: event.target.valueAsNumber })} /></Field>
      <Field label={condition.direction === "high" ? "Mean above" : "Mean below"} error={problem("percentile")}>
        <Select value={condition.percentile ?? ""} disabled={isCategory} onChange={(event) => change({ percentile: event.target.value === "" ? undefined : rulePercentileSchema.parse(Number(event.target.value)) })}>
          <option value="">any level</option>
          {Object.entries(percentileWords).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
        </Select>
      </Field>
      </>}
      {onRemove ? <Button variant="ghost" size="icon" className="mt-[1.375rem]" aria-label={`Remove condition ${position + 1}`} onClick={onRemove}><Trash2 aria-hidden /></Button> : null}
    </fieldset>
  );
}
