"use client";

import { Select } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { TablePreview } from "@/lib/preview/table-preview";
import { columnRoleSchema, columnTypeSchema, type ColumnRole, type ColumnType } from "@/lib/schemas/column";
import type { ReadOptions } from "@/lib/schemas/dataset";
import { roleHints, roleLabels, typeLabels } from "./read-as-choices";

interface ColumnSelectProps<Value extends string> {
  column: string;
  value: Value;
  onChange: (value: Value) => void;
  disabled?: boolean;
}

export function TypeSelect({ column, value, onChange, disabled }: ColumnSelectProps<ColumnType>) {
  return (
    <Select aria-label={`Type of ${column}`} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value as ColumnType)} className="w-26">
      {columnTypeSchema.options.map((type) => <option key={type} value={type}>{typeLabels[type]}</option>)}
    </Select>
  );
}

export function RoleSelect({ column, value, onChange, disabled }: ColumnSelectProps<ColumnRole>) {
  return (
    <Select aria-label={`Role of ${column}`} value={value} disabled={disabled} title={roleHints[value]} onChange={(event) => onChange(event.target.value as ColumnRole)} className="w-26">
      {columnRoleSchema.options.map((role) => <option key={role} value={role}>{roleLabels[role]}</option>)}
    </Select>
  );
}

interface PreviewColumnsTableProps {
  table: TablePreview;
  options: ReadOptions;
  onType: (column: string, type: ColumnType) => void;
  onRole: (column: string, role: ColumnRole) => void;
}

/** The columns as guessed from the first rows; type and role can be said otherwise before anything is sent. */
export function PreviewColumnsTable({ table, options, onType, onRole }: PreviewColumnsTableProps) {
  return (
    <Table label="Columns" wrapperClassName="max-h-[27rem] overflow-y-auto lg:max-h-none lg:min-h-[27rem] lg:grow lg:basis-0">
      <TableHead className="sticky top-0 z-10 bg-panel">
        <TableRow>
          <TableHeader>Name</TableHeader>
          <TableHeader>Type</TableHeader>
          <TableHeader>Role</TableHeader>
          <TableHeader>Values</TableHeader>
          <TableHeader numeric>Missing</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {table.columns.map((column) => (
          <TableRow key={column.name} className="last:border-0">
            <TableCell className="h-10.5 max-w-52 font-semibold"><span className="block truncate" title={column.name}>{column.name}</span></TableCell>
            <TableCell><TypeSelect column={column.name} value={options.types?.[column.name] ?? column.type} onChange={(type) => onType(column.name, type)} /></TableCell>
            <TableCell><RoleSelect column={column.name} value={options.roles?.[column.name] ?? column.role} onChange={(role) => onRole(column.name, role)} /></TableCell>
            <TableCell className="max-w-64 text-muted"><span className="block truncate">{column.examples.join(", ") || "nothing in the first rows"}</span></TableCell>
            <TableCell numeric className={column.missingCount > 0 ? undefined : "text-muted"}>{column.missingCount}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
