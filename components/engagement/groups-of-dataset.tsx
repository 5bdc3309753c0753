"use client";

import { ChevronRight } from "lucide-react";
import { formatCount } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import type { PeopleDataset } from "@/lib/schemas/engagement-groups";
import { CheckList } from "./check-list";
import { audienceKey, partsOf, segmentKey } from "./compared-groups";

const relations: Record<PeopleDataset["relation"], string> = { linked: "linked profiles", features: "made from these events" };

interface GroupsOfDatasetProps {
  people: PeopleDataset;
  /** What is shown was searched for: nothing of it stays folded. */
  isSearched: boolean;
  chosen: string[];
  onToggle: (key: string) => void;
}

/** The runs on one dataset of people, newest first, each with its segments; and the audiences made of them. */
export function GroupsOfDataset({ people, isSearched, chosen, onToggle }: GroupsOfDatasetProps) {
  const inUse = new Set(chosen.flatMap((key) => partsOf(key).run ?? []));
  return (
    <section aria-label={people.name} className="mb-2">
      <h3 className="flex items-baseline gap-2 px-1.5 pb-1 text-xs">
        <span className="min-w-0 truncate font-semibold" title={people.name}>{people.name}</span>
        <span className="shrink-0 text-muted">{relations[people.relation]}</span>
      </h3>
      {people.runs.map((run, at) => (
        <details key={`${run.id}${isSearched ? " searched" : ""}`} open={isSearched || at === 0 || inUse.has(run.id)} className="group">
          <summary className="flex min-h-7 cursor-pointer list-none items-center gap-1.5 rounded-[5px] px-1 py-1 hover:bg-soft [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden className="size-3.5 shrink-0 text-muted transition-transform group-open:rotate-90" />
            <span className="min-w-0 grow truncate" title={run.name}>{run.name}</span>
            <span className="shrink-0 text-xs text-muted tabular">{run.createdAt.slice(0, 10)}</span>
          </summary>
          <div className="pl-3.5">
            <CheckList
              label={`Segments of ${run.name}`}
              checked={chosen}
              onToggle={onToggle}
              entries={run.segments.map(({ segment, name, size }) => ({ key: segmentKey(run.id, segment), label: name, color: segmentColor(segment), aside: formatCount(size) }))}
            />
          </div>
        </details>
      ))}
      {people.audiences.length > 0 ? (
        <>
          <p className="px-1.5 pt-1 text-xs text-muted">Audiences</p>
          <CheckList label={`Audiences of ${people.name}`} checked={chosen} onToggle={onToggle} entries={people.audiences.map(({ id, name, size }) => ({ key: audienceKey(id), label: name, aside: formatCount(size) }))} />
        </>
      ) : null}
    </section>
  );
}
