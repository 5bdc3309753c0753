"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { z } from "zod";
import { cn } from "@/components/ui/class-names";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { columnFormat } from "@/lib/charts/column-format";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import type { ColumnType } from "@/lib/schemas/column";
import type { assignedRowSchema } from "@/lib/schemas/segmentation-queries";

export interface RowSort {
  column: string;
  direction: "asc" | "desc";
}

type AssignedRow = z.infer<typeof assignedRowSchema>;

interface AssignedRowsTableProps {
  columns: { name: string; type: ColumnType }[];
  rows: AssignedRow[];
  nameOf: (segment: number) => string;
  sort?: RowSort;
  /** Absent where the order is fixed. */
  onSort?: (sort: RowSort) => void;
  showsSegment: boolean;
  /** Older rows are shown while newer ones load. */
  stale?: boolean;
}

const isNumber = (type: ColumnType) => type === "integer" || type === "decimal";

export function AssignedRowsTable({ columns, rows, nameOf, sort, onSort, showsSegment, stale = false }: AssignedRowsTableProps) {
  const header = (column: string, label: string, numeric: boolean) => (
    <TableHeader key={column} numeric={numeric} aria-sort={sort?.column === column ? (sort.direction === "asc" ? "ascending" : "descending") : undefined}>
      {onSort ? <button type="button" className="inline-flex max-w-48 items-center gap-1 hover:text-ink" onClick={() => onSort({ column, direction: sort?.column === column && sort.direction === "asc" ? "desc" : "asc" })}>
        <span className="truncate" title={label}>{label}</span>
        {sort?.column === column ? sort.direction === "asc" ? <ArrowUp aria-hidden className="size-3 shrink-0" /> : <ArrowDown aria-hidden className="size-3 shrink-0" /> : null}
      </button> : <span className="inline-block max-w-48 truncate align-bottom" title={label}>{label}</span>}
    </TableHeader>
  );
  const formats = columns.map((_, j) => columnFormat(rows.map(({ cells }) => cells[j])));
  return (
    <Table label="Rows" wrapperClassName="max-h-[42rem] overflow-y-auto" className={cn(stale && "opacity-60")}>
      <TableHead className="sticky top-0 z-10 bg-panel">
        <TableRow>
          <TableHeader numeric className="w-16">Row</TableHeader>
          {showsSegment ? (
            <>
              {header("segment", "Segment", false)}
              {header("confidence", "Confidence", true)}
              <TableHeader>Second best</TableHeader>
              {header("silhouette", "Silhouette", true)}
            </>
          ) : null}
          {columns.map((column) => header(column.name, column.name, isNumber(column.type)))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.rowId}>
            <TableCell numeric className="h-8 text-muted">{formatCount(row.rowId + 1)}</TableCell>
            {showsSegment ? (
              <>
                <TableCell className="h-8 whitespace-nowrap"><SegmentName segment={row.segment} name={nameOf(row.segment)} /></TableCell>
                <TableCell numeric className="h-8">{formatFixed(row.confidence, 2)}</TableCell>
                <TableCell className="h-8 whitespace-nowrap text-muted">{row.secondSegment === null ? "–" : <SegmentName segment={row.secondSegment} name={nameOf(row.secondSegment)} />}</TableCell>
                <TableCell numeric className="h-8">{formatFixed(row.silhouette, 2)}</TableCell>
              </>
            ) : null}
            {row.cells.map((cell, position) => {
              const numeric = isNumber(columns[position]?.type ?? "text");
              return <TableCell key={position} numeric={numeric} className="h-8 max-w-72 truncate" title={typeof cell === "string" ? cell : undefined}>{cell === null ? <span className="text-muted">–</span> : typeof cell === "number" ? formats[position]?.(cell) : String(cell)}</TableCell>;
            })}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function SegmentName({ segment, name }: { segment: number; name: string }) {
  return (
    <span className="inline-flex max-w-52 items-center gap-1.5 xl:max-w-72">
      <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: segmentColor(segment) }} />
      <span className="truncate" title={name}>{name}</span>
    </span>
  );
}
