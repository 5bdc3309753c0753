"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState, type FormEvent } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemAlert, QueriesAlert } from "@/components/ui/problem-alert";
import { Sheet } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { audienceSchema } from "@/lib/schemas/audience";
import { engagementMembersSchema } from "@/lib/schemas/engagement-answers";
import { type ShownMembers, useEngagementScope } from "./engagement-scope";
import { FeaturesButton } from "./features-button";
import { type ChartQuestion, questionText } from "./use-chart";

const shownUsers = 200;

/** The users behind a mark of a chart, and how to keep them as an audience. */
export function MembersSheet({ members, hasProfiles, onClose }: { members: ShownMembers; hasProfiles: boolean; onClose: () => void }) {
  const scope = useEngagementScope();
  const question: ChartQuestion = { ...scope.question, ...scope.days, ...members.question };
  const found = useQuery({
    queryKey: ["engagement-members", scope.datasetId, question],
    queryFn: ({ signal }) => fetchJson(`/api/v1/engagement/${scope.datasetId}/members?${questionText({ ...question, limit: shownUsers })}`, engagementMembersSchema, { signal }),
    retry: false,
  });
  const size = found.data?.size ?? 0;
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={members.title} description={found.data ? `${formatCount(size)} ${size === 1 ? "user" : "users"}` : "Looking them up"}>
      {found.isPending ? <Skeleton className="h-64 w-full" /> : null}
      <QueriesAlert queries={[found]} />
      {found.data && size === 0 ? <p className="text-sm text-muted">Nobody. Choose another cell, or take a filter away.</p> : null}
      {found.data && size > 0 ? (
        <>
          <SaveAudience question={question} title={members.title} hasProfiles={hasProfiles} />
          <ul aria-label="Users" className="mt-4 grid grid-cols-2 gap-x-4 sm:grid-cols-3">
            {found.data.users.map((user) => (
              <li key={user} className="border-b border-line">
                <button type="button" onClick={() => scope.showUser(user)} className="block h-8 w-full truncate text-left text-sm hover:underline" title={`Timeline of ${user}`}>{user}</button>
              </li>
            ))}
          </ul>
          {size > found.data.users.length ? <p className="mt-2 text-xs text-muted">The first {formatCount(found.data.users.length)} of {formatCount(size)}; an audience holds all of them.</p> : null}
        </>
      ) : null}
    </Sheet>
  );
}

function SaveAudience({ question, title, hasProfiles }: { question: ChartQuestion; title: string; hasProfiles: boolean }) {
  const scope = useEngagementScope();
  const [name, setName] = useState(title.slice(0, 100));
  const save = useMutation({
    mutationFn: () => fetchJson(`/api/v1/engagement/${scope.datasetId}/audiences`, audienceSchema, { method: "POST", body: { name, question: asText(question) } }),
    onSuccess: (audience) => toast.success(`Saved “${audience.name}” with ${formatCount(audience.size)} people`),
  });
  if (!scope.canChange) return null;
  if (!hasProfiles) {
    return (
      <Alert title="An audience needs people to be rows" action={<FeaturesButton datasetId={scope.datasetId} timezone={scope.timezone} size="sm" />}>
        Link a dataset of profiles on <Link className="underline" href={`/datasets/${scope.datasetId}`}>the dataset’s page</Link>, or make one from these events.
      </Alert>
    );
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={submit} className="grid gap-2">
      <div className="flex items-end gap-2">
        <Field label="Save as audience" className="grow"><Input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} /></Field>
        <Button type="submit" variant="primary" loading={save.isPending}>Save</Button>
      </div>
      <ProblemAlert error={save.error} />
      {save.data ? <p className="text-sm text-good">Saved with {formatCount(save.data.size)} people. <Link className="underline" href="/audiences">Open audiences</Link></p> : null}
    </form>
  );
}

/** A question as it stands in a URL: texts and lists of texts. */
function asText(question: ChartQuestion): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(question).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value : String(value)]])));
}
