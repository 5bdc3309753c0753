"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { engagementGroupsSchema, type PeopleDataset } from "@/lib/schemas/engagement-groups";
import { CheckList } from "./check-list";
import { everybody } from "./compared-groups";
import { GroupsOfDataset } from "./groups-of-dataset";
import { matchingGroups } from "./matching-groups";

interface GroupMenuProps {
  /** The events. */
  datasetId: string;
  /** Keys of the compared groups, in their order. */
  chosen: string[];
  onChange: (keys: string[]) => void;
}

/** Segments and audiences of the events' own people, and everybody: any number side by side. */
export function GroupMenu({ datasetId, chosen, onChange }: GroupMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const toggle = (key: string) => onChange(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key]);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild><Button size="sm" className="font-normal text-muted"><Plus aria-hidden /> Segment or audience</Button></PopoverTrigger>
      <PopoverContent aria-label="Segments and audiences to compare" className="grid max-h-[min(34rem,calc(var(--radix-popover-content-available-height)-0.5rem))] w-88 grid-cols-1 grid-rows-[auto_minmax(0,1fr)_auto] gap-2">
        {isOpen ? <Choices datasetId={datasetId} chosen={chosen} onToggle={toggle} /> : null}
      </PopoverContent>
    </Popover>
  );
}

/** More runs and audiences than that are searched. */
const searchedFrom = 5;

function Choices({ datasetId, chosen, onToggle }: { datasetId: string; chosen: string[]; onToggle: (key: string) => void }) {
  const [text, setText] = useState("");
  const groups = useQuery({ queryKey: ["engagement-groups", datasetId], queryFn: ({ signal }) => fetchJson(`/api/v1/engagement/${datasetId}/groups`, engagementGroupsSchema, { signal }), staleTime: 10_000, retry: false });
  if (groups.error) return <p className="py-2 text-danger">{problemText(groups.error).detail}</p>;
  if (!groups.data) return <Skeleton className="h-40 w-full" />;
  const { datasets } = groups.data;
  const count = datasets.reduce((sum, { runs, audiences }) => sum + runs.length + audiences.length, 0);
  const found = matchingGroups(datasets, text);
  return (
    <>
      {count >= searchedFrom ? <Input type="search" aria-label="Search segments and audiences" placeholder="Search segments and audiences" value={text} onChange={(event) => setText(event.target.value)} /> : <span hidden />}
      <div className="min-h-0 overflow-y-auto">
        {count === 0 ? <NoGroups datasetId={datasetId} datasets={datasets} /> : null}
        {count > 0 && found.length === 0 ? <p className="px-1.5 py-2 text-muted">Nothing here has “{text}” in its name.</p> : null}
        {found.map((people) => <GroupsOfDataset key={people.id} people={people} isSearched={text.trim() !== ""} chosen={chosen} onToggle={onToggle} />)}
      </div>
      <div className="border-t border-line pt-2"><CheckList label="Beside" checked={chosen} onToggle={onToggle} entries={[{ key: everybody.key, label: "Everybody, to compare with" }]} /></div>
    </>
  );
}

/** What to do first: there are no people, or nobody has looked for segments among them. */
function NoGroups({ datasetId, datasets }: { datasetId: string; datasets: PeopleDataset[] }) {
  const [people] = datasets;
  if (people) return <p className="px-1.5 py-1 text-muted">No segment and no audience yet among the people of these events: <Link className="underline" href={`/segmentations/new?dataset=${people.id}`}>find segments in “{people.name}”</Link> first.</p>;
  return <p className="px-1.5 py-1 text-muted">Nothing is known of these users yet. Make features of them with “Segment these users”, or link a dataset of profiles on <Link className="underline" href={`/datasets/${datasetId}`}>the dataset’s page</Link>.</p>;
}
