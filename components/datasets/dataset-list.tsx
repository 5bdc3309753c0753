"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Database, Plus, SearchX } from "lucide-react";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useDeferredValue, useMemo } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { fetchJson } from "@/lib/http/browser-fetch";
import { datasetPageSchema, type DatasetSummary } from "@/lib/schemas/dataset";
import { DatasetTable } from "./dataset-table";
import { formatCounted } from "./format-figures";
import { sortDatasets, sortKeys } from "./sort-datasets";

interface DatasetListProps {
  initial: { items: DatasetSummary[]; nextCursor?: string };
  canWrite: boolean;
}

const pageSize = 200;
const pollMs = 1000;

/** All datasets: found by name, sorted by any column, with the live state of those being read. */
export function DatasetList({ initial, canWrite }: DatasetListProps) {
  const [{ search, sort, direction }, setState] = useQueryStates({
    search: parseAsString.withDefault(""),
    sort: parseAsStringLiteral(sortKeys).withDefault("updated"),
    direction: parseAsStringLiteral(["asc", "desc"] as const).withDefault("desc"),
  });
  const wanted = useDeferredValue(search.trim());
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    queryKey: ["datasets", { search: wanted }],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ limit: String(pageSize), ...(wanted && { search: wanted }), ...(pageParam && { cursor: pageParam }) });
      return fetchJson(`/api/v1/datasets?${query}`, datasetPageSchema, { signal });
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    ...(wanted === "" && { initialData: { pages: [initial], pageParams: [""] } }),
    staleTime: 0,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some((item) => item.status === "ingesting")) ? pollMs : false),
  });
  const datasets = useMemo(() => sortDatasets(data?.pages.flatMap((page) => page.items) ?? [], sort, direction), [data, sort, direction]);
  const none = datasets.length === 0 && wanted === "" && !error;
  const upload = canWrite ? <Button asChild variant="primary"><Link href="/datasets/new"><Plus aria-hidden />Upload data</Link></Button> : null;

  function sortBy(key: (typeof sortKeys)[number]) {
    if (key !== sort) return void setState({ sort: key, direction: key === "name" || key === "owner" ? "asc" : "desc" });
    void setState({ direction: direction === "asc" ? "desc" : "asc" });
  }

  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Datasets" }]} title="Datasets" subtitle={none ? "Nothing uploaded yet" : `${formatCounted(datasets.length, "dataset")}${hasNextPage ? " shown, newest first" : ""}`} actions={none ? undefined : upload} />
      <ProblemAlert error={error} onRetry={() => refetch()} className="mb-3.5" />
      {none ? (
        <Card>
          <EmptyState icon={Database} title="No dataset yet" action={canWrite ? <>{upload}<Button asChild><Link href="/#examples">Try an example</Link></Button></> : undefined}>
            {canWrite ? "Upload a CSV, TSV, Excel or Parquet file; you see what is in it before anything is sent." : "When an analyst uploads a file, it shows here."}
          </EmptyState>
        </Card>
      ) : (
        <Card className="p-0">
          <div className="border-b border-line px-4 py-2.5">
            <Input type="search" aria-label="Find a dataset" placeholder="Find by name" value={search} maxLength={200} onChange={(event) => setState({ search: event.target.value || null })} className="max-w-72" />
          </div>
          {datasets.length === 0 ? (
            <EmptyState icon={SearchX} title="No dataset has this in its name" action={<Button onClick={() => setState({ search: null })}>Show all</Button>} />
          ) : (
            <DatasetTable datasets={datasets} sort={sort} direction={direction} onSort={sortBy} />
          )}
          {hasNextPage ? <div className="border-t border-line p-3 text-center"><Button size="sm" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>Show more</Button></div> : null}
        </Card>
      )}
    </>
  );
}
