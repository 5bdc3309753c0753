import { TableCell } from "@/components/ui/table";
import { formatQuantity } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import type { ColumnProfile } from "@/lib/schemas/column";
import { formatTime } from "./format-figures";

const isNumeric = ({ type }: ColumnProfile) => type === "integer" || type === "decimal";

function bound(value: string | number | undefined): string {
  if (value === undefined) return "–";
  return typeof value === "number" ? formatQuantity(value) : formatTime(value);
}

/** The four cells of a column's values: min, mean, median and max of numbers; one wide cell for times and texts. */
export function ColumnFigures({ column, rowCount }: { column: ColumnProfile; rowCount: number }) {
  if (isNumeric(column) && column.mean !== undefined) {
    return (
      <>
        <TableCell numeric>{bound(column.min)}</TableCell>
        <TableCell numeric>{bound(column.mean)}</TableCell>
        <TableCell numeric>{bound(column.median)}</TableCell>
        <TableCell numeric>{bound(column.max)}</TableCell>
      </>
    );
  }
  return <TableCell colSpan={4}><ValueWords column={column} rowCount={rowCount} /></TableCell>;
}

function ValueWords({ column, rowCount }: { column: ColumnProfile; rowCount: number }) {
  if (column.min === undefined && !column.topValues?.length) return <span className="text-muted">nothing but missing cells</span>;
  if (column.type === "date" || column.type === "timestamp") return <TimeSpan from={bound(column.min)} to={bound(column.max)} />;
  const present = Math.max(1, rowCount - column.missingCount);
  const top = column.topValues ?? [];
  // Where hardly anything repeats there is no "most frequent": the values alone say more.
  const repeats = (top[0]?.count ?? 0) > 1 && (top[0]?.count ?? 0) / present >= 0.01;
  if (top.length === 0) return <span className="block max-w-64 truncate">{bound(column.min)} … {bound(column.max)}</span>;
  return (
    <ul className="flex h-5 max-w-64 flex-wrap gap-x-3 overflow-hidden">
      {top.slice(0, 3).map(({ value, count }) => (
        <li key={value} className="flex max-w-full min-w-0 gap-1.5 whitespace-nowrap">
          <span className="min-w-6 truncate" title={value}>{value === "" ? "(empty)" : value}</span>
          {repeats ? <span className="shrink-0 text-muted tabular">{formatShare(count / present, 0)}</span> : null}
        </li>
      ))}
    </ul>
  );
}

/** The days alone where they tell the two ends apart; to the second under the pointer. */
function TimeSpan({ from, to }: { from: string; to: string }) {
  const tellsApart = from.slice(0, 10) !== to.slice(0, 10);
  const shown = (time: string) => (tellsApart ? time.slice(0, 10) : time);
  return <span className="tabular whitespace-nowrap" title={`${from} … ${to}`}>{shown(from)} … {shown(to)}</span>;
}
