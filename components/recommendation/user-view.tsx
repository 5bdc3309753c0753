"use client";

import { UsersRound } from "lucide-react";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatCount } from "@/lib/charts/format-quantity";
import type { ViewerRows } from "@/lib/schemas/recommendation";
import type { Recommender } from "@/lib/schemas/recommender";
import { LazyTitleSheet } from "./lazy-title-sheet";
import type { SheetItem } from "./title-sheet";
import { ViewerMark } from "./viewer-mark";
import { useViewer } from "./use-viewer";
import { ViewerRowsView, RowsSkeleton } from "./viewer-rows-view";

interface UserViewProps {
  recommender: Recommender;
  user: string;
  canChange: boolean;
  onLeave: () => void;
}

const basisWords = { trained: "known since training", live: "known from events after training", described: "only described" } as const;

/** The home page of one user; what is said of a title changes it at once. */
export function UserView({ recommender, user, canChange, onLeave }: UserViewProps) {
  const [isReal, setIsReal] = useQueryState("real", parseAsBoolean.withDefault(false));
  const { rows, mark } = useViewer(recommender, user, isReal);
  const [open, setOpen] = useState<SheetItem>();
  const data = rows.data;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5">
        <div className="flex min-w-0 items-center gap-3">
          <ViewerMark segment={data?.segment?.segment} />
          <div className="min-w-0">
            <p className="flex items-center gap-2"><span className="truncate text-base font-semibold" title={user}>User {user}</span>{data?.testUser ? <Badge tone="warning">test user</Badge> : null}</p>
            <p className="text-xs text-muted tabular">{data ? userFacts(data) : " "}</p>
          </div>
        </div>
        <Button size="sm" onClick={onLeave}><UsersRound aria-hidden /> Somebody else</Button>
        {canChange ? (
          <div className="flex flex-wrap items-center gap-2 md:ml-auto">
            <span className="text-xs text-muted">What you say here goes in as</span>
            <SegmentedControl label="What you say here goes in as" size="sm" value={isReal ? "real" : "test"} onValueChange={(value) => void setIsReal(value === "real")} options={[{ value: "test", label: "test events", title: "Changes what this user is shown here; stays out of the dataset and its charts" }, { value: "real", label: "real events", title: "Rows of the dataset, counted in its charts within seconds" }]} />
          </div>
        ) : null}
      </div>
      {isReal && canChange ? <Alert tone="warning">Ratings and likes made here become rows of “{recommender.datasetName}” in this user’s name.</Alert> : null}
      <ProblemAlert error={rows.error} onRetry={() => void rows.refetch()} />
      {rows.isPending ? <RowsSkeleton /> : null}
      {data ? <ViewerRowsView data={data} onOpen={setOpen} /> : null}
      <LazyTitleSheet
        recommender={recommender}
        item={open}
        onClose={() => setOpen(undefined)}
        onOpen={setOpen}
        feedback={data?.feedback.find(({ item }) => item === open?.item)}
        scale={data?.scale}
        onMark={canChange ? (next) => mark.mutate(next) : undefined}
      />
    </div>
  );
}

function userFacts({ historyCount, segment, basis }: ViewerRows): string {
  return [`${formatCount(historyCount)} ${historyCount === 1 ? "title" : "titles"} so far`, segment?.name, basisWords[basis]].filter(Boolean).join(" · ");
}
