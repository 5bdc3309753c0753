"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Rule } from "@/lib/schemas/rule-book";
import { RuleConditionFields } from "./rule-condition-fields";
import type { RuleProblems } from "./rule-draft";
import { rowsWords } from "./rule-words";

interface RuleEditorProps {
  rule: Rule;
  problems: RuleProblems;
  onChange: (rule: Rule) => void;
}

const maximumConditions = 5;

/** The fields of one rule; what is wrong stands at the field, in words. */
export function RuleEditor({ rule, problems, onChange }: RuleEditorProps) {
  const { conditions } = rule;
  const change = (part: Partial<Rule>) => onChange({ ...rule, ...part });
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-1 gap-2.5 sm:grid-cols-3">
        <Field label="Suggestion" error={problems.title}><Input value={rule.title} maxLength={120} placeholder="Win back" onChange={(event) => change({ title: event.target.value })} /></Field>
        <Field label="Speaks of" hint="judged by the columns’ names">
          <Select value={rule.rows ?? ""} onChange={(event) => change({ rows: event.target.value === "people" || event.target.value === "items" ? event.target.value : undefined })}>
            <option value="">Any rows</option>
            {Object.entries(rowsWords).map(([value, words]) => <option key={value} value={value}>{words}</option>)}
          </Select>
        </Field>
        <Field label="Channel (optional)" error={problems.channel}><Input value={rule.channel ?? ""} maxLength={120} placeholder="E-mail" onChange={(event) => change({ channel: event.target.value })} /></Field>
      </div>
      {conditions.map((condition, at) => (
        <RuleConditionFields
          key={at}
          condition={condition}
          position={at}
          problems={problems}
          onChange={(next) => change({ conditions: conditions.with(at, next) })}
          onRemove={conditions.length > 1 ? () => change({ conditions: conditions.toSpliced(at, 1) }) : undefined}
        />
      ))}
      {conditions.length < maximumConditions ? (
        <Button size="sm" className="self-start" onClick={() => change({ conditions: [...conditions, { about: "frequency", direction: "high", minimumEffect: 0.3 }] })}><Plus aria-hidden /> And another condition</Button>
      ) : null}
      <Field label="Message (optional)" error={problems.message} hint="{segment}, {feature}, {category}, {value} and {overall} are filled from the evidence; other words in braces, like {first_name}, are left for your mailing tool. A message with {first_name} speaks only of people.">
        <Textarea rows={2} maxLength={1000} value={rule.message ?? ""} onChange={(event) => change({ message: event.target.value })} />
      </Field>
    </div>
  );
}
