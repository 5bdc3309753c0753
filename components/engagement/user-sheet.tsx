"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueriesAlert } from "@/components/ui/problem-alert";
import { Sheet } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount, formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { segmentColor } from "@/lib/charts/segment-color";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type EngagementUser, engagementUserSchema } from "@/lib/schemas/engagement-answers";
import { ActiveDays } from "./active-days";

interface UserSheetProps {
  datasetId: string;
  timezone: string;
  user: string;
  onClose: () => void;
}

/** One user: what they did and when, what their profile says, and the segments they are in. */
export function UserSheet({ datasetId, timezone, user, onClose }: UserSheetProps) {
  const found = useQuery({
    queryKey: ["engagement-user", datasetId, user, timezone],
    queryFn: ({ signal }) => fetchJson(`/api/v1/engagement/${datasetId}/user?${new URLSearchParams({ key: user, timezone })}`, engagementUserSchema, { signal }),
    retry: false,
  });
  const person = found.data;
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={`User ${user}`} description={person ? `${formatCount(person.events)} events on ${formatCount(person.activeDays)} days, ${person.firstSeen.slice(0, 10)} to ${person.lastSeen.slice(0, 10)}` : "Looking them up"}>
      {found.isPending ? <Skeleton className="h-80 w-full" /> : null}
      <QueriesAlert queries={[found]} />
      {person ? <Person person={person} /> : null}
    </Sheet>
  );
}

function Person({ person }: { person: EngagementUser }) {
  return (
    <div className="grid gap-5 text-sm">
      <Segments segments={person.segments} />
      <section>
        <Heading title="When" aside={`${formatCount(person.sessionCount)} sessions`} />
        <ActiveDays days={person.days} />
      </section>
      {person.categories.length > 0 ? (
        <section>
          <Heading title="What" aside="share of their events" />
          <ul className="grid gap-1">
            {person.categories.slice(0, 8).map(({ category, shareRatio, events }) => (
              <li key={category} className="grid grid-cols-[8rem_1fr_3.5rem] items-center gap-2" title={`${formatCount(events)} events`}>
                <span className="truncate">{category}</span>
                <span aria-hidden className="h-2 rounded-full bg-soft"><span className="block h-full rounded-full bg-accent" style={{ width: `${Math.min(1, shareRatio) * 100}%` }} /></span>
                <span className="text-right tabular">{formatShare(shareRatio, 0)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Timeline person={person} />
      <Profile profile={person.profile} />
    </div>
  );
}

function Heading({ title, aside }: { title: string; aside?: string }) {
  return <h3 className="mb-1.5 flex items-baseline gap-1.5 font-semibold">{title}{aside ? <span className="text-xs font-normal text-muted">{aside}</span> : null}</h3>;
}

function Segments({ segments }: { segments: EngagementUser["segments"] }) {
  if (segments.length === 0) return <p className="text-muted">In no segment: no finished segmentation holds this user.</p>;
  return (
    <section>
      <Heading title="Segments" />
      <ul className="grid gap-1">
        {segments.map((segment) => (
          <li key={segment.segmentationId} className="flex min-w-0 items-center gap-1.5">
            <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: segmentColor(segment.segment) }} />
            <Link href={`/segments/${segment.segmentId}`} className="truncate font-medium hover:underline">{segment.name}</Link>
            <Link href={`/segmentations/${segment.segmentationId}`} className="truncate text-muted hover:underline">{segment.segmentationName}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Timeline({ person }: { person: EngagementUser }) {
  return (
    <section>
      <Heading title="Last events" aside={`${person.recentEvents.length} of ${formatCount(person.events)}, times UTC`} />
      <ol className="border-l border-line">
        {person.recentEvents.map((event, at) => (
          <li key={at} className="relative pb-2 pl-4">
            <span aria-hidden className="absolute top-1.5 -left-[4.5px] size-2 rounded-full border border-panel bg-line-strong" />
            <p className="min-w-0 break-words">{event.label ?? event.item ?? "Event"}{event.minutes !== undefined ? <span className="text-muted tabular"> · {formatFixed(event.minutes, 0)} min</span> : null}{event.rating !== undefined ? <span className="text-muted tabular"> · rated {formatQuantity(event.rating)}</span> : null}</p>
            <p className="text-xs text-muted"><span className="tabular">{event.at.slice(0, 16).replace("T", " ")}</span>{event.categories.length > 0 ? ` · ${event.categories.join(", ")}` : ""}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Profile({ profile }: { profile: EngagementUser["profile"] }) {
  if (!profile) return null;
  return (
    <section>
      <Heading title="Profile" />
      <dl className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-4">
        {profile.cells.map(({ column, value }) => (
          <div key={column} className="col-span-2 grid grid-cols-subgrid border-b border-line py-1">
            <dt className="truncate text-muted" title={column}>{column}</dt>
            <dd className="truncate text-right tabular">{typeof value === "number" ? formatQuantity(value) : value === null ? "–" : String(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
