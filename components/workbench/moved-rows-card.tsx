"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { ActionMenu } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { QueriesAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { movedRowsSchema } from "@/lib/schemas/comparison";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { MovedRowsTable } from "./moved-rows-table";

interface MovedRowsCardProps {
  run: Segmentation;
  other: Segmentation;
  /** Only the rows of this pair of segments. */
  chosen?: { segment: number; otherSegment: number };
  onAll: () => void;
}

const pageRows = 50;

/** The rows that moved between two runs, or those of one band, to look at and to take away. */
export function MovedRowsCard({ run, other, chosen, onAll }: MovedRowsCardProps) {
  const path = `/api/v1/segmentations/${run.id}/compare/${other.id}/moved`;
  const asked = new URLSearchParams(chosen && { segment: String(chosen.segment), otherSegment: String(chosen.otherSegment) });
  const rows = useInfiniteQuery({
    queryKey: ["moved-rows", run.id, other.id, asked.toString()],
    queryFn: ({ pageParam, signal }) => fetchJson(`${path}?limit=${pageRows}&${asked}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ""}`, movedRowsSchema, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
  const first = rows.data?.pages[0];
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card>
      <CardHeader
        title={chosen ? "Who is in this band?" : "Who moved?"}
        definition={first ? `${formatCount(first.total)} ${first.total === 1 ? "row" : "rows"}${chosen ? "" : ", not in the segment that matches their own"}` : undefined}
        actions={
          <>
            {chosen ? <Button size="sm" onClick={onAll}>Show all who moved</Button> : null}
            {first && first.total > 0 ? <ActionMenu button={<Button size="sm"><Download aria-hidden /> Take them away</Button>} entries={(["csv", "json"] as const).map((format) => ({ label: format.toUpperCase(), href: `${path}?${asked}&format=${format}`, download: true }))} /> : null}
          </>
        }
      />
      <QueriesAlert queries={[rows]} />
      {rows.isPending ? <div role="status" aria-label="Loading rows"><Skeleton className="h-48 w-full" /></div> : null}
      {first?.total === 0 ? <p className="py-6 text-center text-sm text-muted">Nobody moved: every row is in the segment that matches its own.</p> : null}
      {first && items.length > 0 ? <MovedRowsTable rows={items} columns={first.columns} from={run.segments} to={other.segments} fromLabel="In this run" toLabel="In the other run" /> : null}
      {rows.hasNextPage ? <div className="flex justify-center pt-3"><Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>Show more rows</Button></div> : null}
    </Card>
  );
}
