"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { QueriesAlert } from "@/components/ui/problem-alert";
import { Select } from "@/components/ui/select";
import { fetchJson } from "@/lib/http/browser-fetch";
import { ruleTrialSchema, type Rule } from "@/lib/schemas/rule-book";
import { segmentationPageSchema } from "@/lib/schemas/segmentation";

/** Asks which segments of a run each rule speaks for, as the rules stand now, saved or not. */
export function useRuleTrial(runId: string, rules: Rule[]) {
  return useQuery({
    queryKey: ["rule-trial", runId, JSON.stringify(rules)],
    queryFn: ({ signal }) => fetchJson("/api/v1/rule-book/try", ruleTrialSchema, { method: "POST", body: { segmentationId: runId, rules }, signal }),
    enabled: runId !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
}

interface RuleTrialCardProps {
  runId: string;
  onChoose: (runId: string) => void;
  trial: ReturnType<typeof useRuleTrial>;
}

/** Chooses the run that the rules are tried on, and sums up what came of it. */
export function RuleTrialCard({ runId, onChoose, trial }: RuleTrialCardProps) {
  const runs = useQuery({ queryKey: ["segmentations", "to-try"], queryFn: ({ signal }) => fetchJson("/api/v1/segmentations?status=succeeded&limit=200", segmentationPageSchema, { signal }) });
  const choices = runs.data?.items.filter(({ algorithm }) => algorithm !== "pca") ?? [];
  return (
    <Card>
      <CardHeader title="Whom would they speak for?" definition="the rules as they stand here, saved or not" />
      <Field label="Try them on a run" className="max-w-md">
        <Select value={runId} onChange={(event) => onChoose(event.target.value)}>
          <option value="">{runs.isSuccess && choices.length === 0 ? "There is no finished run yet" : "Choose a run"}</option>
          {choices.map(({ id, name, datasetName }) => <option key={id} value={id}>{datasetName}: {name}</option>)}
        </Select>
      </Field>
      <QueriesAlert queries={[runs, trial]} className="mt-3" />
      {runId && trial.data ? <p role="status" className="mt-2 text-sm">{summary(trial.data)}</p> : null}
    </Card>
  );
}

function summary({ segments, rules }: { segments: { segment: number; name: string }[]; rules: { segments: number[] }[] }): string {
  const speaking = rules.filter((rule) => rule.segments.length > 0).length;
  const silent = segments.filter(({ segment }) => !rules.some((rule) => rule.segments.includes(segment)));
  const left = silent.length === 0 ? "Every segment gets a suggestion." : `No rule speaks for ${silent.map(({ name }) => `“${name}”`).join(", ")}.`;
  return `${speaking} of ${rules.length} rules ${speaking === 1 ? "speaks" : "speak"} for a segment of this run. ${left} A segment shows the first three.`;
}
