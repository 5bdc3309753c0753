"use client";

import { Plus, X } from "lucide-react";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import type { ColumnProfile, ColumnType } from "@/lib/schemas/column";
import type { RowFilter } from "@/lib/schemas/dataset";
import { needsValue, operatorWords } from "./filter-words";

type Operator = RowFilter["operator"];

function operatorsFor(type: ColumnType): Operator[] {
  if (type === "text") return ["contains", "equals", "not-equals", "missing", "present"];
  if (type === "boolean") return ["equals", "missing", "present"];
  return ["equals", "not-equals", "less", "greater", "missing", "present"];
}

interface RowFiltersProps {
  columns: ColumnProfile[];
  filters: RowFilter[];
  onChange: (filters: RowFilter[]) => void;
}

/** The filters in force as words, each with a way to take it off, and one more to add. */
export function RowFilters({ columns, filters, onChange }: RowFiltersProps) {
  return (
    <ul aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-2">
      {filters.map((filter, position) => (
        <li key={position} className="flex h-7 max-w-full min-w-0 items-center gap-1 rounded-control border border-line pl-2.5 text-xs">
          <span className="min-w-0 truncate">
            <bdi className="font-semibold">{filter.column}</bdi> {operatorWords[filter.operator]} {needsValue(filter.operator) ? <bdi className="font-semibold">{filter.value}</bdi> : null}
          </span>
          <Button variant="ghost" size="icon-sm" className="size-6" aria-label={`Remove the filter on ${filter.column}`} onClick={() => onChange(filters.filter((_, other) => other !== position))}><X aria-hidden /></Button>
        </li>
      ))}
      <li><AddFilter columns={columns} onAdd={(filter) => onChange([...filters, filter])} /></li>
    </ul>
  );
}

function AddFilter({ columns, onAdd }: { columns: ColumnProfile[]; onAdd: (filter: RowFilter) => void }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(columns[0]?.name ?? "");
  const column = columns.find((each) => each.name === name) ?? columns[0];
  const choices = operatorsFor(column?.type ?? "text");
  const [chosen, setOperator] = useState<Operator>();
  const operator = chosen && choices.includes(chosen) ? chosen : (choices[0] ?? "equals");
  const [value, setValue] = useState("");
  const complete = !needsValue(operator) || value !== "";

  function add(event: FormEvent) {
    event.preventDefault();
    if (!column || !complete) return;
    onAdd({ column: column.name, operator, ...(needsValue(operator) && { value }) });
    setOpen(false);
    setValue("");
  }

  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild><Button size="sm"><Plus aria-hidden />Filter</Button></PopoverTrigger>
      <PopoverContent align="start" className="w-64">
        <form onSubmit={add} className="flex flex-col gap-3">
          <Field label="Column">
            <Select value={name} onChange={(event) => setName(event.target.value)}>
              {columns.map((each) => <option key={each.name} value={each.name}>{each.name}</option>)}
            </Select>
          </Field>
          <Field label="Condition">
            <Select value={operator} onChange={(event) => setOperator(event.target.value as Operator)}>
              {choices.map((each) => <option key={each} value={each}>{operatorWords[each]}</option>)}
            </Select>
          </Field>
          {needsValue(operator) ? <Field label="Value"><ValueInput type={column?.type ?? "text"} value={value} onChange={setValue} /></Field> : null}
          <Button type="submit" variant="primary" disabled={!complete}>Add filter</Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}

function ValueInput({ type, value, onChange }: { type: ColumnType; value: string; onChange: (value: string) => void }) {
  if (type === "boolean") {
    return (
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">Choose</option>
        <option value="true">yes</option>
        <option value="false">no</option>
      </Select>
    );
  }
  const inputType = type === "date" ? "date" : type === "timestamp" ? "datetime-local" : "text";
  return <Input type={inputType} step={1} inputMode={type === "integer" || type === "decimal" ? "decimal" : undefined} value={value} maxLength={1000} onChange={(event) => onChange(event.target.value)} />;
}
