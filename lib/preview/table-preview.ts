import type { ColumnRole, ColumnType } from "../schemas/column";
import type { DatasetKind } from "../schemas/dataset";
import { guessKind, guessRole } from "./guess-role";
import { guessColumnType, isMissing, type DecimalMark } from "./guess-type";

/** One column as the sample shows it; every figure is about the sample, not the file. */
export interface PreviewColumn {
  name: string;
  type: ColumnType;
  role: ColumnRole;
  missingCount: number;
  distinctCount: number;
  /** Up to three different values, as written. */
  examples: string[];
}

export interface TablePreview {
  columns: PreviewColumn[];
  /** The first rows as written; short rows are filled with empty cells. */
  rows: string[][];
  /** Rows of the sample that the guesses rest on. */
  sampledRows: number;
  kind: DatasetKind;
}

const shownRows = 20;

/** Names for the header's cells: an empty one is called by its place, a repeated one gets a number. */
export function nameColumns(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, position) => {
    const base = cell.trim() || `column${position}`;
    let name = base;
    for (let n = 1; taken.has(name); n++) name = `${base}_${n}`;
    taken.add(name);
    return name;
  });
}

/** A first row of texts, none empty at its end, that doesn't read like the data below it. */
export function looksLikeHeader(records: readonly (readonly string[])[], decimal: DecimalMark): boolean {
  const [first, ...rest] = records;
  if (!first || first.every((cell) => cell.trim() === "")) return false;
  const types = first.map((cell) => (isMissing(cell) ? undefined : guessColumnType([cell], decimal)));
  if (types.some((type) => type !== undefined && type !== "text" && type !== "boolean")) return false;
  if (rest.length === 0) return first.length > 1;
  return first.some((cell, j) => {
    const below = rest.map((record) => record[j] ?? "");
    return guessColumnType(below, decimal) !== "text" || !below.includes(cell);
  });
}

function describeColumn(name: string, cells: string[], decimal: DecimalMark): PreviewColumn {
  const present = cells.filter((cell) => !isMissing(cell));
  const distinct = new Set(present);
  const type = guessColumnType(present, decimal);
  const role = guessRole({ name, type, presentCount: present.length, distinctCount: distinct.size });
  return {
    name,
    type,
    role,
    missingCount: cells.length - present.length,
    distinctCount: distinct.size,
    examples: [...distinct].slice(0, 3),
  };
}

/** Guesses names, types and roles from raw records, the header being the first of them when there is one. */
export function describeTable(records: readonly (readonly string[])[], options: { header: boolean; decimal: DecimalMark }): TablePreview {
  const body = options.header ? records.slice(1) : records;
  const width = records[0]?.length ?? 0;
  const names = nameColumns(options.header ? (records[0] ?? []) : Array.from({ length: width }, () => ""));
  const columns = names.map((name, j) => describeColumn(name, body.map((record) => record[j] ?? ""), options.decimal));
  const rows = body.slice(0, shownRows).map((record) => names.map((_, j) => record[j] ?? ""));
  return { columns, rows, sampledRows: body.length, kind: guessKind(columns) };
}
