"use client";

import { useMutation } from "@tanstack/react-query";
import { Pencil, UserRoundCheck, UsersRound } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { toast } from "@/components/ui/toast";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { liveEventsAcceptedSchema } from "@/lib/schemas/live-events";
import type { Recommender } from "@/lib/schemas/recommender";
import { feedbackOn, markDescription } from "./mark-description";
import { LazyTitleSheet } from "./lazy-title-sheet";
import type { SheetItem } from "./title-sheet";
import { useDescribedRows } from "./use-described-rows";
import { describeInWords, type ViewerDescription } from "./viewer-description";
import { RowsSkeleton, ViewerRowsView } from "./viewer-rows-view";

const DescribeDialog = dynamic(() => import("./describe-dialog").then((module) => module.DescribeDialog), { ssr: false });

interface DescribedViewProps {
  recommender: Recommender;
  description: ViewerDescription;
  canChange: boolean;
  onChange: (description: ViewerDescription) => void;
  /** Goes on as a test user. */
  onUser: (user: string) => void;
  onLeave: () => void;
}

/** The home page of somebody who is only described; what is said of a title becomes part of the description. */
export function DescribedView({ recommender, description, canChange, onChange, onUser, onLeave }: DescribedViewProps) {
  const [open, setOpen] = useState<SheetItem>();
  const [editing, setEditing] = useState(false);
  const rows = useDescribedRows(recommender, description);
  const keep = useKeepAsTestUser(recommender, description, onUser);
  const scale = rows.data?.scale;
  const canKeep = canChange && description.likes.length + description.ratings.length + description.dislikes.length + description.watchlist.length > 0;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5">
        <div className="min-w-0 max-w-2xl">
          <p className="text-base font-semibold">A new viewer</p>
          <p className="text-xs break-words text-muted">{describeInWords(description, rows.data?.segment?.name)}. Nothing is stored.</p>
        </div>
        <div className="flex flex-wrap gap-2 md:ml-auto">
          <Button size="sm" onClick={() => setEditing(true)}><Pencil aria-hidden /> Change</Button>
          {canKeep ? <Button size="sm" loading={keep.isPending} onClick={() => keep.mutate()}>{keep.isPending ? null : <UserRoundCheck aria-hidden />} Keep as test user</Button> : null}
          <Button size="sm" onClick={onLeave}><UsersRound aria-hidden /> Somebody else</Button>
        </div>
      </div>
      <ProblemAlert error={rows.error} onRetry={() => void rows.refetch()} />
      {rows.isPending ? <RowsSkeleton /> : null}
      {rows.data ? <ViewerRowsView data={{ ...rows.data, watchlist: description.watchlist.map((title) => ({ ...title, genres: [] })) }} onOpen={setOpen} /> : null}
      <LazyTitleSheet recommender={recommender} item={open} onClose={() => setOpen(undefined)} onOpen={setOpen} scale={scale} feedback={open && feedbackOn(description, open.item)} onMark={(mark) => onChange(markDescription(description, mark))} />
      {editing ? <DescribeDialog recommender={recommender} description={description} onClose={() => setEditing(false)} onDone={(next) => { setEditing(false); onChange(next); }} /> : null}
    </div>
  );
}

/** Sends what was said as events of a test user, which then has rows of its own. */
function useKeepAsTestUser(recommender: Recommender, { likes, ratings, dislikes, watchlist }: ViewerDescription, onUser: (user: string) => void) {
  return useMutation({
    mutationFn: async () => {
      const user = `test-${crypto.randomUUID().slice(0, 8)}`;
      const events = [
        ...likes.map(({ item }) => ({ item, type: "like" as const })), ...ratings.map(({ item, rating }) => ({ item, type: "rating" as const, value: rating })),
        ...dislikes.map(({ item }) => ({ item, type: "dislike" as const })), ...watchlist.map(({ item }) => ({ item, type: "watchlist" as const })),
      ].map((event) => ({ ...event, user, testUser: true }));
      await fetchJson(`/api/v1/datasets/${recommender.datasetId}/events`, liveEventsAcceptedSchema, { method: "POST", body: { events } });
      return user;
    },
    onSuccess: (user) => { toast.success(`Kept as the test user ${user}`); onUser(user); },
    onError: (error) => toast.error(problemText(error).detail),
  });
}
