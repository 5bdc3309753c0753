import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ChartTable } from "@/lib/charts/chart-table";
import { formatCount, formatQuantity } from "@/lib/charts/format-quantity";

const ROWS_SHOWN = 500;

/** A chart's data as a table, the same figures that its CSV holds; long ones say where the rest is. */
export function ChartTableView({ table, label, height }: { table: ChartTable; label: string; height: number }) {
  return (
    <div className="flex flex-col" style={{ height }}>
      {table.capNote ? <p className="pb-1 text-xs text-muted">{table.capNote}</p> : null}
      <Table label={`${label}: table`} wrapperClassName="min-h-0 overflow-y-auto">
        <TableHead className="sticky top-0 bg-panel">
          <TableRow>
            {table.columns.map((column, position) => <TableHeader key={position} numeric={column.numeric}>{column.label}</TableHeader>)}
          </TableRow>
        </TableHead>
        <TableBody>
          {table.rows.slice(0, ROWS_SHOWN).map((row, position) => (
            <TableRow key={position}>
              {row.map((cell, column) => (
                <TableCell key={column} numeric={table.columns[column]?.numeric} className="h-7">
                  {typeof cell === "number" ? formatQuantity(cell) : (cell ?? "–")}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {table.rows.length > ROWS_SHOWN ? (
        <p className="py-2 text-xs text-muted">The first {ROWS_SHOWN} of {formatCount(table.rows.length)} rows; the CSV export has all of them.</p>
      ) : null}
    </div>
  );
}
