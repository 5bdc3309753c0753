import type { ColumnProfile } from "@/lib/schemas/column";
import { formatTime } from "./format-figures";
import { formatQuantity } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";

const isNumeric = ({ type }: ColumnProfile) => type === "integer" || type === "decimal";

function bound(value: string | number | undefined): string {
  if (value === undefined) return "–";
  return typeof value === "number" ? formatQuantity(value) : formatTime(value);
}

/** The sentence of a column's values: range, mean and median of numbers, span of times, the most frequent texts. */
export function ColumnFigures({ column, rowCount }: { column: ColumnProfile; rowCount: number }) {
  if (column.min === undefined && !column.topValues?.length) return <span className="text-muted">all missing</span>;
  if (isNumeric(column) && column.mean !== undefined) {
    return (
      <dl className="grid w-72 grid-cols-4 gap-x-3 text-right tabular">
        <Figure name="min" value={bound(column.min)} />
        <Figure name="mean" value={formatQuantity(column.mean)} />
        <Figure name="median" value={column.median === undefined ? "–" : formatQuantity(column.median)} />
        <Figure name="max" value={bound(column.max)} />
      </dl>
    );
  }
  if (column.type === "date" || column.type === "timestamp") return <span className="tabular">{bound(column.min)} … {bound(column.max)}</span>;
  const present = Math.max(1, rowCount - column.missingCount);
  return (
    <ul className="flex max-w-72 flex-wrap gap-x-3">
      {(column.topValues ?? []).slice(0, 3).map(({ value, count }) => (
        <li key={value} className="flex max-w-full min-w-0 gap-1.5">
          <span className="truncate" title={value}>{value === "" ? "(empty)" : value}</span>
          <span className="shrink-0 text-muted tabular">{formatShare(count / present)}</span>
        </li>
      ))}
    </ul>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-muted">{name}</dt>
      <dd className="truncate" title={value}>{value}</dd>
    </div>
  );
}
