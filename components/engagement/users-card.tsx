"use client";

import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount } from "@/lib/charts/format-quantity";
import { useEngagementScope } from "./engagement-scope";
import { GroupChoice } from "./group-choice";
import { stateOf, useChart } from "./use-chart";

const shownUsers = 10;

/** Who is most active. */
export function UsersCard() {
  const scope = useEngagementScope();
  const [chosen, setChosen] = useState("");
  const group = scope.groups.find(({ key }) => key === chosen) ?? scope.groups[0];
  const answer = useChart(scope.datasetId, "users", { ...scope.question, ...group?.question, limit: shownUsers });
  const rows = answer.data ?? [];
  return (
    <ChartFrame
      title="Who is most active?"
      definition={`the ${shownUsers} users with the most events in the range`}
      height={350}
      isTable
      state={stateOf([answer], "Nobody was active in this range.")}
      source={scope.datasetName}
      actions={<GroupChoice groups={scope.groups} value={group?.key ?? ""} onChange={setChosen} />}
      table={{ columns: [{ label: "User" }, { label: "Events", numeric: true }, { label: "Active days", numeric: true }, { label: "First seen, UTC" }, { label: "Last seen, UTC" }, { label: "Minutes", numeric: true }], rows: rows.map((row) => [row.user, row.events, row.activeDays, row.firstSeen, row.lastSeen, row.minutes ?? null]) }}
    >
      <Table label="Users with the most events">
        <TableHead>
          <TableRow>
            <TableHeader>User</TableHeader>
            <TableHeader numeric>Events</TableHeader>
            <TableHeader numeric>Active days</TableHeader>
            <TableHeader numeric>Last seen</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.user}>
              <TableCell className="max-w-40 truncate">{row.user}</TableCell>
              <TableCell numeric>{formatCount(row.events)}</TableCell>
              <TableCell numeric>{formatCount(row.activeDays)}</TableCell>
              <TableCell numeric>{row.lastSeen.slice(0, 10)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ChartFrame>
  );
}
