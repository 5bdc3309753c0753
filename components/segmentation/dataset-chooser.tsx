"use client";

import { useQuery } from "@tanstack/react-query";
import { Database } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type DatasetKind, datasetPageSchema } from "@/lib/schemas/dataset";
import { newSegmentationHref } from "./new-segmentation-href";

/** What a row is, and what that means for its segments. */
const chooserWords: Record<DatasetKind, string> = { profiles: "profiles", items: "items", events: "events: features per user come first" };

/** The first step when no dataset is named yet. */
export function DatasetChooser() {
  const datasets = useQuery({ queryKey: ["datasets", "chooser"], queryFn: () => fetchJson("/api/v1/datasets?limit=200", datasetPageSchema) });
  const ready = datasets.data?.items.filter((dataset) => dataset.status === "ready") ?? [];
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Segmentations", href: "/segmentations" }, { label: "New segmentation" }]} title="New segmentation" subtitle="Which dataset should be segmented?" />
      {datasets.error ? <Alert tone="danger" title={problemText(datasets.error).title}>{problemText(datasets.error).detail}</Alert> : null}
      {datasets.isPending ? <Skeleton className="h-48" /> : null}
      {datasets.data && ready.length === 0 ? (
        <Card>
          <EmptyState icon={Database} title="No dataset is ready yet" action={<><Button asChild variant="primary"><Link href="/datasets/new">Upload a file</Link></Button><Button asChild><Link href="/">Load an example</Link></Button></>}>
            Upload a CSV, TSV, Excel or Parquet file, or load one of the examples on the home page.
          </EmptyState>
        </Card>
      ) : null}
      {ready.length > 0 ? (
        <Card className="p-0">
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
