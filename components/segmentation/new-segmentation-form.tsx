"use client";

import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { WhenSeen } from "@/components/charts/when-seen";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { formatBytes } from "@/lib/charts/format-bytes";
import { formatDuration } from "@/lib/charts/format-duration";
import { formatCount } from "@/lib/charts/format-quantity";
import type { CorrelationMatrix } from "@/lib/charts/prepare-correlations";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import type { PreviewQuestion } from "@/lib/preview/preview-segmentation";
import type { SampleTable } from "@/lib/preview/sample-table";
import { checkDraft, requestOfDraft, type SegmentationDraft, usedFeatures } from "@/lib/preview/segmentation-draft";
import type { Dataset } from "@/lib/schemas/dataset";
import type { FeatureSuggestion } from "@/lib/schemas/feature-suggestion";
import { type Algorithm, segmentationCreatedSchema } from "@/lib/schemas/segmentation";
import { FeatureList } from "./feature-list";
import { MethodCard } from "./method-card";
import { useRunEstimate } from "./use-run-estimate";
import { useSegmentationPreview } from "./use-segmentation-preview";

const PreviewCard = dynamic(() => import("./preview-card").then((module) => module.PreviewCard), { ssr: false, loading: () => <Skeleton className="h-[30rem]" /> });
const CorrelationsCard = dynamic(() => import("./correlations-card").then((module) => module.CorrelationsCard), { ssr: false });
const RunOffers = dynamic(() => import("./run-offers").then((module) => module.RunOffers), { ssr: false });
const DistributionsCard = dynamic(() => import("./distributions-card").then((module) => module.DistributionsCard), { ssr: false });
const RelianceCard = dynamic(() => import("./reliance-card").then((module) => module.RelianceCard), { ssr: false });
const AdviceCard = dynamic(() => import("@/components/workbench/advice-card").then((module) => module.AdviceCard), { ssr: false });

/** Algorithms whose segments the browser can make on a sample. */
const previewed: ReadonlySet<Algorithm> = new Set<Algorithm>(["kmeans", "hierarchical", "dbscan"]);

interface NewSegmentationFormProps {
  dataset: Dataset;
  suggestions: FeatureSuggestion[];
  correlations: CorrelationMatrix;
  /** Rows for the preview; undefined while they load. */
  sample: SampleTable | undefined;
  initialDraft: SegmentationDraft;
}

export function NewSegmentationForm({ dataset, suggestions, correlations, sample, initialDraft }: NewSegmentationFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState(initialDraft);
  const change = (part: Partial<SegmentationDraft>) => setDraft((before) => ({ ...before, ...part }));

  const problems = checkDraft(draft, dataset.rowCount, suggestions);
  const request = problems.length === 0 ? requestOfDraft(draft, dataset.id, suggestions) : undefined;
  const { estimate, current } = useRunEstimate(request);
  const question = questionOf(draft, suggestions);
  const { preview, problem: previewProblem } = useSegmentationPreview(sample, question);
  const labelColumn = dataset.columns.findIndex((column) => column.role === "label" || column.role === "id");
  const describeRow = useMemo(
    () => (i: number) => (labelColumn >= 0 ? String(sample?.rows[i]?.[labelColumn] ?? `Row ${i + 1}`) : `Row ${i + 1}`),
    [labelColumn, sample],
  );

  const start = useMutation({
    mutationFn: () => fetchJson("/api/v1/segmentations", segmentationCreatedSchema, { method: "POST", body: request }),
    onSuccess: ({ id }) => router.push(`/segmentations/${id}`),
  });
  const refusal = start.error ? problemText(start.error) : undefined;
  const serverProblems = current && estimate && !estimate.possible ? estimate : undefined;

  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Datasets", href: "/datasets" }, { label: dataset.name, href: `/datasets/${dataset.id}` }, { label: "New segmentation" }]}
        title="New segmentation"
        subtitle={`${dataset.name} v${dataset.version} · ${formatCount(dataset.rowCount)} rows · ${formatCount(dataset.columns.length)} columns`}
        actions={
          <>
            <span className="text-xs text-muted tabular" aria-live="polite">
              {estimate && request ? `about ${formatDuration(estimate.durationMs ?? 0)} and ${formatBytes(estimate.memoryBytes)}` : ""}
            </span>
            <Button variant="primary" loading={start.isPending} disabled={!request || serverProblems !== undefined} onClick={() => start.mutate()}>
              {start.isPending ? null : <Play aria-hidden />} Run on all {formatCount(dataset.rowCount)} rows
            </Button>
          </>
        }
      />
      <div className="flex flex-col gap-3.5" aria-live="polite">
        {refusal ? <Alert tone="danger" title={refusal.title} reference={refusal.requestId} className="mb-3.5">{refusal.detail}</Alert> : null}
        {serverProblems ? (
          <Alert tone="warning" title="This run is not possible" className="mb-3.5">
            {serverProblems.problems.map((entry) => <p key={entry.reason}>{entry.reason}</p>)}
            {serverProblems.alternatives.length > 0 && serverProblems.offers.length === 0 ? <p className="mt-1">What you can do: {serverProblems.alternatives.join(" · ")}</p> : null}
          </Alert>
        ) : null}
        {current && estimate && request && estimate.offers.length > 0 ? <div className="mb-3.5"><RunOffers offers={estimate.offers} possible={estimate.possible} request={request} onChange={change} /></div> : null}
      </div>
      <div className="grid grid-cols-1 gap-3.5 lg:grid-cols-[minmax(19rem,25rem)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-3.5">
          <MethodCard draft={draft} onChange={change} problems={problems} rows={dataset.rowCount} featureCount={usedFeatures(draft, suggestions).length} epsSuggestion={preview?.eps} />
          <FeatureList suggestions={suggestions} draft={draft} onChange={change} problem={problems.find((entry) => entry.field === "features")?.message} />
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <PreviewCard preview={preview} problem={previewProblem} algorithm={draft.algorithm} rows={dataset.rowCount} sampleRows={sample?.rows.length ?? 0} describeRow={describeRow} />
          <AdviceCard key={draft.algorithm} request={request} onTake={change} />
          {previewed.has(draft.algorithm) ? <WhenSeen minHeight={180}><RelianceCard sample={sample} question={question} datasetName={dataset.name} /></WhenSeen> : null}
          {sample ? <WhenSeen minHeight={180}><DistributionsCard sample={sample} features={question.features} log1p={draft.preparation.log1p} datasetName={dataset.name} /></WhenSeen> : null}
          <WhenSeen minHeight={180}><CorrelationsCard correlations={correlations} chosen={draft.features} datasetName={dataset.name} /></WhenSeen>
        </div>
      </div>
    </>
  );
}

function questionOf(draft: SegmentationDraft, suggestions: FeatureSuggestion[]): PreviewQuestion {
  const whole = (value: number, fallback: number) => (Number.isInteger(value) && value > 0 ? value : fallback);
  return {
    features: usedFeatures(draft, suggestions),
    preparation: draft.preparation,
    algorithm: draft.algorithm,
    k: draft.k === "auto" ? 4 : whole(draft.k, 2),
    linkage: draft.linkage,
    eps: draft.eps === "auto" || !(draft.eps > 0) ? "auto" : draft.eps,
    minSamples: whole(draft.minSamples, 5),
    seed: Number.isInteger(draft.seed) ? draft.seed : 42,
  };
}
