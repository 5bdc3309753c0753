"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus, Shapes } from "lucide-react";
import Link from "next/link";
import { useQueryState } from "nuqs";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson } from "@/lib/http/browser-fetch";
import { segmentationPageSchema } from "@/lib/schemas/segmentation";
import { RunTable } from "./run-table";
import { isUnderWay } from "./run-status-badge";
import { useNow } from "./use-now";

const states = [["", "All runs"], ["succeeded", "Done"], ["running", "Running"], ["queued", "Waiting"], ["failed", "Failed"], ["cancelled", "Cancelled"]] as const;

/** All runs, newest first; those under way move. */
export function SegmentationList({ canRun, initialNowMs }: { canRun: boolean; initialNowMs: number }) {
  const nowMs = useNow(initialNowMs);
  const [status, setStatus] = useQueryState("status", { defaultValue: "" });
  const runs = useInfiniteQuery({
    queryKey: ["segmentations", status],
    queryFn: ({ pageParam }) => fetchJson(`/api/v1/segmentations?${new URLSearchParams({ limit: "50", ...(status && { status }), ...(pageParam && { cursor: pageParam }) })}`, segmentationPageSchema),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some((run) => isUnderWay(run.status))) ? 1000 : false),
  });
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const create = canRun ? <Button asChild variant="primary"><Link href="/segmentations/new"><Plus aria-hidden /> New segmentation</Link></Button> : null;

  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Segmentations" }]} title="Segmentations" subtitle="Every run with its method, quality and who made it" actions={create} />
      <ProblemAlert error={runs.error} onRetry={() => void runs.refetch()} className="mb-3.5" />
      {items.length > 0 || status ? (
        <div className="mb-3 flex">
          <Select aria-label="State" className="w-36" value={status} onChange={(event) => void setStatus(event.target.value)}>
            {states.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
          </Select>
        </div>
      ) : null}
      {runs.isPending ? <div role="status" aria-label="Loading segmentations"><Skeleton className="h-64 w-full" /></div> : null}
      {runs.isSuccess && items.length === 0 ? (
        <Card>
          {status ? (
            <EmptyState icon={Shapes} title="No run is in this state" action={<Button onClick={() => void setStatus("")}>Show all runs</Button>} />
          ) : (
            <EmptyState icon={Shapes} title="No segmentation yet" action={create}>
              {canRun ? "Choose a dataset and its features; the server finds the groups in it and says in words what sets them apart." : "An analyst or administrator can start one; its result then appears here."}
            </EmptyState>
          )}
        </Card>
      ) : null}
      {items.length > 0 ? (
        <Card className="px-2 py-1">
          <RunTable runs={items} label="Segmentations" nowMs={nowMs} />
          {runs.hasNextPage ? <div className="flex justify-center py-3"><Button loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>Show more</Button></div> : null}
        </Card>
      ) : null}
    </>
  );
}
