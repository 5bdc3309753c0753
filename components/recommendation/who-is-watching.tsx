"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search, UserRoundPlus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { QueriesAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { recommenderUsersSchema, type RecommenderUsers } from "@/lib/schemas/recommendation";
import type { Recommender } from "@/lib/schemas/recommender";
import { ViewerMark } from "./viewer-mark";
import { queryOf, recommenderPath } from "./recommender-paths";

interface WhoIsWatchingProps {
  recommender: Recommender;
  onUser: (user: string) => void;
  onDescribe: () => void;
}

const shownUsers = 24;

/** Whom to look as: somebody by search, or somebody new. */
export function WhoIsWatching({ recommender, onUser, onDescribe }: WhoIsWatchingProps) {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const users = useQuery({
    queryKey: ["recommender-users", recommender.id, recommender.promoted, q],
    queryFn: ({ signal }) => fetchJson(`${recommenderPath(recommender.id, "users")}${queryOf({ q, limit: shownUsers })}`, recommenderUsersSchema, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card>
      <CardHeader title="Who is watching?" definition="pick a user, or describe somebody new" actions={<Button size="sm" onClick={onDescribe}><UserRoundPlus aria-hidden /> Describe a new viewer</Button>} />
      <form role="search" className="relative mb-4 max-w-md" onSubmit={(event) => { event.preventDefault(); const [first] = users.data?.items ?? []; if (first && q) onUser(first.user); }}>
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted" />
        <Input type="search" aria-label="Find a user" placeholder="Find a user by id" className="pl-8" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </form>
      <QueriesAlert queries={[users]} />
      {users.isPending ? <div role="status" aria-label="Loading users" className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6">{Array.from({ length: 12 }, (_, at) => <Skeleton key={at} className="h-14" />)}</div> : null}
      {users.data?.items.length === 0 ? <p className="py-6 text-sm text-muted">{q ? `Nobody is called “${q}”. Look for another id, or describe a new viewer.` : "Nobody has an event yet. Describe a new viewer instead."}</p> : null}
      <ul className="grid grid-cols-1 gap-2 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6">
        {users.data?.items.map((user) => <li key={user.user} className="min-w-0"><UserButton user={user} onUser={onUser} /></li>)}
      </ul>
      {users.data && users.data.total > users.data.items.length ? <p className="mt-3 text-xs text-muted">{formatCount(users.data.items.length)} of {formatCount(users.data.total)} users{q ? " found" : ""}.</p> : null}
    </Card>
  );
}

function UserButton({ user, onUser }: { user: RecommenderUsers["items"][number]; onUser: (user: string) => void }) {
  return (
    <button type="button" aria-label={`See as user ${user.user}`} onClick={() => onUser(user.user)} className="flex w-full items-center gap-2.5 rounded-control border border-line px-2.5 py-2 text-left transition-colors hover:border-line-strong hover:bg-soft">
      <ViewerMark segment={user.segment} />
      <span className="min-w-0">
        <span className="flex items-center gap-1.5"><span className="truncate text-sm font-medium" title={user.user}>{user.user}</span>{user.testUser ? <Badge tone="warning">test</Badge> : null}</span>
        <span className="block truncate text-xs text-muted tabular">{formatCount(user.events)} {user.events === 1 ? "event" : "events"}{user.segmentName ? ` · ${user.segmentName}` : ""}</span>
      </span>
    </button>
  );
}
