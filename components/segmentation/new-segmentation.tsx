"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { QueriesAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson } from "@/lib/http/browser-fetch";
import type { SampleTable } from "@/lib/preview/sample-table";
import { defaultDraft, prefillDraft, type SegmentationPrefill } from "@/lib/preview/segmentation-draft";
import { datasetSchema, rowsPageSchema } from "@/lib/schemas/dataset";
import { featureSuggestionsSchema } from "@/lib/schemas/feature-suggestion";
import { EventsFirst } from "./events-first";

// The form comes while the dataset is asked for.
const NewSegmentationForm = dynamic(() => import("./new-segmentation-form").then((module) => module.NewSegmentationForm), { ssr: false, loading: () => <Frame><Loading /></Frame> });

const SAMPLE_ROWS = 600;

interface NewSegmentationProps {
  datasetId: string;
  prefill?: SegmentationPrefill;
  /** Segment the rows of events themselves: without it, events lead to features of their users first. */
  rowsAsTheyAre?: boolean;
}

/** Loads what the form needs: the dataset (waiting while it is read), the advice on features, some rows for the preview. */
export function NewSegmentation({ datasetId, prefill, rowsAsTheyAre = false }: NewSegmentationProps) {
  const dataset = useQuery({
    queryKey: ["dataset", datasetId],
    queryFn: () => fetchJson(`/api/v1/datasets/${datasetId}`, datasetSchema),
    refetchInterval: ({ state }) => (state.data?.status === "ingesting" ? 500 : false),
  });
  const usersFirst = !rowsAsTheyAre && !prefill && dataset.data?.kind === "events" && dataset.data.columns.some((column) => column.role === "user");
  const ready = dataset.data?.status === "ready" && !usersFirst;
  const features = useQuery({ queryKey: ["dataset-features", datasetId, dataset.data?.version], queryFn: () => fetchJson(`/api/v1/datasets/${datasetId}/features`, featureSuggestionsSchema), enabled: ready });
  const rows = useQuery({ queryKey: ["dataset-sample", datasetId, dataset.data?.version], queryFn: () => fetchJson(`/api/v1/datasets/${datasetId}/sample?limit=${SAMPLE_ROWS}`, rowsPageSchema), enabled: ready });
  const sample = useMemo<SampleTable | undefined>(() => (rows.data ? { columns: rows.data.columns, rows: rows.data.items.map((row) => row.cells) } : undefined), [rows.data]);

  if (dataset.error ?? features.error) return <Frame><QueriesAlert queries={[dataset, features]} /></Frame>;
  if (dataset.data?.status === "failed") {
    return <Frame><Alert tone="danger" title="This dataset could not be read" action={<Button asChild size="sm"><a href={`/datasets/${datasetId}`}>Open the dataset</a></Button>}>{dataset.data.error?.message}</Alert></Frame>;
  }
  if (usersFirst && dataset.data?.status === "ready") return <EventsFirst dataset={dataset.data} />;
  if (!dataset.data || !ready || !features.data) {
    return <Frame><Loading stage={dataset.data?.status === "ingesting" ? `${dataset.data.name} is being read: ${dataset.data.progress.stage}` : undefined} /></Frame>;
  }
  const suggestions = features.data.features;
  const initialDraft = prefillDraft(defaultDraft(suggestions), prefill ?? {}, suggestions.map((suggestion) => suggestion.name));
  return <NewSegmentationForm key={datasetId} dataset={dataset.data} suggestions={suggestions} correlations={features.data.correlations} sample={sample} initialDraft={initialDraft} />;
}

function Frame({ children }: { children: React.ReactNode }) {
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Datasets", href: "/datasets" }, { label: "New segmentation" }]} title="New segmentation" />
      {children}
    </>
  );
}

function Loading({ stage }: { stage?: string }) {
  return (
    <div role="status" className="grid grid-cols-1 gap-3.5 lg:grid-cols-[25rem_1fr]">
      {stage ? <p className="text-muted lg:col-span-2">{stage}</p> : <span className="sr-only">Loading</span>}
      <Skeleton className="h-96" />
      <Skeleton className="h-96" />
    </div>
  );
}
