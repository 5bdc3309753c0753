"use client";

import { useQuery } from "@tanstack/react-query";
import { Boxes } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson } from "@/lib/http/browser-fetch";
import { segmentationPageSchema } from "@/lib/schemas/segmentation";
import { RunsTable } from "./runs-table";

const pollMs = 1000;

/** The history of segmentations made from this dataset, newest first. */
export function DatasetRuns({ datasetId, canWrite }: { datasetId: string; canWrite: boolean }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["segmentations", { datasetId }],
    queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations?datasetId=${datasetId}&limit=200`, segmentationPageSchema, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((run) => run.status === "queued" || run.status === "running") ? pollMs : false),
  });
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-64" />;
  const start = canWrite ? <Button asChild variant="primary"><Link href={`/segmentations/new?dataset=${datasetId}`}><Boxes aria-hidden />Segment this dataset</Link></Button> : null;
  return (
    <Card>
      <CardHeader title="Segmentations" definition="made from this dataset, newest first" />
      {data.items.length === 0 ? (
        <EmptyState icon={Boxes} title="No segmentation yet" action={start}>Choose features and a method; the run shows which groups are in the rows and how sure that is.</EmptyState>
      ) : (
        <RunsTable runs={data.items} showDataset={false} />
      )}
    </Card>
  );
}
