"use client";

import { useMemo } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { DatasetKind, ReadOptions } from "@/lib/schemas/dataset";
import { decimalLabels, delimiterLabels, encodingLabels, kindLabels, timezoneChoices, timezoneLabel } from "./read-as-choices";

/** What is in force where the user chose nothing: found in the file. */
export interface FoundReading {
  delimiter?: string;
  header?: boolean;
  encoding?: string;
  decimal?: string;
  timezone?: string;
}

interface ReadAsFieldsProps {
  options: ReadOptions;
  found: FoundReading;
  /** Only text files have a delimiter, an encoding and a decimal mark. */
  format: "csv" | "xlsx" | "parquet";
  onChange: (options: ReadOptions) => void;
  kind?: { value: DatasetKind; onChange: (kind: DatasetKind) => void };
  disabled?: boolean;
}

function entriesOf<Key extends string>(labels: Record<Key, string>): [Key, string][] {
  return Object.entries(labels) as [Key, string][];
}

/** How the file is to be read: every choice shows what was found, and anything else is the user's word. */
export function ReadAsFields({ options, found, format, onChange, kind, disabled }: ReadAsFieldsProps) {
  const zones = useMemo(() => timezoneChoices(), []);
  const choose = (change: Partial<ReadOptions>) => onChange({ ...options, ...change });
  const header = options.header ?? found.header;
  return (
    <fieldset disabled={disabled} className="grid grid-cols-2 gap-3">
      <legend className="sr-only">Read as</legend>
      {format === "csv" ? (
        <>
          <Field label="Delimiter">
            <Select value={options.delimiter ?? found.delimiter ?? ","} onChange={(event) => choose({ delimiter: event.target.value as ReadOptions["delimiter"] })}>
              {entriesOf(delimiterLabels).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
            </Select>
          </Field>
          <Field label="Decimal">
            <Select value={options.decimal ?? found.decimal ?? "."} onChange={(event) => choose({ decimal: event.target.value as ReadOptions["decimal"] })}>
              {entriesOf(decimalLabels).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
            </Select>
          </Field>
        </>
      ) : null}
      {format === "parquet" ? null : (
        <Field label="First row">
          <Select value={header === false ? "no" : "yes"} onChange={(event) => choose({ header: event.target.value === "yes" })}>
            <option value="yes">Names</option>
            <option value="no">Data</option>
          </Select>
        </Field>
      )}
      {format === "csv" ? (
        <Field label="Encoding">
          <Select value={options.encoding ?? found.encoding ?? "utf-8"} onChange={(event) => choose({ encoding: event.target.value as ReadOptions["encoding"] })}>
            {entriesOf(encodingLabels).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
          </Select>
        </Field>
      ) : null}
      <Field label="Times without a zone are in" className="col-span-2">
        <Select value={options.timezone ?? found.timezone ?? "UTC"} onChange={(event) => choose({ timezone: event.target.value })}>
          {zones.map((zone) => <option key={zone} value={zone}>{timezoneLabel(zone)}</option>)}
        </Select>
      </Field>
      {kind ? (
        <Field label="This dataset is" className="col-span-2" hint={kindLabels[kind.value].hint}>
          <Select value={kind.value} onChange={(event) => kind.onChange(event.target.value as DatasetKind)}>
            {(Object.keys(kindLabels) as DatasetKind[]).map((value) => <option key={value} value={value}>{kindLabels[value].label}</option>)}
          </Select>
        </Field>
      ) : null}
    </fieldset>
  );
}
