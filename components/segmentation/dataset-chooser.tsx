"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Database, SearchX } from "lucide-react";
import Link from "next/link";
import { useDeferredValue, useState } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { QueriesAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type DatasetKind, datasetPageSchema } from "@/lib/schemas/dataset";
import { newSegmentationHref } from "./new-segmentation-href";

/** What a row is, and what that means for its segments. */
const chooserWords: Record<DatasetKind, string> = { profiles: "profiles", items: "items", events: "events: features per user come first" };

/** Above this many datasets a search is worth its place. */
const searchFrom = 12;

/** The first step when no dataset is named yet. */
export function DatasetChooser() {
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim());
  const datasets = useQuery({
    queryKey: ["datasets", "chooser", wanted],
    queryFn: ({ signal }) => fetchJson(`/api/v1/datasets?${new URLSearchParams({ limit: "200", ...(wanted !== "" && { search: wanted }) })}`, datasetPageSchema, { signal }),
    placeholderData: keepPreviousData,
  });
  const ready = datasets.data?.items.filter((dataset) => dataset.status === "ready") ?? [];
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Segmentations", href: "/segmentations" }, { label: "New segmentation" }]} title="New segmentation" subtitle="Which dataset should be segmented?" />
      <QueriesAlert queries={[datasets]} />
      {datasets.isPending ? <Skeleton className="h-48" /> : null}
      {datasets.data && ready.length === 0 && wanted === "" ? (
        <Card>
          <EmptyState icon={Database} title="No dataset is ready yet" action={<><Button asChild variant="primary"><Link href="/datasets/new">Upload a file</Link></Button><Button asChild><Link href="/">Load an example</Link></Button></>}>
            Upload a CSV, TSV, Excel or Parquet file, or load one of the examples on the home page.
          </EmptyState>
        </Card>
      ) : null}
      {ready.length > 0 || wanted !== "" ? (
        <Card className="p-0">
          {ready.length > searchFrom || search !== "" ? (
            <div className="border-b border-line px-4 py-2.5">
              <Input type="search" aria-label="Find a dataset" placeholder="Find by name" value={search} maxLength={200} onChange={(event) => setSearch(event.target.value)} className="max-w-72" />
            </div>
          ) : null}
          {ready.length === 0 ? <EmptyState icon={SearchX} title="No dataset has this in its name" action={<Button onClick={() => setSearch("")}>Show all</Button>} /> : null}
          <ul>
            {ready.map((dataset) => (
              <li key={dataset.id} className="border-b border-line last:border-0">
                <Link href={newSegmentationHref(dataset.id)} className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 py-2 hover:bg-soft focus-visible:-outline-offset-2">
                  <span className="min-w-0 grow font-medium break-words">{dataset.name}</span>
                  <span className="text-xs text-muted tabular">{formatCount(dataset.rowCount)} rows · {formatCount(dataset.columnCount)} columns · {chooserWords[dataset.kind]}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  );
}
