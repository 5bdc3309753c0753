"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount } from "@/lib/charts/format-quantity";
import { tileTitle } from "@/lib/charts/prepare-recommender-tile";
import { segmentColor } from "@/lib/charts/segment-color";
import type { CatalogueItem, RecommenderSegments } from "@/lib/schemas/recommendation";

const mostRows = 12;

interface DemandCardProps {
  demand: RecommenderSegments["demand"];
  segments: RecommenderSegments["segments"];
  onOpen: (item: CatalogueItem) => void;
  source: string;
}

/** Titles that few have yet, with how many of each segment are expected to take them. */
export function DemandCard({ demand, segments, onOpen, source }: DemandCardProps) {
  const nameOf = new Map(segments.map(({ segment, name }) => [segment, name]));
  const total = (title: RecommenderSegments["demand"][number]) => title.bySegment.reduce((sum, { expectedUsers }) => sum + expectedUsers, 0);
  const largest = Math.max(0.0001, ...demand.map(total));
  return (
    <ChartFrame
      title="Who will want the new titles?"
      definition="expected users, from what each segment does with titles like them"
      height={Math.min(mostRows, demand.length) * 36 + 32}
      isTable
      source={source}
      legend={segments.map(({ segment, name }) => ({ label: name, color: segmentColor(segment) }))}
      note={demand.length > mostRows ? `The ${mostRows} with the most expected; the CSV has ${demand.length}.` : undefined}
      table={{ columns: [{ label: "Item" }, { label: "Title" }, { label: "Users so far", numeric: true }, ...segments.map(({ name }) => ({ label: `Expected: ${name}`, numeric: true }))], rows: demand.map((title) => [title.item, title.label, title.users, ...segments.map(({ segment }) => title.bySegment.find((each) => each.segment === segment)?.expectedUsers ?? null)]) }}
    >
      <Table label="Expected demand for new titles">
        <TableHead><TableRow><TableHeader>Title</TableHeader><TableHeader numeric>So far</TableHeader><TableHeader className="w-1/2">Expected</TableHeader><TableHeader numeric><span className="sr-only">Expected users</span></TableHeader></TableRow></TableHead>
        <TableBody>
          {demand.slice(0, mostRows).map((title) => (
            <TableRow key={title.item}>
              <TableCell className="max-w-64"><button type="button" onClick={() => onOpen(title)} title={title.label} className="block max-w-full truncate text-left hover:underline">{tileTitle(title.label)}</button></TableCell>
              <TableCell numeric className="text-muted">{formatCount(title.users)}</TableCell>
              <TableCell>
                <span className="flex h-3 gap-px">
                  {title.bySegment.map(({ segment, expectedUsers }) => <span key={segment} title={`${nameOf.get(segment) ?? segment}: ${formatCount(expectedUsers)}`} className="block rounded-[2px]" style={{ width: `${(100 * expectedUsers) / largest}%`, background: segmentColor(segment) }} />)}
                </span>
              </TableCell>
              <TableCell numeric>{formatCount(total(title))}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ChartFrame>
  );
}
