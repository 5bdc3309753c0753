import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatQuantity } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import type { MovedRows } from "@/lib/schemas/comparison";

interface NamedSegment {
  segment: number;
  name: string;
}

interface MovedRowsTableProps {
  rows: MovedRows["items"];
  columns: MovedRows["columns"];
  from: NamedSegment[];
  to: NamedSegment[];
  fromLabel: string;
  /** Absent where there is only one segment to show. */
  toLabel?: string;
  /** Both segments are of one run, so that both bear its colours. */
  sameRun?: boolean;
  label?: string;
}

/** Rows with where they were and where they are. */
export function MovedRowsTable({ rows, columns, from, to, fromLabel, toLabel, sameRun = false, label = "Rows that moved" }: MovedRowsTableProps) {
  const isNumber = (at: number): boolean => columns[at]?.type === "integer" || columns[at]?.type === "decimal";
  return (
    <Table label={label} wrapperClassName="max-h-[32rem] overflow-y-auto">
      <TableHead className="sticky top-0 z-10 bg-panel">
        <TableRow>
          <TableHeader numeric>Row</TableHeader>
          <TableHeader>{fromLabel}</TableHeader>
          {toLabel ? <TableHeader>{toLabel}</TableHeader> : null}
          {columns.map(({ name }, at) => <TableHeader key={name} numeric={isNumber(at)}>{name}</TableHeader>)}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.rowId}>
            <TableCell numeric className="h-8 text-muted">{formatCount(row.rowId + 1)}</TableCell>
            <TableCell className="h-8"><SegmentMark segment={row.segment} segments={from} /></TableCell>
            {toLabel ? <TableCell className="h-8"><SegmentMark segment={row.otherSegment} segments={to} plain={!sameRun} /></TableCell> : null}
            {row.cells.map((cell, at) => <TableCell key={at} numeric={isNumber(at)} className="h-8 max-w-60 truncate">{cell === null ? "–" : typeof cell === "number" ? formatQuantity(cell) : String(cell)}</TableCell>)}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** `plain` for a segment of another run, whose number has another colour here. */
function SegmentMark({ segment, segments, plain = false }: { segment: number; segments: NamedSegment[]; plain?: boolean }) {
  const name = segments.find((each) => each.segment === segment)?.name ?? (segment < 0 ? "Noise" : `Segment ${segment + 1}`);
  return (
    <span className="inline-flex max-w-56 items-center gap-1.5 whitespace-nowrap">
      {plain ? null : <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: segmentColor(segment) }} />}
      <span className="truncate" title={name}>{name}</span>
    </span>
  );
}
