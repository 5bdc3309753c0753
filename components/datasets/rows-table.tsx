"use client";

import { createColumnHelper, tableFeatures, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, useEffect, useMemo, useRef } from "react";
import { cn } from "@/components/ui/class-names";
import { formatCount } from "@/lib/charts/format-quantity";
import type { ColumnType } from "@/lib/schemas/column";
import type { RowsPage } from "@/lib/schemas/dataset";
import { cellText } from "./cell-text";

type Row = RowsPage["items"][number];
interface ShownColumn {
  name: string;
  type: ColumnType;
  widthPx: number;
}

const rowHeightPx = 32;
const features = tableFeatures({});
const helper = createColumnHelper<typeof features, Row>();
const isNumber = (type: ColumnType) => type === "integer" || type === "decimal";

/** Fixed widths, by name and the longest of the first cells: nothing shifts while rows come into view. */
function measureColumns(page: RowsPage): ShownColumn[] {
  return page.columns.map(({ name, type }, j) => {
    const longest = page.items.slice(0, 60).reduce((most, row) => Math.max(most, cellText(row.cells[j] ?? null, type)?.length ?? 1), 0);
    const widest = isNumber(type) ? 160 : 320;
    return { name, type, widthPx: Math.round(Math.min(widest, Math.max(72, longest * 7.4 + 24, Math.min(name.length, 24) * 6.8 + 40))) };
  });
}

interface RowsTableProps {
  page: RowsPage;
  /** The rows shown are those of the question before; the new ones are on their way. */
  stale: boolean;
  sort: string | null;
  direction: "asc" | "desc";
  onSort: (column: string) => void;
  label: string;
}

/** One page of rows; only those in view are drawn. A header sorts by its column. */
export function RowsTable({ page, stale, sort, direction, onSort, label }: RowsTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => measureColumns(page), [page]);
  const columns = useMemo(() => helper.columns(page.columns.map((column, j) => helper.accessor((row) => row.cells[j] ?? null, { id: String(j), header: column.name }))), [page.columns]);
  const table = useTable({ features, columns, data: page.items });
  const rows = table.getRowModel().rows;
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are called during this render only
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeightPx, overscan: 10 });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const widthPx = shown.reduce((sum, column) => sum + column.widthPx, 72);

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [page]);

  return (
    <div ref={scroller} role="region" aria-label={label} tabIndex={0} aria-busy={stale} className={cn("h-[min(36rem,70vh)] overflow-auto rounded-b-card transition-opacity focus-visible:-outline-offset-2 print:h-auto print:overflow-visible", stale && "opacity-60")}>
      <table aria-rowcount={page.total} className="table-fixed border-collapse text-sm" style={{ width: widthPx, minWidth: "100%" }}>
        <colgroup>
          <col style={{ width: 72 }} />
          {shown.map((column) => <col key={column.name} style={{ width: column.widthPx }} />)}
        </colgroup>
        <thead className="sticky top-0 z-10 bg-panel text-xs text-muted shadow-[inset_0_-1px_0_var(--line)]">
          <tr>
            <th scope="col" className="h-8 px-2 text-right font-normal" title="Position in the file; the first row is 1">Row</th>
            {shown.map((column) => <SortHeader key={column.name} column={column} direction={sort === column.name ? direction : undefined} onSort={onSort} />)}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? <tr aria-hidden style={{ height: before }} /> : null}
          {items.map((item) => {
            const row = rows[item.index];
            return row ? <RowCells key={row.original.rowId} row={row.original} columns={shown} index={item.index} /> : null;
          })}
          {after > 0 ? <tr aria-hidden style={{ height: after }} /> : null}
        </tbody>
      </table>
    </div>
  );
}

function SortHeader({ column, direction, onSort }: { column: ShownColumn; direction: "asc" | "desc" | undefined; onSort: (column: string) => void }) {
  const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={direction === undefined ? "none" : direction === "asc" ? "ascending" : "descending"} className="h-8 p-0 font-normal">
      <button type="button" onClick={() => onSort(column.name)} title={column.name} className={cn("flex h-8 w-full items-center gap-1 px-2 hover:text-ink focus-visible:-outline-offset-2", isNumber(column.type) && "flex-row-reverse", direction && "font-semibold text-ink")}>
        <span className="min-w-0 truncate">{column.name}</span>
        <Arrow aria-hidden className={cn("size-3 shrink-0", direction === undefined && "opacity-0")} />
      </button>
    </th>
  );
}

const RowCells = memo(function RowCells({ row, columns, index }: { row: Row; columns: ShownColumn[]; index: number }) {
  return (
    <tr aria-rowindex={index + 2} className="border-b border-line hover:bg-soft" style={{ height: rowHeightPx }}>
      <td className="px-2 text-right text-xs text-muted tabular">{formatCount(row.rowId + 1)}</td>
      {columns.map((column, j) => {
        const text = cellText(row.cells[j] ?? null, column.type);
        return (
          <td key={column.name} title={text && text.length > 30 ? text : undefined} className={cn("truncate px-2", isNumber(column.type) && "text-right tabular")}>
            {text === null || text === "" ? <span className="text-muted" aria-label="missing">–</span> : text}
          </td>
        );
      })}
    </tr>
  );
});
