"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import { fetchJson } from "@/lib/http/browser-fetch";
import { audiencePageSchema } from "@/lib/schemas/audience";
import { segmentationPageSchema, segmentationSchema } from "@/lib/schemas/segmentation";
import { CheckList } from "./check-list";
import { audienceKey, everybody, mostCompared, partsOf, segmentKey } from "./compared-groups";

interface GroupMenuProps {
  /** Keys of the compared groups, in their order. */
  chosen: string[];
  onChange: (keys: string[]) => void;
}

/** Segments of any run, audiences and everybody, up to eight side by side. */
export function GroupMenu({ chosen, onChange }: GroupMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const toggle = (key: string) => onChange(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key]);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild><Button size="sm" className="font-normal text-muted"><Plus aria-hidden /> Segment or audience</Button></PopoverTrigger>
      <PopoverContent aria-label="Segments and audiences to compare" className="grid w-80 grid-cols-1 gap-3">
        {isOpen ? <Choices chosen={chosen} onToggle={toggle} /> : null}
      </PopoverContent>
    </Popover>
  );
}

function Choices({ chosen, onToggle }: { chosen: string[]; onToggle: (key: string) => void }) {
  const runs = useQuery({
    queryKey: ["segmentations", "succeeded", "compare"],
    queryFn: ({ signal }) => fetchJson("/api/v1/segmentations?status=succeeded&limit=200", segmentationPageSchema, { signal }),
  });
  const audiences = useQuery({ queryKey: ["audiences", "compare"], queryFn: ({ signal }) => fetchJson("/api/v1/audiences?limit=200", audiencePageSchema, { signal }) });
  const usable = runs.data?.items.filter(({ algorithm }) => algorithm !== "pca") ?? [];
  const [asked, setAsked] = useState(chosen.flatMap((key) => partsOf(key).run ?? [])[0]);
  const runId = asked ?? usable[0]?.id;
  const run = useQuery({ queryKey: ["segmentation", runId], queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${runId}`, segmentationSchema, { signal }), enabled: runId !== undefined, staleTime: 60_000 });
  if (runs.isPending || audiences.isPending) return <Skeleton className="h-40 w-full" />;
  return (
    <>
      {usable.length > 0 ? (
        <Field label="Segments of">
          <Select value={runId} onChange={(event) => setAsked(event.target.value)}>
            {usable.map((item) => <option key={item.id} value={item.id}>{item.datasetName}: {item.name}</option>)}
          </Select>
        </Field>
      ) : <p className="text-muted">No finished segmentation yet: <Link className="underline" href="/segmentations/new">find segments</Link> among these users first.</p>}
      {run.data && runId ? (
        <CheckList
          label="Segments"
          limit={mostCompared}
          checked={chosen}
          onToggle={onToggle}
          entries={run.data.segments.map(({ segment, name, size }) => ({ key: segmentKey(runId, segment), label: name, color: segmentColor(segment), aside: formatCount(size) }))}
        />
      ) : null}
      {audiences.data && audiences.data.items.length > 0 ? (
        <div>
          <p className="mb-1 text-xs text-muted">Audiences</p>
          <CheckList label="Audiences" limit={mostCompared} checked={chosen} onToggle={onToggle} entries={audiences.data.items.map(({ id, name, size }) => ({ key: audienceKey(id), label: name, aside: formatCount(size) }))} />
        </div>
      ) : null}
      <CheckList label="Beside" limit={mostCompared} checked={chosen} onToggle={onToggle} entries={[{ key: everybody.key, label: "Everybody, to compare with" }]} />
    </>
  );
}
