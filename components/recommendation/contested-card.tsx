"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { tileTitle } from "@/lib/charts/prepare-recommender-tile";
import { segmentColor } from "@/lib/charts/segment-color";
import type { CatalogueItem, RecommenderSegments } from "@/lib/schemas/recommendation";

const mostRows = 12;

interface ContestedCardProps {
  contested: RecommenderSegments["contested"];
  segments: RecommenderSegments["segments"];
  onOpen: (item: CatalogueItem) => void;
  source: string;
}

/** The titles that segments disagree on: the share of each that has them. */
export function ContestedCard({ contested, segments, onOpen, source }: ContestedCardProps) {
  const shareOf = (title: RecommenderSegments["contested"][number], segment: number) => title.bySegment.find((each) => each.segment === segment);
  const largest = Math.max(0.0001, ...contested.flatMap(({ bySegment }) => bySegment.map(({ shareRatio }) => shareRatio)));
  return (
    <ChartFrame
      title="What do segments disagree on?"
      definition="share of each segment that has the title"
      height={Math.min(mostRows, contested.length) * 36 + 32}
      isTable
      source={source}
      note={contested.length > mostRows ? `The ${mostRows} with the largest difference; the CSV has ${contested.length}.` : undefined}
      table={{ columns: [{ label: "Item" }, { label: "Title" }, ...segments.map(({ name }) => ({ label: name, numeric: true })), { label: "Difference", numeric: true }], rows: contested.map((title) => [title.item, title.label, ...segments.map(({ segment }) => shareOf(title, segment)?.shareRatio ?? null), title.spread]) }}
    >
      <Table label="Titles that segments disagree on" className="min-w-[40rem]">
        <TableHead>
          <TableRow>
            <TableHeader>Title</TableHeader>
            {segments.map(({ segment, name }) => <TableHeader key={segment} className="max-w-40 truncate" title={name}><span aria-hidden className="mr-1.5 inline-block size-2.5 rounded-[3px]" style={{ background: segmentColor(segment) }} />{name}</TableHeader>)}
          </TableRow>
        </TableHead>
        <TableBody>
          {contested.slice(0, mostRows).map((title) => (
            <TableRow key={title.item}>
              <TableCell className="max-w-64"><button type="button" onClick={() => onOpen(title)} title={title.label} className="block max-w-full truncate text-left hover:underline">{tileTitle(title.label)}</button></TableCell>
              {segments.map(({ segment }) => {
                const share = shareOf(title, segment);
                return (
                  <TableCell key={segment} title={share?.meanRating === undefined ? undefined : `mean rating ${formatFixed(share.meanRating, 2)}`}>
                    <span className="flex items-center gap-2">
                      <span className="block h-2.5 w-20 shrink-0 rounded-[2px] bg-soft"><span className="block h-full rounded-[2px]" style={{ width: `${(100 * (share?.shareRatio ?? 0)) / largest}%`, background: segmentColor(segment) }} /></span>
                      <span className="text-xs tabular">{formatShare(share?.shareRatio, 0)}</span>
                    </span>
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ChartFrame>
  );
}
