"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { segmentationRowsSchema } from "@/lib/schemas/segmentation-queries";
import { AssignedRowsTable, type RowSort } from "./assigned-rows-table";
import type { ResultTabProps } from "./run-result";
import { segmentNameOf } from "./segment-legend";

const PAGE_ROWS = 100;

const OutliersCard = dynamic(() => import("./outliers-card").then((module) => module.OutliersCard), { loading: () => <Skeleton className="h-96 w-full" /> });

const lists = ["all", "outliers"] as const;

/** The rows of a run; of a density-based one also those that it left out, with why. */
export function RowsTab({ run }: ResultTabProps) {
  const [list, setList] = useQueryState("list", parseAsStringLiteral(lists).withDefault("all"));
  const noise = run.segments.find(({ segment }) => segment < 0);
  if (!noise) return <AllRows run={run} />;
  return (
    <div className="flex flex-col gap-3.5">
      <SegmentedControl size="sm" label="Rows" value={list} onValueChange={(next) => void setList(next)} options={[{ value: "all", label: "All rows" }, { value: "outliers", label: `Outliers (${formatCount(noise.size)})` }]} />
      {list === "outliers" ? <OutliersCard run={run} /> : <AllRows run={run} />}
    </div>
  );
}

/** Every row with where it belongs and how well; by segment, the doubtful ones alone, in any order. */
function AllRows({ run }: Pick<ResultTabProps, "run">) {
  const [{ segment, doubtful, sort, direction }, setFilter] = useQueryStates({
    segment: parseAsInteger,
    doubtful: parseAsBoolean.withDefault(false),
    sort: parseAsString,
    direction: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
  });
  const query = new URLSearchParams({ limit: String(PAGE_ROWS), direction, ...(segment !== null && { segment: String(segment) }), ...(doubtful && { doubtful: "true" }), ...(sort && { sort }), ...(run.cut !== undefined && { cut: String(run.cut) }) });
  const rows = useInfiniteQuery({
    queryKey: ["segmentation-rows", run.id, query.toString()],
    queryFn: ({ pageParam }) => fetchJson(`/api/v1/segmentations/${run.id}/rows?${query}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ""}`, segmentationRowsSchema),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const first = rows.data?.pages[0];
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const onSort = (next: RowSort) => void setFilter({ sort: next.column, direction: next.direction });

  return (
    <Card className="px-2 py-3">
      <div className="mb-2 flex flex-wrap items-center gap-3 px-2">
        {run.algorithm === "pca" ? null : (
          <>
            <Select aria-label="Segment" className="w-60" value={segment ?? ""} onChange={(event) => void setFilter({ segment: event.target.value === "" ? null : Number(event.target.value) })}>
              <option value="">All segments</option>
              {run.segments.map((entry) => <option key={entry.id} value={entry.segment}>{entry.name}</option>)}
            </Select>
            <label className="flex items-center gap-2"><Checkbox checked={doubtful} onChange={(event) => void setFilter({ doubtful: event.target.checked || null })} /> Doubtful rows only</label>
          </>
        )}
        <span className="ml-auto text-xs text-muted tabular" role="status">{first ? `${formatCount(first.total)} rows` : ""}</span>
      </div>
      <ProblemAlert error={rows.error} onRetry={() => void rows.refetch()} />
      {rows.isPending ? <div role="status" aria-label="Loading rows"><Skeleton className="h-96 w-full" /></div> : null}
      {first ? (
        <AssignedRowsTable columns={first.columns} rows={items} nameOf={segmentNameOf(run.segments)} sort={sort ? { column: sort, direction } : undefined} onSort={onSort} showsSegment={run.algorithm !== "pca"} stale={rows.isPlaceholderData} />
      ) : null}
      {first && items.length === 0 ? <p className="px-2 py-10 text-center text-muted">{doubtful ? "No row is doubtful here: each is clearly nearer to its own segment than to the next." : "No row is here."}</p> : null}
      {rows.hasNextPage ? <div className="flex justify-center pt-3"><Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>Show more rows</Button></div> : null}
    </Card>
  );
}
