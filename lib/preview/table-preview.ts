import type { ColumnRole, ColumnType } from "../schemas/column";
import type { DatasetKind } from "../schemas/dataset";
import { guessKind, guessRole } from "./guess-role";
import { guessCellType, guessColumnType, isMissing, type DecimalMark } from "./guess-type";

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

/** Names for the header's cells as the server gives them: an empty one by its place, a repeated one numbered; `row_id` is ours. */
export function nameColumns(header: readonly string[]): string[] {
  const taken = new Set(["row_id"]);
  const reserved = new Set(header.map((cell) => cell.trim().toLowerCase()));
  return header.map((cell, j) => {
    const wanted = cell.trim() || `column_${j + 1}`;
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()) || (number > 2 && reserved.has(name.toLowerCase())); number++) name = `${wanted}_${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

const isYear = (cell: string) => /^(19|20)\d{2}$/.test(cell.trim());
const isValue = (cell: string, decimal: DecimalMark) => !["text", "boolean"].includes(guessCellType(cell, decimal));

/** How much one column speaks for (+) or against (−) the first record being its header. */
function headerVote(cell: string, below: readonly string[], decimal: DecimalMark): number {
  const present = below.filter((value) => !isMissing(value));
  const mostlyValues = present.filter((value) => isValue(value, decimal)).length * 2 > present.length;
  const firstIsValue = isValue(cell, decimal);
  if (present.length > 0 && mostlyValues) {
    if (!firstIsValue) return cell.trim() === "" ? 0 : 1;
    return isYear(cell) && !present.every(isYear) ? 0 : -1;
  }
  if (firstIsValue && !isYear(cell)) return -1;
  return cell.trim() !== "" && below.length > 1 && below.includes(cell) ? -0.5 : 0;
}

/** Whether the first record names the columns: the same vote as the server's, column by column. */
export function looksLikeHeader(records: readonly (readonly string[])[], decimal: DecimalMark): boolean {
  const [first, ...rest] = records;
  if (!first) return false;
  if (rest.length === 0) return first.every((cell) => !isValue(cell, decimal));
  const votes = first.map((cell, j) => headerVote(cell, rest.map((record) => record[j] ?? ""), decimal));
  const pro = votes.filter((vote) => vote > 0).length;
  const contra = -votes.filter((vote) => vote < 0).reduce((sum, vote) => sum + vote, 0);
  return pro > 0 ? pro >= contra : contra === 0;
}

/** The number of cells that most records have. */
function commonWidth(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0] ?? 0;
}

/** A header one cell short above full rows lacks the name of its first column (as R writes files). */
function fitHeader(header: readonly string[], width: number): string[] {
  if (header.length === width - 1) return ["", ...header];
  return Array.from({ length: Math.max(header.length, width) }, (_, j) => header[j] ?? "");
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
  const width = commonWidth(body.length > 0 ? body.slice(0, 200) : records);
  const names = nameColumns(fitHeader(options.header ? (records[0] ?? []) : [], width));
  const columns = names.map((name, j) => describeColumn(name, body.map((record) => record[j] ?? ""), options.decimal));
  const rows = body.slice(0, shownRows).map((record) => names.map((_, j) => record[j] ?? ""));
  return { columns, rows, sampledRows: body.length, kind: guessKind(columns) };
}
