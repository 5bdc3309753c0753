"use client";

import { formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { segmentColor } from "@/lib/charts/segment-color";
import type { CatalogueItem, RecommenderSegments } from "@/lib/schemas/recommendation";
import { TitleTableCard, type TitleColumn } from "./title-table-card";

type Contested = RecommenderSegments["contested"][number];

interface ContestedCardProps {
  contested: Contested[];
  segments: RecommenderSegments["segments"];
  onOpen: (item: CatalogueItem) => void;
  source: string;
}

/** The titles that segments disagree on: the share of each that has them. */
export function ContestedCard({ contested, segments, onOpen, source }: ContestedCardProps) {
  const partOf = (title: Contested, segment: number) => title.bySegment.find((each) => each.segment === segment);
  const largest = Math.max(0.0001, ...contested.flatMap(({ bySegment }) => bySegment.map(({ shareRatio }) => shareRatio)));
  const columns = segments.map(({ segment, name }): TitleColumn<Contested> => ({
    key: String(segment),
    className: "max-w-40",
    header: <span className="flex items-center gap-1.5" title={name}><span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: segmentColor(segment) }} /><span className="truncate">{name}</span></span>,
    tooltip: (title) => {
      const mean = partOf(title, segment)?.meanRating;
      return mean === undefined ? undefined : `mean rating ${formatFixed(mean, 2)}`;
    },
    cell: (title) => {
      const share = partOf(title, segment)?.shareRatio ?? 0;
      return (
        <span className="flex items-center gap-2">
          <span className="block h-2.5 w-20 shrink-0 rounded-[2px] bg-soft"><span className="block h-full rounded-[2px]" style={{ width: `${(100 * share) / largest}%`, background: segmentColor(segment) }} /></span>
          <span className="text-xs tabular">{formatShare(share, 0)}</span>
        </span>
      );
    },
  }));
  return (
    <TitleTableCard
      title="What do segments disagree on?"
      definition="share of each segment that has the title"
      label="Titles that segments disagree on"
      titles={contested}
      columns={columns}
      order="the largest difference"
      minWidth="min-w-[40rem]"
      source={source}
      onOpen={onOpen}
      table={{ columns: [{ label: "Item" }, { label: "Title" }, ...segments.map(({ name }) => ({ label: name, numeric: true })), { label: "Difference", numeric: true }], rows: contested.map((title) => [title.item, title.label, ...segments.map(({ segment }) => partOf(title, segment)?.shareRatio ?? null), title.spread]) }}
    />
  );
}
