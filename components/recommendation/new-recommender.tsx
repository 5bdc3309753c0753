"use client";

import { useQuery } from "@tanstack/react-query";
import { Database } from "lucide-react";
import Link from "next/link";
import { useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { QueriesAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson } from "@/lib/http/browser-fetch";
import { datasetPageSchema, datasetSchema } from "@/lib/schemas/dataset";
import { algorithmListSchema } from "@/lib/schemas/recommender";
import { NewRecommenderForm } from "./new-recommender-form";
import { recommendersPath } from "./recommender-paths";

/** Loads what the form needs: the datasets of events, the chosen one with its columns, the algorithms. */
export function NewRecommender() {
  const [datasetId, setDatasetId] = useQueryState("dataset");
  const datasets = useQuery({ queryKey: ["datasets", "recommender-choice"], queryFn: ({ signal }) => fetchJson("/api/v1/datasets?limit=500", datasetPageSchema, { signal }) });
  const algorithms = useQuery({ queryKey: ["recommender-algorithms"], queryFn: ({ signal }) => fetchJson(`${recommendersPath}/algorithms`, algorithmListSchema, { signal }), staleTime: Infinity });
  const events = datasets.data?.items.filter(({ kind, status }) => kind === "events" && status === "ready") ?? [];
  const chosenId = events.find(({ id }) => id === datasetId)?.id ?? events[0]?.id;
  const dataset = useQuery({ queryKey: ["dataset", chosenId], queryFn: ({ signal }) => fetchJson(`/api/v1/datasets/${chosenId}`, datasetSchema, { signal }), enabled: chosenId !== undefined });

  if (datasets.error ?? algorithms.error ?? dataset.error) return <Frame><QueriesAlert queries={[datasets, algorithms, dataset]} /></Frame>;
  if (datasets.data && events.length === 0) return <Frame><NoEvents /></Frame>;
  if (!algorithms.data || !dataset.data) {
    return <Frame><div role="status" aria-label="Loading" className="grid grid-cols-1 gap-3.5 lg:grid-cols-[1fr_22rem]"><Skeleton className="h-[36rem]" /><Skeleton className="h-96" /></div></Frame>;
  }
  return <NewRecommenderForm key={dataset.data.id} dataset={dataset.data} datasets={events} algorithms={algorithms.data.items} onDataset={(id) => void setDatasetId(id)} />;
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Recommenders", href: "/recommenders" }, { label: "New recommender" }]} title="New recommender" />
      {children}
    </>
  );
}

function NoEvents() {
  return (
    <Card>
      <EmptyState icon={Database} title="No dataset of events is ready" action={<><Button asChild variant="primary"><Link href="/datasets/new">Upload events</Link></Button><Button asChild><Link href="/datasets">All datasets</Link></Button></>}>
        A recommender learns from rows that say who did what: a column for the user, one for the item, and optionally a rating, a duration or a time. If you have such a dataset already, set its kind to “events” on its page.
      </EmptyState>
    </Card>
  );
}
