"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { useEngagementScope } from "./engagement-scope";
import { useCompared } from "./use-chart";

const shownUsers = 10;

/** Who is most active, over all compared groups; a name opens the user's timeline. */
export function UsersCard() {
  const scope = useEngagementScope();
  const { series, state } = useCompared("users", { limit: shownUsers });
  const isCompared = series.length > 1;
  const rows = series.flatMap(({ rows: own, label, color }) => own.map((row) => ({ ...row, label, color }))).toSorted((a, b) => b.events - a.events).slice(0, shownUsers);
  return (
    <ChartFrame
      title="Who is most active?"
      definition={`the ${shownUsers} users with the most events in the range`}
      height={390}
      isTable
      state={state("Nobody was active in this range.")}
      source={scope.datasetName}
      table={{ columns: [{ label: "Group" }, { label: "User" }, { label: "Events", numeric: true }, { label: "Active days", numeric: true }, { label: "First seen, UTC" }, { label: "Last seen, UTC" }, { label: "Minutes", numeric: true }], rows: series.flatMap(({ label, rows: own }) => own.map((row) => [label, row.user, row.events, row.activeDays, row.firstSeen, row.lastSeen, row.minutes ?? null])) }}
    >
      <Table label="Users with the most events">
        <TableHead>
          <TableRow>
            <TableHeader>User</TableHeader>
            {isCompared ? <TableHeader>Group</TableHeader> : null}
            <TableHeader numeric>Events</TableHeader>
            <TableHeader numeric className="max-sm:hidden">Active days</TableHeader>
            {scope.has.minutes ? <TableHeader numeric>Minutes</TableHeader> : null}
            <TableHeader numeric>Last seen</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={`${row.label} ${row.user}`}>
              <TableCell className="max-w-40"><button type="button" title={`Timeline of ${row.user}`} onClick={() => scope.showUser(row.user)} className="block max-w-full truncate underline decoration-line-strong underline-offset-2 hover:decoration-ink">{row.user}</button></TableCell>
              {isCompared ? <TableCell className="max-w-36"><span className="flex items-center gap-1.5"><span aria-hidden className="size-2 shrink-0 rounded-[3px]" style={{ background: row.color }} /><span className="truncate">{row.label}</span></span></TableCell> : null}
              <TableCell numeric>{formatCount(row.events)}</TableCell>
              <TableCell numeric className="max-sm:hidden">{formatCount(row.activeDays)}</TableCell>
              {scope.has.minutes ? <TableCell numeric>{formatFixed(row.minutes, 0)}</TableCell> : null}
              <TableCell numeric>{row.lastSeen.slice(0, 10)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ChartFrame>
  );
}
