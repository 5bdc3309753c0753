"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-names";
import { Progress } from "@/components/ui/progress";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatBytes } from "@/lib/charts/format-bytes";
import { formatCount } from "@/lib/charts/format-quantity";
import type { DatasetSummary } from "@/lib/schemas/dataset";
import { kindLabels } from "./read-as-choices";
import { RelativeTime } from "./relative-time";
import type { SortKey } from "./sort-datasets";

interface DatasetTableProps {
  datasets: DatasetSummary[];
  sort: SortKey;
  direction: "asc" | "desc";
  onSort: (key: SortKey) => void;
}

const headers: { key: SortKey; label: string; numeric: boolean }[] = [
  { key: "rows", label: "Rows", numeric: true },
  { key: "rejected", label: "Rejected", numeric: true },
  { key: "columns", label: "Columns", numeric: true },
  { key: "size", label: "Size", numeric: true },
  { key: "owner", label: "Owner", numeric: false },
  { key: "updated", label: "Updated", numeric: false },
];

export function DatasetTable({ datasets, sort, direction, onSort }: DatasetTableProps) {
  const sorted = (key: SortKey) => (sort === key ? direction : undefined);
  return (
    <Table label="Datasets" className="md:min-w-[52rem]" wrapperClassName="px-2">
      <TableHead>
        <TableRow>
          <SortHeader label="Name" direction={sorted("name")} onSort={() => onSort("name")} />
          <TableHeader>State</TableHeader>
          <TableHeader>Kind</TableHeader>
          {headers.map(({ key, label, numeric }) => <SortHeader key={key} label={label} numeric={numeric} direction={sorted(key)} onSort={() => onSort(key)} />)}
        </TableRow>
      </TableHead>
      <TableBody>
        {datasets.map((dataset) => <DatasetRow key={dataset.id} dataset={dataset} />)}
      </TableBody>
    </Table>
  );
}

function SortHeader({ label, numeric = false, direction, onSort }: { label: string; numeric?: boolean; direction: "asc" | "desc" | undefined; onSort: () => void }) {
  const Arrow = direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <TableHeader aria-sort={direction === undefined ? "none" : direction === "asc" ? "ascending" : "descending"} className="px-0">
      <button type="button" onClick={onSort} className={cn("flex h-8 w-full items-center gap-1 px-2 hover:text-ink", numeric && "flex-row-reverse", direction && "font-semibold text-ink")}>
        {label}<Arrow aria-hidden className={cn("size-3 shrink-0", direction === undefined && "opacity-0")} />
      </button>
    </TableHeader>
  );
}

function DatasetRow({ dataset }: { dataset: DatasetSummary }) {
  const ready = dataset.status === "ready";
  const figure = (value: number) => (ready ? formatCount(value) : "–");
  return (
    <TableRow className="last:border-0 hover:bg-soft">
      <TableCell className="max-w-44 min-w-36 md:max-w-80"><Link href={`/datasets/${dataset.id}`} className="block truncate font-semibold hover:underline"><bdi>{dataset.name}</bdi></Link></TableCell>
      <TableCell className="w-36 whitespace-nowrap"><DatasetState dataset={dataset} /></TableCell>
      <TableCell className="text-muted">{ready ? kindLabels[dataset.kind].label : "–"}</TableCell>
      <TableCell numeric>{figure(dataset.rowCount)}</TableCell>
      <TableCell numeric className={ready && dataset.rejectedCount > 0 ? "text-warning" : "text-muted"}>{figure(dataset.rejectedCount)}</TableCell>
      <TableCell numeric>{figure(dataset.columnCount)}</TableCell>
      <TableCell numeric>{formatBytes(dataset.sourceBytes)}</TableCell>
      <TableCell className="max-w-40 truncate">{dataset.owner.name}</TableCell>
      <TableCell className="whitespace-nowrap text-muted"><RelativeTime at={dataset.updatedAt} /></TableCell>
    </TableRow>
  );
}

/** Ready, being read with its progress, or what went wrong. */
export function DatasetState({ dataset }: { dataset: DatasetSummary }) {
  if (dataset.status === "ready") return <Badge tone="good">ready</Badge>;
  if (dataset.status === "failed") {
    return dataset.error?.code === "job_cancelled" ? <Badge>cancelled</Badge> : <Badge tone="danger" title={dataset.error?.message}>failed</Badge>;
  }
  return (
    <span className="flex items-center gap-2 text-xs text-muted">
      <Progress ratio={dataset.progress.ratio > 0 ? dataset.progress.ratio : undefined} label={`Reading ${dataset.name}`} className="w-16" />
      <span className="tabular">{Math.round(dataset.progress.ratio * 100)} %</span>
    </span>
  );
}
