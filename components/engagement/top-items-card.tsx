"use client";

import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { useEngagementScope } from "./engagement-scope";
import { GroupChoice } from "./group-choice";
import { stateOf, useChart } from "./use-chart";

const shownItems = 10;

/** What is asked for most. */
export function TopItemsCard() {
  const scope = useEngagementScope();
  const [chosen, setChosen] = useState("");
  const group = scope.groups.find(({ key }) => key === chosen) ?? scope.groups[0];
  const answer = useChart(scope.datasetId, "top-items", { ...scope.question, ...group?.question, limit: shownItems });
  const rows = answer.data ?? [];
  const most = Math.max(1, ...rows.map((row) => row.events));
  return (
    <ChartFrame
      title="What is asked for most?"
      definition={`the ${shownItems} items with the most events`}
      height={350}
      isTable
      state={stateOf([answer], "No event in this range names an item.")}
      source={scope.datasetName}
      actions={<GroupChoice groups={scope.groups} value={group?.key ?? ""} onChange={setChosen} />}
      table={{ columns: [{ label: "Item" }, { label: "Label" }, { label: "Events", numeric: true }, { label: "Users", numeric: true }, { label: "Mean rating", numeric: true }, { label: "Minutes", numeric: true }], rows: rows.map((row) => [row.item, row.label, row.events, row.users, row.meanRating ?? null, row.minutes ?? null]) }}
    >
      <Table label="Items with the most events">
        <TableHead>
          <TableRow>
            <TableHeader>Item</TableHeader>
            <TableHeader numeric>Events</TableHeader>
            <TableHeader numeric>Users</TableHeader>
            {scope.has.rating ? <TableHeader numeric>Rating</TableHeader> : null}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.item}>
              <TableCell className="max-w-64">
                <span className="block truncate" title={row.label}>{row.label}</span>
                <span aria-hidden className="mt-0.5 block h-1 rounded-full" style={{ width: `${(100 * row.events) / most}%`, background: group?.color }} />
              </TableCell>
              <TableCell numeric>{formatCount(row.events)}</TableCell>
              <TableCell numeric>{formatCount(row.users)}</TableCell>
              {scope.has.rating ? <TableCell numeric>{formatFixed(row.meanRating, 2)}</TableCell> : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ChartFrame>
  );
}
