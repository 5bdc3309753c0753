"use client";

import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Button } from "@/components/ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { segmentColor } from "@/lib/charts/segment-color";
import type { CatalogueItem, RecommenderSegments } from "@/lib/schemas/recommendation";
import { TitleCell } from "./title-table-card";

const fewRows = 8;

interface SegmentLiftCardProps {
  segment: RecommenderSegments["segments"][number];
  onOpen: (item: CatalogueItem) => void;
  source: string;
}

/** The titles that a segment takes more often than everybody, with 95 % intervals; the line is everybody. */
export function SegmentLiftCard({ segment, onOpen, source }: SegmentLiftCardProps) {
  const [all, setAll] = useState(false);
  const { lifted } = segment;
  const shown = all ? lifted : lifted.slice(0, fewRows);
  const largest = Math.max(1, ...lifted.map(({ high95 }) => Math.min(high95, 8)));
  return (
    <ChartFrame
      title={segment.name}
      definition={`what ${formatCount(segment.users)} users take more than everybody: times as often`}
      height={fewRows * 36 + 32}
      isTable
      state={lifted.length > 0 ? undefined : { status: "empty", message: "Nothing is taken clearly more often here than by everybody." }}
      source={source}
      table={{ columns: [{ label: "Item" }, { label: "Title" }, { label: "Users of the segment", numeric: true }, { label: "Share of the segment", numeric: true }, { label: "Share of everybody", numeric: true }, { label: "Lift", numeric: true }, { label: "95 % from", numeric: true }, { label: "95 % to", numeric: true }], rows: lifted.map((item) => [item.item, item.label, item.users, item.shareRatio, item.overallShareRatio, item.lift, item.low95, item.high95]) }}
      note={lifted.length > fewRows ? <Button variant="link" size="sm" onClick={() => setAll(!all)}>{all ? "Show fewer" : `Show all ${lifted.length}`}</Button> : undefined}
    >
      <Table label={`What ${segment.name} takes more than others`}>
        <TableHead><TableRow><TableHeader>Title</TableHeader><TableHeader className="w-2/5">Lift</TableHeader><TableHeader numeric><span className="sr-only">Times</span></TableHeader><TableHeader numeric>Have it</TableHeader></TableRow></TableHead>
        <TableBody>
          {shown.map((item) => (
            <TableRow key={item.item}>
              <TitleCell title={item} onOpen={onOpen} />
              <TableCell title={`95 %: ${formatFixed(item.low95, 1)} to ${formatFixed(item.high95, 1)} times as often; ${formatShare(item.overallShareRatio)} of everybody have it`}><LiftBar item={item} largest={largest} color={segmentColor(segment.segment)} /></TableCell>
              <TableCell numeric className="font-medium">{formatFixed(item.lift, 1)}×</TableCell>
              <TableCell numeric className="text-muted">{formatShare(item.shareRatio, 0)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ChartFrame>
  );
}

function LiftBar({ item, largest, color }: { item: { lift: number; low95: number; high95: number }; largest: number; color: string }) {
  const at = (lift: number) => `${Math.min(100, (100 * lift) / largest)}%`;
  return (
    <span className="relative block h-3">
      <span className="absolute inset-y-0 left-0 rounded-[2px]" style={{ width: at(item.lift), background: color }} />
      <span className="absolute inset-y-[5px] bg-ink/70" style={{ left: at(item.low95), right: `calc(100% - ${at(item.high95)})` }} />
      <span className="absolute -inset-y-1 w-px bg-line-strong" style={{ left: at(1) }} />
    </span>
  );
}
