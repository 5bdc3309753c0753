"use client";

import Link from "next/link";
import { algorithmNames, describeParameters } from "@/lib/charts/algorithm-words";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { SegmentationSummary } from "@/lib/schemas/segmentation";
import { RunStatusBadge } from "@/components/segmentation/run-status-badge";
import { formatCount } from "@/lib/charts/format-quantity";
import { RelativeTime } from "./relative-time";

function RunState({ run }: { run: SegmentationSummary }) {
  if (run.status === "succeeded") return run.algorithm === "pca" ? <Badge tone="good">done</Badge> : <Badge tone="good">{run.segmentCount === 1 ? "1 segment" : `${formatCount(run.segmentCount)} segments`}</Badge>;
  if (run.status === "running") return <Badge tone="accent">{run.progress.stage || "running"}, {Math.round(run.progress.ratio * 100)} %</Badge>;
  return <RunStatusBadge status={run.status} />;
}

function methodWords({ algorithm, parameters, features }: SegmentationSummary): string {
  const values = describeParameters(parameters);
  return `${algorithmNames[algorithm]}${values ? `, ${values}` : ""} · ${features.length} ${features.length === 1 ? "feature" : "features"}`;
}

/** Runs with their state; each leads to its result. */
export function RunsTable({ runs, showDataset = true }: { runs: SegmentationSummary[]; showDataset?: boolean }) {
  return (
    <Table label="Segmentations">
      <TableHead>
        <TableRow>
          <TableHeader>Name</TableHeader>
          <TableHeader>State</TableHeader>
          {showDataset ? <TableHeader>Dataset</TableHeader> : null}
          <TableHeader numeric>Rows</TableHeader>
          <TableHeader numeric>Silhouette</TableHeader>
          <TableHeader>When</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id} className="last:border-0 hover:bg-soft">
            <TableCell className="w-full max-w-0 min-w-44 py-1.5">
              <Link href={`/segmentations/${run.id}`} className="block truncate font-semibold hover:underline"><bdi>{run.name}</bdi></Link>
              <span className="block truncate text-xs text-muted">{methodWords(run)}</span>
            </TableCell>
            <TableCell className="whitespace-nowrap"><RunState run={run} /></TableCell>
            {showDataset ? <TableCell className="max-w-44"><Link href={`/datasets/${run.datasetId}`} className="block truncate hover:underline"><bdi>{run.datasetName}</bdi></Link></TableCell> : null}
            <TableCell numeric>{formatCount(run.rows)}</TableCell>
            <TableCell numeric>{run.quality?.silhouette === undefined ? "–" : run.quality.silhouette.toFixed(3)}</TableCell>
            <TableCell className="whitespace-nowrap text-muted"><RelativeTime at={run.createdAt} /></TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
