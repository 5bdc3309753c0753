"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus, ThumbsUp } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/shell/page-header";
import { isUnderWay } from "@/components/segmentation/run-status-badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson } from "@/lib/http/browser-fetch";
import { recommenderPageSchema } from "@/lib/schemas/recommender";
import { queryOf, recommendersPath } from "./recommender-paths";
import { RecommenderTable } from "./recommender-table";

/** All recommenders, newest first; those in training move. */
export function RecommenderList({ canTrain }: { canTrain: boolean }) {
  const list = useInfiniteQuery({
    queryKey: ["recommenders"],
    queryFn: ({ pageParam, signal }) => fetchJson(`${recommendersPath}${queryOf({ limit: 50, cursor: pageParam })}`, recommenderPageSchema, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(({ status }) => isUnderWay(status))) ? 1000 : false),
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const create = canTrain ? <Button asChild variant="primary"><Link href="/recommenders/new"><Plus aria-hidden /> New recommender</Link></Button> : null;
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Recommenders" }]} title="Recommenders" subtitle="What to show to whom: learned from events, judged against “most popular”, explained title by title" actions={items.length > 0 ? create : null} />
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} className="mb-3.5" />
      {list.isPending ? <div role="status" aria-label="Loading recommenders"><Skeleton className="h-64 w-full" /></div> : null}
      {list.isSuccess && items.length === 0 ? (
        <Card>
          <EmptyState icon={ThumbsUp} title="No recommender yet" action={create}>
            {canTrain
              ? "Choose a dataset of events (ratings, plays, purchases). The server trains a model and every baseline beside it, says whether it beats showing everybody the most popular, and lets you look at it as any viewer would."
              : "An analyst or administrator can train one; it then appears here."}
          </EmptyState>
        </Card>
      ) : null}
      {items.length > 0 ? (
        <Card className="px-2 py-1">
          <RecommenderTable recommenders={items} />
          {list.hasNextPage ? <div className="flex justify-center py-3"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show more</Button></div> : null}
        </Card>
      ) : null}
    </>
  );
}
