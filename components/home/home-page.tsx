"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { DatasetState } from "@/components/datasets/dataset-table";
import { RelativeTime } from "@/components/datasets/relative-time";
import { RunsTable } from "@/components/datasets/runs-table";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { datasetPageSchema, type DatasetSummary } from "@/lib/schemas/dataset";
import type { Example } from "@/lib/schemas/example";
import { segmentationPageSchema, type SegmentationSummary } from "@/lib/schemas/segmentation";
import { ExamplesGallery } from "./examples-gallery";
import { FirstRun } from "./first-run";
import { NextStep } from "./next-step";
import { nextStepFor } from "./next-step-for";
import { shownOnHome } from "./shown-on-home";

interface HomePageProps {
  name: string;
  canWrite: boolean;
  datasets: DatasetSummary[];
  runs: SegmentationSummary[];
  examples: Example[];
}

const pollMs = 1000;

/** Where one stands and what to do next: recent segmentations, datasets, examples. */
export function HomePage({ name, canWrite, datasets: initialDatasets, runs: initialRuns, examples }: HomePageProps) {
  const { data: datasets } = useQuery({
    queryKey: ["home-datasets"],
    queryFn: async ({ signal }) => (await fetchJson(`/api/v1/datasets?limit=${shownOnHome}`, datasetPageSchema, { signal })).items,
    initialData: initialDatasets,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some((dataset) => dataset.status === "ingesting") ? pollMs : false),
  });
  const { data: runs } = useQuery({
    queryKey: ["home-runs"],
    queryFn: async ({ signal }) => (await fetchJson(`/api/v1/segmentations?limit=${shownOnHome}`, segmentationPageSchema, { signal })).items,
    initialData: initialRuns,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some((run) => run.status === "queued" || run.status === "running") ? pollMs : false),
  });

  if (datasets.length === 0) return <FirstRun name={name} canWrite={canWrite} examples={examples} />;
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Home" }]} title="Home" subtitle="Recent work, and what to do next" />
      <NextStep step={nextStepFor({ datasets, runs, canWrite })} />
      <div className="grid gap-3.5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Card>
          <CardHeader title="Recent segmentations" actions={runs.length > 0 ? <Link href="/segmentations" className="text-sm underline underline-offset-2">All</Link> : undefined} />
          {runs.length > 0 ? <RunsTable runs={runs} /> : <EmptyState title="No segmentation yet" className="py-8">The first one takes a minute: choose a dataset, features and a method.</EmptyState>}
        </Card>
        <Card>
          <CardHeader title="Datasets" actions={<Link href="/datasets" className="text-sm underline underline-offset-2">All</Link>} />
          <DatasetShortList datasets={datasets} />
        </Card>
      </div>
      {canWrite ? <ExamplesGallery examples={examples} /> : null}
    </>
  );
}

function DatasetShortList({ datasets }: { datasets: DatasetSummary[] }) {
  return (
    <ul className="-mx-2 flex flex-col">
      {datasets.map((dataset) => (
        <li key={dataset.id}>
          <Link href={`/datasets/${dataset.id}`} className="flex items-center justify-between gap-3 rounded-control px-2 py-1.5 hover:bg-soft">
            <span className="min-w-0">
              <bdi className="block truncate font-semibold">{dataset.name}</bdi>
              <span className="block truncate text-xs text-muted">
                {dataset.status === "ready" ? `${formatCount(dataset.rowCount)} × ${formatCount(dataset.columnCount)} · ` : null}{dataset.owner.name} · <RelativeTime at={dataset.updatedAt} />
              </span>
            </span>
            {dataset.status === "ready" ? null : <DatasetState dataset={dataset} />}
          </Link>
        </li>
      ))}
    </ul>
  );
}
