"use client";

import { useDeferredValue, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { Table, TableBody, TableCell, TableEmpty, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ColumnProfile, ColumnType } from "@/lib/schemas/column";
import type { Dataset } from "@/lib/schemas/dataset";
import { ColumnFigures } from "./column-figures";
import { formatCounted } from "./format-figures";
import { formatCount } from "@/lib/charts/format-quantity";
import { MiniHistogram } from "./mini-histogram";
import { RoleSelect, TypeSelect } from "./preview-columns-table";
import { roleLabels, typeLabels } from "./read-as-choices";
import { useDatasetChanges, versionInProgress } from "./use-dataset";

/** Above this many columns a search is worth its place. */
const searchFrom = 12;

/** Every column with type, role and figures. A role changes at once; changed types wait for one reading of the file. */
export function DatasetColumnsCard({ dataset, canWrite }: { dataset: Dataset; canWrite: boolean }) {
  const [types, setTypes] = useState<Record<string, ColumnType>>({});
  const [search, setSearch] = useState("");
  const { patch } = useDatasetChanges(dataset.id);
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const shown = wanted ? dataset.columns.filter((column) => column.name.toLowerCase().includes(wanted)) : dataset.columns;
  const changed = dataset.columns.filter((column) => types[column.name] !== undefined && types[column.name] !== column.type);
  const busy = patch.isPending || Boolean(versionInProgress(dataset));

  function readAgain() {
    const columns = changed.map(({ name }) => ({ name, type: types[name] }));
    patch.mutate({ columns }, { onSuccess: () => setTypes({}) });
  }

  return (
    <Card>
      <CardHeader
        title="Columns"
        definition={canWrite ? "what each means to the charts; all guesses can be changed" : "what each means to the charts"}
        actions={dataset.columns.length > searchFrom ? <Input type="search" aria-label="Find a column" placeholder={`Find among ${formatCount(dataset.columns.length)}`} value={search} onChange={(event) => setSearch(event.target.value)} className="w-52" /> : undefined}
      />
      {changed.length > 0 ? (
        <Alert
          tone="warning"
          className="mb-3"
          title={`${formatCounted(changed.length, "type")} changed`}
          action={
            <div className="flex shrink-0 gap-2">
              <Button size="sm" onClick={() => setTypes({})}>Undo</Button>
              <Button size="sm" variant="primary" loading={patch.isPending} disabled={busy} onClick={readAgain}>Read again</Button>
            </div>
          }
        >
          The file is read again as version {nextNumber(dataset)}; cells that don’t fit become rejected rows. Version {dataset.version} stays.
        </Alert>
      ) : null}
      <Table label="Columns" wrapperClassName="max-h-[40rem] overflow-y-auto print:max-h-none" className="[&_td]:px-1.5 [&_th]:px-1.5">
        <TableHead className="sticky top-0 z-10 bg-panel">
          <TableRow>
            <TableHeader>Name</TableHeader>
            <TableHeader>Type</TableHeader>
            <TableHeader>Role</TableHeader>
            <TableHeader>Spread</TableHeader>
            <TableHeader numeric>Min</TableHeader>
            <TableHeader numeric>Mean</TableHeader>
            <TableHeader numeric>Median</TableHeader>
            <TableHeader numeric>Max</TableHeader>
            <TableHeader numeric>Distinct</TableHeader>
            <TableHeader numeric>Missing</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.length === 0 ? <TableEmpty columns={10}>No column’s name contains “{search}”.</TableEmpty> : null}
          {shown.map((column) => (
            <ColumnRow
              key={column.name}
              column={column}
              rowCount={dataset.rowCount}
              canWrite={canWrite}
              type={types[column.name] ?? column.type}
              onType={(type) => setTypes((before) => ({ ...before, [column.name]: type }))}
              onRole={(role) => patch.mutate({ columns: [{ name: column.name, role }] })}
            />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function nextNumber(dataset: Dataset): number {
  return Math.max(...dataset.versions.map((version) => version.number)) + 1;
}

interface ColumnRowProps {
  column: ColumnProfile;
  rowCount: number;
  canWrite: boolean;
  type: ColumnType;
  onType: (type: ColumnType) => void;
  onRole: (role: ColumnProfile["role"]) => void;
}

function ColumnRow({ column, rowCount, canWrite, type, onType, onRole }: ColumnRowProps) {
  return (
    <TableRow className="last:border-0">
      <TableCell className="h-10.5 max-w-44 font-semibold"><span className="block truncate" title={column.name}>{column.name}</span></TableCell>
      <TableCell>{canWrite ? <TypeSelect column={column.name} value={type} onChange={onType} /> : typeLabels[column.type]}</TableCell>
      <TableCell title={column.roleReason}>{canWrite ? <RoleSelect column={column.name} value={column.role} onChange={onRole} /> : roleLabels[column.role]}</TableCell>
      <TableCell><MiniHistogram column={column} /></TableCell>
      <ColumnFigures column={column} rowCount={rowCount} />
      <TableCell numeric>{formatCount(column.distinctCount)}</TableCell>
      <TableCell numeric className={column.missingCount > 0 ? undefined : "text-muted"}>{formatCount(column.missingCount)}</TableCell>
    </TableRow>
  );
}
