import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { columnFormat } from "@/lib/charts/column-format";
import { formatCount } from "@/lib/charts/format-quantity";
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
  // Who it is comes before where they were, on a phone above all.
  const who = columns.findIndex((_, at) => !isNumber(at));
  const others = columns.map((_, at) => at).filter((at) => at !== who);
  const formats = columns.map((_, at) => columnFormat(rows.map(({ cells }) => cells[at])));
  const textOf = (row: MovedRows["items"][number], at: number): string => {
    const cell = row.cells[at] ?? null;
    return typeof cell === "number" ? (formats[at]?.(cell) ?? "") : cell === null ? "–" : String(cell);
  };
  return (
    <Table label={label} wrapperClassName="max-h-[32rem] overflow-y-auto">
      <TableHead className="sticky top-0 z-10 bg-panel">
        <TableRow>
          <TableHeader numeric className="w-16">Row</TableHeader>
          {who >= 0 ? <TableHeader>{columns[who]?.name}</TableHeader> : null}
          <TableHeader>{fromLabel}</TableHeader>
          {toLabel ? <TableHeader>{toLabel}</TableHeader> : null}
          {others.map((at) => <TableHeader key={at} numeric={isNumber(at)}>{columns[at]?.name}</TableHeader>)}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.rowId}>
            <TableCell numeric className="h-8 text-muted">{formatCount(row.rowId + 1)}</TableCell>
            {who >= 0 ? <TableCell className="h-8 max-w-32 truncate font-medium sm:max-w-60">{textOf(row, who)}</TableCell> : null}
            <TableCell className="h-8"><SegmentMark segment={row.segment} segments={from} /></TableCell>
            {toLabel ? <TableCell className="h-8"><SegmentMark segment={row.otherSegment} segments={to} plain={!sameRun} /></TableCell> : null}
            {others.map((at) => <TableCell key={at} numeric={isNumber(at)} className="h-8 max-w-60 truncate">{textOf(row, at)}</TableCell>)}
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
    <span className="inline-flex max-w-36 items-center gap-1.5 sm:max-w-56 xl:max-w-72 whitespace-nowrap">
      {plain ? null : <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: segmentColor(segment) }} />}
      <span className="truncate" title={name}>{name}</span>
    </span>
  );
}
