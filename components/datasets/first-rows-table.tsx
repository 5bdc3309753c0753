import { cn } from "@/components/ui/class-names";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ColumnType } from "@/lib/schemas/column";

interface FirstRowsTableProps {
  columns: { name: string; type: ColumnType }[];
  rows: (string | null)[][];
  label: string;
}

const isNumber = (type: ColumnType) => type === "integer" || type === "decimal";

/** The first rows with every cell as written; a missing one is a dash. */
export function FirstRowsTable({ columns, rows, label }: FirstRowsTableProps) {
  return (
    <Table label={label} className="w-auto min-w-full">
      <TableHead>
        <TableRow>
          {columns.map((column) => (
            <TableHeader key={column.name} numeric={isNumber(column.type)}>
              <span className="inline-block max-w-64 truncate align-bottom" title={column.name}>{column.name}</span>
            </TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((cells, i) => (
          <TableRow key={i} className="last:border-0">
            {columns.map((column, j) => (
              <TableCell key={column.name} numeric={isNumber(column.type)} className="h-8 whitespace-nowrap">
                <CellText cell={cells[j] ?? null} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function CellText({ cell, className }: { cell: string | null; className?: string }) {
  if (cell === null || cell === "") return <span className={cn("text-muted", className)} aria-label="missing">–</span>;
  return <span title={cell.length > 40 ? cell : undefined} className={cn("inline-block max-w-80 truncate align-bottom", className)}>{cell}</span>;
}
