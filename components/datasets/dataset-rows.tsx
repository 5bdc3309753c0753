"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, ListFilter } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { rowsPageSchema, type Dataset } from "@/lib/schemas/dataset";
import { formatCounted } from "./format-figures";
import { RowFilters } from "./row-filters";
import { pageRows, rowsQueryText, useRowsUrlState } from "./rows-url-state";
import { RowsTable } from "./rows-table";

/** All rows of the dataset, sorted and filtered by the server, a page at a time. */
export function DatasetRows({ dataset }: { dataset: Dataset }) {
  const state = useRowsUrlState();
  const query = rowsQueryText(state);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ["dataset-rows", dataset.id, dataset.version, query],
    queryFn: ({ signal }) => fetchJson(`/api/v1/datasets/${dataset.id}/rows?${query}`, rowsPageSchema, { signal }),
    placeholderData: keepPreviousData,
  });
  const problem = error ? problemText(error) : undefined;
  return (
    <Card className="p-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
        <RowFilters columns={dataset.columns} filters={state.filter} onChange={state.setFilters} />
        <RowsPager total={data?.total} page={state.page} filtered={state.filter.length > 0} onPage={state.setPage} />
      </div>
      {problem ? (
        <Alert tone="danger" title={problem.title} reference={problem.requestId} className="m-4" action={<Button size="sm" onClick={() => refetch()}>Try again</Button>}>{problem.detail}</Alert>
      ) : null}
      {!data && !problem ? <Skeleton className="m-4 h-128" /> : null}
      {data && data.items.length === 0 ? (
        <EmptyState icon={ListFilter} title="No row matches" action={<Button onClick={() => state.setFilters([])}>Show all rows</Button>}>Take a filter away or change its value.</EmptyState>
      ) : null}
      {data && data.items.length > 0 ? (
        <RowsTable page={data} stale={isPlaceholderData} sort={state.sort} direction={state.direction} onSort={state.sortBy} label={`Rows of ${dataset.name}`} />
      ) : null}
    </Card>
  );
}

interface RowsPagerProps {
  total: number | undefined;
  page: number;
  filtered: boolean;
  onPage: (page: number) => void;
}

function RowsPager({ total, page, filtered, onPage }: RowsPagerProps) {
  if (total === undefined) return <Skeleton className="h-7 w-56" />;
  const pages = Math.max(1, Math.ceil(total / pageRows));
  const first = Math.min(total, (page - 1) * pageRows + 1);
  const last = Math.min(total, page * pageRows);
  const matching = filtered ? " that match" : "";
  return (
    <div className="flex items-center gap-2 text-xs text-muted">
      <span className="tabular" aria-live="polite">
        {pages === 1 ? `${formatCounted(total, "row")}${matching}` : `${formatCount(first)}–${formatCount(last)} of ${formatCount(total)} rows${matching}`}
      </span>
      {pages > 1 ? (
        <>
          <Button size="icon-sm" variant="ghost" aria-label="Previous rows" disabled={page <= 1} onClick={() => onPage(page - 1)}><ChevronLeft aria-hidden /></Button>
          <Button size="icon-sm" variant="ghost" aria-label="Next rows" disabled={page >= pages} onClick={() => onPage(page + 1)}><ChevronRight aria-hidden /></Button>
        </>
      ) : null}
    </div>
  );
}
