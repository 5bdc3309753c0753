"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { Sparkline } from "@/components/charts/sparkline";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { useEngagementScope } from "./engagement-scope";
import { type GroupRows, useCompared } from "./use-chart";

const shownItems = 10;
/** Deep enough that an item of one group's top is found in the others'. */
const askedItems = 200;

/** What is asked for most, with its course; several groups stand in columns. A title filters the page. */
export function TopItemsCard() {
  const scope = useEngagementScope();
  const isCompared = scope.groups.length > 1;
  const { series, state } = useCompared("top-items", { limit: isCompared ? askedItems : shownItems, include: isCompared ? [] : ["series"] });
  return (
    <ChartFrame
      title="What is asked for most?"
      definition={isCompared ? "events of each group; – is below its first 200" : `the ${shownItems} items with the most events`}
      height={390}
      isTable
      state={state("No event in this range names an item.")}
      source={scope.datasetName}
      table={{ columns: [{ label: "Group" }, { label: "Item" }, { label: "Label" }, { label: "Events", numeric: true }, { label: "Users", numeric: true }, { label: "Mean rating", numeric: true }, { label: "Minutes", numeric: true }], rows: series.flatMap(({ label, rows }) => rows.map((row) => [label, row.item, row.label, row.events, row.users, row.meanRating ?? null, row.minutes ?? null])) }}
    >
      {series.length > 1 ? <ComparedItems series={series} /> : <RankedItems group={series[0]} />}
    </ChartFrame>
  );
}

function ItemName({ item, label }: { item: string; label: string }) {
  const scope = useEngagementScope();
  return (
    <button type="button" aria-pressed={scope.isFiltered("item", item)} title={label} onClick={() => scope.toggleFilter("item", item)} className="block max-w-full truncate text-left hover:underline aria-pressed:font-semibold aria-pressed:text-accent">{label}</button>
  );
}

function RankedItems({ group }: { group: GroupRows<"top-items"> | undefined }) {
  const scope = useEngagementScope();
  const rows = group?.rows ?? [];
  const most = Math.max(1, ...rows.map((row) => row.events));
  const hasSeries = rows.some((row) => row.series !== undefined);
  return (
    <Table label="Items with the most events" className="table-fixed">
      <TableHead>
        <TableRow>
          <TableHeader>Item</TableHeader>
          {hasSeries ? <TableHeader className="hidden w-26 sm:table-cell">Course</TableHeader> : null}
          <TableHeader numeric className="w-18">Events</TableHeader>
          {scope.has.user ? <TableHeader numeric className="w-16">Users</TableHeader> : null}
          {scope.has.rating ? <TableHeader numeric className="w-16">Rating</TableHeader> : null}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.item}>
            <TableCell>
              <ItemName item={row.item} label={row.label} />
              <span aria-hidden className="mt-0.5 block h-1 rounded-full" style={{ width: `${(100 * row.events) / most}%`, background: group?.color }} />
            </TableCell>
            {hasSeries ? <TableCell className="hidden sm:table-cell">{row.series ? <Sparkline values={row.series} color={group?.color} label={`Events of ${row.label} over the range: ${row.series.join(", ")}`} /> : null}</TableCell> : null}
            <TableCell numeric>{formatCount(row.events)}</TableCell>
            {scope.has.user ? <TableCell numeric>{formatCount(row.users)}</TableCell> : null}
            {scope.has.rating ? <TableCell numeric>{formatFixed(row.meanRating, 2)}</TableCell> : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** The union of the groups' tops, most events in all first; what is below a group's first 200 is unknown, not zero. */
function ComparedItems({ series }: { series: GroupRows<"top-items">[] }) {
  const found = series.map(({ rows }) => new Map(rows.map((row) => [row.item, row])));
  const labels = new Map(series.flatMap(({ rows }) => rows.map((row) => [row.item, row.label])));
  const sum = (item: string): number => found.reduce((total, rows) => total + (rows.get(item)?.events ?? 0), 0);
  const items = [...labels].toSorted((a, b) => sum(b[0]) - sum(a[0])).slice(0, shownItems);
  return (
    <Table label="Items with the most events, by group">
      <TableHead>
        <TableRow>
          <TableHeader>Item, events</TableHeader>
          {series.map(({ key, label, color }) => (
            <TableHeader key={key} numeric className="max-w-28"><span className="inline-flex max-w-full items-center gap-1.5"><span aria-hidden className="size-2 shrink-0 rounded-[3px]" style={{ background: color }} /><span className="truncate" title={label}>{label}</span></span></TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map(([item, label]) => (
          <TableRow key={item}>
            <TableCell className="max-w-56"><ItemName item={item} label={label} /></TableCell>
            {series.map(({ key }, at) => {
              const row = found[at]?.get(item);
              return <TableCell key={key} numeric>{row ? formatCount(row.events) : "–"}</TableCell>;
            })}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
