"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Plus, Trash2, Users } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { z } from "zod";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type Audience, audiencePageSchema } from "@/lib/schemas/audience";
import { AudienceOrigin } from "./audience-origin";

const queryKey = ["audiences"];

/** Saved groups of rows: where they come from, how many they are, and their lists to take away. */
export function AudienceList({ canChange }: { canChange: boolean }) {
  const [doomed, setDoomed] = useState<Audience>();
  const client = useQueryClient();
  const audiences = useQuery({ queryKey, queryFn: ({ signal }) => fetchJson("/api/v1/audiences?limit=200", audiencePageSchema, { signal }) });
  const items = audiences.data?.items ?? [];
  async function remove() {
    if (!doomed) return;
    await fetchJson(`/api/v1/audiences/${doomed.id}`, z.undefined(), { method: "DELETE" });
    await client.invalidateQueries({ queryKey });
  }
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Audiences" }]} title="Audiences" subtitle="Segments and filters that your team saved under a name" actions={canChange ? <Button asChild variant="primary"><Link href="/audiences/new"><Plus aria-hidden /> New audience</Link></Button> : null} />
      <ProblemAlert error={audiences.error} onRetry={() => void audiences.refetch()} />
      {audiences.isPending ? <div role="status" aria-label="Loading audiences"><Skeleton className="h-48 w-full" /></div> : null}
      {audiences.isSuccess ? (
        <Card className="px-2 py-1">
          {items.length === 0 ? (
            <EmptyState icon={Users} title="No audience yet" action={<Button asChild><Link href="/segmentations">Open a segmentation</Link></Button>}>
              Build one from segments and conditions, or open a finished segmentation, go to Act, and save a segment: an audience can be exported as a list and used as a filter.
            </EmptyState>
          ) : (
            <Table label="Audiences">
              <TableHead>
                <TableRow><TableHeader>Name</TableHeader><TableHeader numeric>Rows</TableHeader><TableHeader>Made of</TableHeader><TableHeader>Dataset</TableHeader><TableHeader>By</TableHeader><TableHeader><span className="sr-only">Actions</span></TableHeader></TableRow>
              </TableHead>
              <TableBody>
                {items.map((audience) => (
                  <TableRow key={audience.id}>
                    <TableCell className="max-w-64 truncate font-medium" title={audience.name}>{audience.name}</TableCell>
                    <TableCell numeric>{formatCount(audience.size)}</TableCell>
                    <TableCell className="max-w-72 truncate"><AudienceOrigin audience={audience} /></TableCell>
                    <TableCell className="max-w-48 truncate"><Link className="hover:underline" href={`/datasets/${audience.datasetId}`}>{audience.datasetName}</Link></TableCell>
                    <TableCell>{audience.createdBy}</TableCell>
                    <TableCell>
                      <span className="flex justify-end gap-1.5">
                        {audience.idColumn ? <Button asChild size="sm"><a href={`/api/v1/audiences/${audience.id}/members?format=csv&only=ids`} download title={`${audience.idColumn} only`}><Download aria-hidden /> Ids</a></Button> : null}
                        <Button asChild size="sm"><a href={`/api/v1/audiences/${audience.id}/members?format=csv`} download>CSV</a></Button>
                        <Button asChild size="sm"><a href={`/api/v1/audiences/${audience.id}/members?format=json`} download>JSON</a></Button>
                        {canChange ? <Button variant="ghost" size="icon-sm" aria-label={`Delete ${audience.name}`} onClick={() => setDoomed(audience)}><Trash2 aria-hidden /></Button> : null}
                      </span>
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )}
        </Card>
      ) : null}
      <ConfirmDialog open={doomed !== undefined} onOpenChange={(open) => { if (!open) setDoomed(undefined); }} title={`Delete “${doomed?.name ?? ""}”?`} description="The audience goes; its rows, its segmentation and its dataset stay." confirmLabel="Delete audience" onConfirm={remove} />
    </>
  );
}
