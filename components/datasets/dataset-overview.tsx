"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson } from "@/lib/http/browser-fetch";
import { rowsPageSchema, type Dataset } from "@/lib/schemas/dataset";
import { cellText } from "./cell-text";
import { DatasetColumnsCard } from "./dataset-columns-card";
import { FeaturesOfCard } from "./features-of-card";
import { FirstRowsTable } from "./first-rows-table";
import { LinksCard } from "./links-card";
import { MadeFromCard } from "./made-from-card";
import { nextStepWords } from "./next-step-words";
import { ReadAsCard } from "./read-as-card";
import { StoredRejectedCard } from "./stored-rejected-card";

/** What the dataset is made of: counts, columns, how it was read, and its first rows. */
export function DatasetOverview({ dataset, canWrite }: { dataset: Dataset; canWrite: boolean }) {
  return (
    <>
      <StoredRejectedCard dataset={dataset} />
      <div className="grid items-start gap-3.5 xl:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          <DatasetColumnsCard dataset={dataset} canWrite={canWrite} />
          <Card>
            <CardHeader title="First rows" actions={<Link href={`/datasets/${dataset.id}?tab=rows`} className="text-sm underline underline-offset-2 print:hidden">All rows</Link>} />
            <FirstRows dataset={dataset} />
          </Card>
        </div>
        <div className="grid min-w-0 items-start gap-3.5 md:grid-cols-2 xl:grid-cols-1">
          {dataset.madeFrom ? <MadeFromCard dataset={dataset} madeFrom={dataset.madeFrom} canWrite={canWrite} /> : null}
          {dataset.madeFrom?.madeFromVersion === undefined ? <ReadAsCard key={dataset.version} dataset={dataset} canWrite={canWrite} /> : null}
          {dataset.features.length > 0 ? <FeaturesOfCard features={dataset.features} /> : null}
          {canWrite && dataset.kind === "events" ? <LinksCard dataset={dataset} /> : null}
          <NextCard dataset={dataset} canWrite={canWrite} />
        </div>
      </div>
    </>
  );
}

function NextCard({ dataset, canWrite }: { dataset: Dataset; canWrite: boolean }) {
  return (
    <Card className="print:hidden">
      <CardHeader title="What you can do next" className="mb-1" />
      <p className="text-sm text-muted">{nextStepWords(dataset.kind)}</p>
      <ul className="mt-2 flex flex-col gap-1 text-sm">
        {dataset.kind === "events" ? <li><Link className="underline underline-offset-2" href={`/engagement/${dataset.id}`}>Look at activity and retention</Link></li> : null}
        {canWrite ? <li><Link className="underline underline-offset-2" href={`/segmentations/new?dataset=${dataset.id}`}>{dataset.kind === "events" ? "Segment its users" : "Segment its rows"}</Link></li> : null}
        {canWrite ? <li><Link className="underline underline-offset-2" href={`/datasets/new?into=${dataset.id}&mode=append`}>Append newer rows</Link></li> : null}
      </ul>
    </Card>
  );
}

function FirstRows({ dataset }: { dataset: Dataset }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["dataset-rows", dataset.id, dataset.version, "first"],
    queryFn: ({ signal }) => fetchJson(`/api/v1/datasets/${dataset.id}/rows?limit=8`, rowsPageSchema, { signal }),
  });
  if (error) return <ProblemAlert error={error} title="The rows can’t be shown" onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-72" />;
  const rows = data.items.map((row) => row.cells.map((cell, j) => cellText(cell, data.columns[j]?.type ?? "text")));
  return <FirstRowsTable label="First rows" columns={data.columns} rows={rows} />;
}
