"use client";

import { useQueryState } from "nuqs";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Button } from "@/components/ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import type { RecommenderQuality } from "@/lib/schemas/recommender";

const mostRows = 6;

/** Users whose held-out titles were not found, each a step from what they are shown. */
export function BadlyServedCard({ users, k, source }: { users: RecommenderQuality["badlyServedUsers"]; k: number; source: string }) {
  const [, setTab] = useQueryState("tab", { history: "push" });
  const [, setUser] = useQueryState("user");
  return (
    <ChartFrame
      title="Which users are served badly?"
      definition={`least NDCG at ${k}, of those with the most held out`}
      height={260}
      isTable
      source={source}
      note={users.length > mostRows ? `${mostRows} of ${formatCount(users.length)}; the CSV has all.` : undefined}
      table={{ columns: [{ label: "User" }, { label: "Events", numeric: true }, { label: "Held out", numeric: true }, { label: "NDCG", numeric: true }], rows: users.map(({ user, events, heldOut, ndcg }) => [user, events, heldOut, ndcg]) }}
    >
      <Table label="Users served badly">
        <TableHead><TableRow><TableHeader>User</TableHeader><TableHeader numeric>Events</TableHeader><TableHeader numeric>Held out</TableHeader><TableHeader numeric>NDCG</TableHeader><TableHeader><span className="sr-only">Look</span></TableHeader></TableRow></TableHead>
        <TableBody>
          {users.slice(0, mostRows).map(({ user, events, heldOut, ndcg }) => (
            <TableRow key={user}>
              <TableCell className="max-w-48 truncate" title={user}>{user}</TableCell>
              <TableCell numeric>{formatCount(events)}</TableCell>
              <TableCell numeric>{formatCount(heldOut)}</TableCell>
              <TableCell numeric>{formatFixed(ndcg, 3)}</TableCell>
              <TableCell className="text-right"><Button variant="link" size="sm" aria-label={`See as user ${user}`} onClick={() => { void setUser(user); void setTab("viewer"); }}>See as</Button></TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ChartFrame>
  );
}
