"use client";

import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import type { Dataset, DatasetSummary } from "@/lib/schemas/dataset";
import { recommenderCreatedSchema } from "@/lib/schemas/recommender";
import { AlgorithmChoice } from "./algorithm-choice";
import { AlgorithmParameters } from "./algorithm-parameters";
import { LearnFromCard } from "./learn-from-card";
import { checkRecommenderDraft, emptyDraft, requestOfRecommenderDraft, usualFeedback, type AlgorithmInfo, type Feedback, type RecommenderDraft } from "./recommender-draft";
import { recommendersPath } from "./recommender-paths";
import { algorithmLabels } from "./recommender-words";
import { TrainWhenCard } from "./train-when-card";

interface NewRecommenderFormProps {
  dataset: Dataset;
  datasets: DatasetSummary[];
  algorithms: AlgorithmInfo[];
  onDataset: (id: string) => void;
}

export function NewRecommenderForm({ dataset, datasets, algorithms, onDataset }: NewRecommenderFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState<RecommenderDraft>(emptyDraft);
  const change = (part: Partial<RecommenderDraft>) => setDraft((before) => ({ ...before, ...part }));
  const info = algorithms.find(({ name }) => name === draft.algorithm);
  const feedback: Feedback = draft.feedback === "auto" ? usualFeedback(dataset) : draft.feedback;
  const problems = checkRecommenderDraft(draft, info);
  const missing = missingRoles(dataset);

  const start = useMutation({
    mutationFn: () => fetchJson(recommendersPath, recommenderCreatedSchema, { method: "POST", body: requestOfRecommenderDraft(draft, dataset.id) }),
    onSuccess: ({ id }) => router.push(`/recommenders/${id}`),
  });
  const refusal = start.error ? problemText(start.error) : undefined;

  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Recommenders", href: "/recommenders" }, { label: "New recommender" }]}
        title="New recommender"
        subtitle={`${dataset.name} v${dataset.version} · ${formatCount(dataset.rowCount)} events`}
        actions={<Button variant="primary" loading={start.isPending} disabled={Object.keys(problems).length > 0 || missing.length > 0} onClick={() => start.mutate()}>{start.isPending ? null : <Play aria-hidden />} Train on {formatCount(dataset.rowCount)} events</Button>}
      />
      <div aria-live="polite">
        {refusal ? <Alert tone="danger" title={refusal.title} reference={refusal.requestId} className="mb-3.5">{refusal.detail}</Alert> : null}
        {missing.length > 0 ? (
          <Alert tone="warning" title="These events can’t be learned from yet" className="mb-3.5" action={<Button asChild size="sm"><a href={`/datasets/${dataset.id}`}>Open the dataset</a></Button>}>
            No column has the role {missing.map((role) => `“${role}”`).join(" or ")}. Give it on the dataset’s page.
          </Alert>
        ) : null}
      </div>
      <div className="grid grid-cols-1 gap-3.5 lg:grid-cols-[minmax(0,1fr)_minmax(19rem,24rem)]">
        <div className="flex min-w-0 flex-col gap-3.5">
          <Card>
            <CardHeader title="Which algorithm?" definition="every baseline is trained beside it, so that you see what it adds" />
            <AlgorithmChoice algorithms={algorithms} value={draft.algorithm} onChange={(algorithm) => change({ algorithm, parameters: {} })} />
          </Card>
          {info ? (
            <Card>
              <CardHeader title={info.label} definition={`for ${feedback === "explicit" ? "ratings" : "what people do"}`} actions={Object.keys(draft.parameters).length > 0 ? <Button size="sm" variant="ghost" onClick={() => change({ parameters: {} })}>Defaults</Button> : null} />
              <AlgorithmParameters key={`${info.name} ${feedback}`} info={info} feedback={feedback} values={draft.parameters} problems={problems} onChange={(parameters) => change({ parameters })} />
            </Card>
          ) : null}
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <Card className="flex flex-col gap-3">
            <Field label="Events">
              <Select value={dataset.id} onChange={(event) => onDataset(event.target.value)}>
                {datasets.map((each) => <option key={each.id} value={each.id}>{each.name} ({formatCount(each.rowCount)})</option>)}
              </Select>
            </Field>
            <Field label="Name"><Input maxLength={200} value={draft.name} placeholder={`${algorithmLabels[draft.algorithm]} on ${dataset.name}`} onChange={(event) => change({ name: event.target.value })} /></Field>
            {dataset.links.items ? null : <p className="text-xs text-muted">No items are linked with these events: titles, genres and pictures will be missing. <a className="underline underline-offset-2" href={`/datasets/${dataset.id}`}>Link a dataset of items</a> first if you have one.</p>}
          </Card>
          <LearnFromCard dataset={dataset} draft={draft} feedback={feedback} problems={problems} onChange={change} />
          <TrainWhenCard draft={draft} problems={problems} onChange={change} profilesId={dataset.links.profiles ?? undefined} />
        </div>
      </div>
    </>
  );
}

function missingRoles(dataset: Dataset): string[] {
  return (["user", "item"] as const).filter((role) => !dataset.columns.some((column) => column.role === role));
}
