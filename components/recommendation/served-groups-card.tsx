"use client";

import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Badge } from "@/components/ui/badge";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import type { RecommenderQuality, ServedGroup } from "@/lib/schemas/recommender";

const kinds = { segments: "Segments", genres: "Genres", activity: "Activity" } as const;
type Kind = keyof typeof kinds;
const mostRows = 12;

/** How segments, genres and the more or less active are served, beside what “most popular” gives them; `isKept`: an older version's groups are not sent. */
export function ServedGroupsCard({ quality, isKept, source }: { quality: RecommenderQuality; isKept: boolean; source: string }) {
  const offered = (Object.keys(kinds) as Kind[]).filter((kind) => quality[kind].length > 0);
  const [chosen, setChosen] = useState<Kind>();
  const kind = chosen ?? offered[0];
  const groups = kind ? quality[kind] : [];
  const measure = groups.some(({ ndcg }) => ndcg !== null) ? "ndcg" : "recall";
  const largest = Math.max(0.0001, ...groups.flatMap((group) => [modelValue(group, measure) ?? 0, popularValue(group, measure) ?? 0]));
  return (
    <ChartFrame
      title="Who is served well, who badly?"
      definition={`${measure === "ndcg" ? "NDCG" : "recall"} at ${quality.k}; the line is “most popular”`}
      height={groups.length > 0 ? 32 + 37 * Math.min(mostRows, groups.length) : 120}
      isTable
      state={groups.length > 0 ? undefined : { status: "empty", message: isKept ? "Link items with genres, or train with a segmentation, to see groups." : "Groups are shown of the version that serves and of the newest one. Roll back to this one to see its groups." }}
      source={source}
      actions={kind && offered.length > 1 ? <SegmentedControl label="Groups" size="sm" value={kind} onValueChange={setChosen} options={offered.map((value) => ({ value, label: kinds[value] }))} /> : null}
      note={groups.length > mostRows ? `${mostRows} of ${groups.length}: those with the most users; the CSV has all.` : undefined}
      table={{ columns: [{ label: "Group" }, { label: "Users", numeric: true }, { label: "Held out", numeric: true }, { label: "NDCG", numeric: true }, { label: "Recall", numeric: true }, { label: "NDCG, most popular", numeric: true }, { label: "Recall, most popular", numeric: true }, { label: "Served badly" }], rows: groups.map((group) => [group.name, group.users, group.heldOut, group.ndcg, group.recall, group.popularNdcg, group.popularRecall, group.servedBadly ? "yes" : "no"]) }}
    >
      <Table label="How groups are served">
        <TableHead>
          <TableRow><TableHeader>Group</TableHeader><TableHeader numeric>Users</TableHeader><TableHeader className="w-2/5">This model</TableHeader><TableHeader numeric><span className="sr-only">Value</span></TableHeader></TableRow>
        </TableHead>
        <TableBody>
          {groups.slice(0, mostRows).map((group) => <GroupRow key={group.name} group={group} measure={measure} largest={largest} />)}
        </TableBody>
      </Table>
    </ChartFrame>
  );
}

type GroupMeasure = "ndcg" | "recall";
const modelValue = (group: ServedGroup, measure: GroupMeasure) => group[measure];
const popularValue = (group: ServedGroup, measure: GroupMeasure) => (measure === "ndcg" ? group.popularNdcg : group.popularRecall);

function GroupRow({ group, measure, largest }: { group: ServedGroup; measure: GroupMeasure; largest: number }) {
  const value = modelValue(group, measure);
  const popular = popularValue(group, measure);
  const percent = (part: number) => `${(100 * part) / largest}%`;
  return (
    <TableRow>
      <TableCell className="max-w-52">
        <span className="flex min-w-0 items-center gap-1.5">
          {group.segment === undefined ? null : <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: segmentColor(group.segment) }} />}
          <span className="truncate" title={group.name}>{group.name}</span>
          {group.servedBadly ? <Badge tone="warning" className="shrink-0">badly</Badge> : null}
        </span>
      </TableCell>
      <TableCell numeric className="text-muted">{formatCount(group.users)}</TableCell>
      <TableCell title={popular === null ? undefined : `most popular: ${formatFixed(popular, 4)}`}>
        <span className="relative block h-3 w-full">
          {value === null ? null : <span className="absolute inset-y-0 left-0 rounded-[2px]" style={{ width: percent(value), background: group.segment === undefined ? "var(--accent)" : segmentColor(group.segment) }} />}
          {popular === null ? null : <span className="absolute -inset-y-1 w-0.5 bg-ink" style={{ left: `min(${percent(popular)}, calc(100% - 2px))` }} />}
        </span>
      </TableCell>
      <TableCell numeric>{formatFixed(value, 3)}</TableCell>
    </TableRow>
  );
}
