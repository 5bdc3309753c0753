import { Activity } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount } from "@/lib/charts/format-quantity";
import type { DatasetSummary } from "@/lib/schemas/dataset";

interface EngagementListProps {
  datasets: DatasetSummary[];
  /** A segmentation whose segments the dashboard is to compare. */
  run?: string;
}

/** The datasets of events: each has its dashboard at once. */
export function EngagementList({ datasets, run }: EngagementListProps) {
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Engagement" }]} title="Engagement" subtitle={run ? "Choose the events to look at through these segments" : "Activity, peak times, categories and retention of every dataset of events"} />
      <Card className="px-2 py-1">
        {datasets.length === 0 ? (
          <EmptyState icon={Activity} title="No dataset of events yet" action={<Button asChild variant="primary"><Link href="/datasets/new">Upload events</Link></Button>}>
            A dataset of events has one row per interaction, with a user and a time: plays, orders, ratings. If Tessera took yours for profiles, change its kind on its page.
          </EmptyState>
        ) : (
          <Table label="Datasets of events">
            <TableHead>
              <TableRow><TableHeader>Dataset</TableHeader><TableHeader numeric>Events</TableHeader><TableHeader>Owner</TableHeader><TableHeader numeric>Updated</TableHeader></TableRow>
            </TableHead>
            <TableBody>
              {datasets.map((dataset) => (
                <TableRow key={dataset.id}>
                  <TableCell className="max-w-96"><Link href={`/engagement/${dataset.id}${run ? `?run=${run}` : ""}`} className="block truncate font-medium hover:underline">{dataset.name}</Link></TableCell>
                  <TableCell numeric>{formatCount(dataset.rowCount)}</TableCell>
                  <TableCell>{dataset.owner.name}</TableCell>
                  <TableCell numeric>{dataset.updatedAt.slice(0, 10)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
    </>
  );
}
