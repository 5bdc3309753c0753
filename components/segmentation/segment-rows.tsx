"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { segmentationRowsSchema } from "@/lib/schemas/segmentation-queries";
import { AssignedRowsTable, type RowSort } from "./assigned-rows-table";

const PAGE_ROWS = 50;

/** The rows of one segment, page by page. */
export function SegmentRows({ runId, segment, size }: { runId: string; segment: number; size: number }) {
  const [sort, setSort] = useState<RowSort>();
  const query = new URLSearchParams({ limit: String(PAGE_ROWS), segment: String(segment), ...(sort && { sort: sort.column, direction: sort.direction }) }).toString();
  const rows = useInfiniteQuery({
    queryKey: ["segmentation-rows", runId, query],
    queryFn: ({ pageParam }) => fetchJson(`/api/v1/segmentations/${runId}/rows?${query}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ""}`, segmentationRowsSchema),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
  const first = rows.data?.pages[0];
  return (
    <Card>
      <CardHeader title="Which rows are these?" definition={`${formatCount(size)} rows; click a column to sort`} />
      <ProblemAlert error={rows.error} onRetry={() => void rows.refetch()} />
      {first ? (
        <AssignedRowsTable columns={first.columns} rows={rows.data?.pages.flatMap((page) => page.items) ?? []} nameOf={() => ""} sort={sort} onSort={setSort} showsSegment={false} />
      ) : rows.isPending ? <Skeleton className="h-72" /> : null}
      {rows.hasNextPage ? <div className="flex justify-center pt-3"><Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>Show more rows</Button></div> : null}
    </Card>
  );
}
