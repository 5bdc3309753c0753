"use client";

import { useQueryClient } from "@tanstack/react-query";
import { FilePlus2, FileSymlink } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Dataset, DatasetVersion } from "@/lib/schemas/dataset";
import { formatBytes } from "@/lib/charts/format-bytes";
import { formatCount } from "@/lib/charts/format-quantity";
import { RelativeTime } from "./relative-time";
import { deleteVersion, useDatasetChanges } from "./use-dataset";

const originWords = { create: "uploaded", append: "appended", replace: "replaced", reread: "read again", live: "sent in", features: "made from events" } as const;

/** Every version of the dataset; any that was read completely can become the current one. */
export function DatasetVersions({ dataset, canWrite }: { dataset: Dataset; canWrite: boolean }) {
  const [deleting, setDeleting] = useState<DatasetVersion>();
  const client = useQueryClient();
  const { restore } = useDatasetChanges(dataset.id);
  return (
    <Card>
      <CardHeader
        title="Versions"
        definition="a version never changes; segmentations keep the one they were made from"
        actions={canWrite ? (
          <>
            <Button asChild size="sm"><Link href={`/datasets/new?into=${dataset.id}&mode=append`}><FilePlus2 aria-hidden />Append a file</Link></Button>
            <Button asChild size="sm"><Link href={`/datasets/new?into=${dataset.id}&mode=replace`}><FileSymlink aria-hidden />Replace the rows</Link></Button>
          </>
        ) : undefined}
      />
      <Table label="Versions">
        <TableHead>
          <TableRow>
            <TableHeader>Version</TableHeader>
            <TableHeader>File</TableHeader>
            <TableHeader numeric>Rows</TableHeader>
            <TableHeader numeric>Rejected</TableHeader>
            <TableHeader numeric>Size</TableHeader>
            <TableHeader>By</TableHeader>
            <TableHeader>When</TableHeader>
            <TableHeader><span className="sr-only">Actions</span></TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {dataset.versions.map((version) => (
            <VersionRow
              key={version.id}
              version={version}
              actions={canWrite && !version.current && version.status !== "ingesting" ? (
                <span className="flex justify-end gap-2">
                  {version.status === "ready" ? <Button size="sm" loading={restore.isPending && restore.variables === version.id} onClick={() => restore.mutate(version.id)}>Make current</Button> : null}
                  <Button size="sm" variant="ghost" onClick={() => setDeleting(version)}>Delete</Button>
                </span>
              ) : null}
            />
          ))}
        </TableBody>
      </Table>
      <ConfirmDialog
        open={deleting !== undefined}
        onOpenChange={(open) => !open && setDeleting(undefined)}
        title={`Delete version ${deleting?.number ?? ""}?`}
        description="Its rows go, and the segmentations made from it with their segments and exports. The other versions stay."
        confirmLabel="Delete version"
        onConfirm={async () => {
          if (deleting) await deleteVersion(dataset.id, deleting.id);
          await client.invalidateQueries({ queryKey: ["dataset", dataset.id] });
        }}
      />
    </Card>
  );
}

function VersionRow({ version, actions }: { version: DatasetVersion; actions: React.ReactNode }) {
  return (
    <TableRow className="last:border-0">
      <TableCell className="whitespace-nowrap">
        <span className="mr-2 font-semibold tabular">{version.number}</span>
        {version.current ? <Badge tone="accent">current</Badge> : null}
        {version.status === "ingesting" ? <Badge>being read, {Math.round(version.progress.ratio * 100)} %</Badge> : null}
        {version.status === "failed" ? <Badge tone={version.error?.code === "job_cancelled" ? "neutral" : "danger"}>{version.error?.code === "job_cancelled" ? "cancelled" : "failed"}</Badge> : null}
      </TableCell>
      <TableCell className="max-w-80">
        <span className="block truncate"><bdi>{version.fileName}</bdi> <span className="text-muted">{originWords[version.origin]}{version.madeFromVersion === undefined ? null : `, version ${version.madeFromVersion}`}</span></span>
        {version.error && version.error.code !== "job_cancelled" ? <span className="block pb-1 text-xs text-danger">{version.error.message}</span> : null}
      </TableCell>
      <TableCell numeric>{version.rowCount === undefined ? "–" : formatCount(version.rowCount)}</TableCell>
      <TableCell numeric className={version.rejectedCount ? "text-warning" : "text-muted"}>{version.rejectedCount === undefined ? "–" : formatCount(version.rejectedCount)}</TableCell>
      <TableCell numeric>{formatBytes(version.sourceBytes)}</TableCell>
      <TableCell className="max-w-40 truncate">{version.createdBy}</TableCell>
      <TableCell className="whitespace-nowrap"><RelativeTime at={version.createdAt} /></TableCell>
      <TableCell>{actions}</TableCell>
    </TableRow>
  );
}
