"use client";

import Link from "next/link";
import { Progress } from "@/components/ui/progress";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount } from "@/lib/charts/format-quantity";
import { formatAgo, formatInstant } from "@/lib/charts/format-time";
import type { SegmentationSummary } from "@/lib/schemas/segmentation";
import { algorithmNames, describeParameters } from "@/lib/charts/algorithm-words";
import { headlineFigure } from "./headline-figure";
import { isUnderWay, RunStatusBadge } from "./run-status-badge";

interface RunTableProps {
  runs: SegmentationSummary[];
  label: string;
  /** Leaves the dataset out where it is the same for all. */
  oneDataset?: boolean;
  /** The run whose page this is. */
  currentId?: string;
  nowMs: number;
}

export function RunTable({ runs, label, oneDataset = false, currentId, nowMs }: RunTableProps) {
  return (
    <Table label={label} className="min-w-[58rem]">
      <TableHead>
        <TableRow>
          <TableHeader>Name</TableHeader>
          {oneDataset ? null : <TableHeader>Dataset</TableHeader>}
          <TableHeader>Method</TableHeader>
          <TableHeader numeric>Segments</TableHeader>
          <TableHeader numeric>Silhouette</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>By</TableHeader>
          <TableHeader numeric>When</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id} className="hover:bg-soft" aria-current={run.id === currentId || undefined}>
            <TableCell className="max-w-72 min-w-44">
              {run.id === currentId ? <span className="font-medium">{run.name} <span className="text-muted">(this run)</span></span> : <Link href={`/segmentations/${run.id}`} className="line-clamp-2 font-medium break-words hover:underline">{run.name}</Link>}
            </TableCell>
            {oneDataset ? null : (
              <TableCell className="max-w-48">
                <Link href={`/datasets/${run.datasetId}`} className="line-clamp-1 break-all text-muted hover:underline">{run.datasetName}</Link>
              </TableCell>
            )}
            <TableCell className="whitespace-nowrap">
              {algorithmNames[run.algorithm]}
              <span className="text-muted">, {describeParameters(run.parameters)}</span>
            </TableCell>
            <TableCell numeric>{run.status === "succeeded" && run.algorithm !== "pca" ? formatCount(run.segmentCount) : "–"}</TableCell>
            <TableCell numeric>{headlineFigure(run.algorithm, run.quality)}</TableCell>
            <TableCell>
              <RunStatusBadge status={run.status} />
              {isUnderWay(run.status) ? <Progress ratio={run.status === "queued" ? undefined : run.progress.ratio} label={`${run.name}: ${run.progress.stage}`} className="mt-1 w-24" /> : null}
            </TableCell>
            <TableCell className="max-w-32 truncate text-muted">{run.createdBy}</TableCell>
            <TableCell numeric className="text-muted"><time dateTime={run.createdAt} title={formatInstant(run.createdAt)}>{formatAgo(run.createdAt, nowMs)}</time></TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
