import type { ColumnRole, ColumnType } from "../schemas/column";
import type { DatasetKind } from "../schemas/dataset";
import { uniqueNames } from "../warehouse/column-names";
import { guessKind } from "../warehouse/guess-kind";
import { guessRoles, type ColumnFacts } from "../warehouse/guess-roles";
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

/** The least and most of some cells, as the rules of the roles ask for them: whole numbers as numbers, all else as text. */
function rangeOf(cells: readonly string[], type: ColumnType): Pick<ColumnFacts, "min" | "max"> {
  const numbers = type === "integer" ? cells.map(Number) : [];
  const isLess = (a: number, b: number) => (type === "integer" ? (numbers[a] ?? 0) < (numbers[b] ?? 0) : (cells[a] ?? "") < (cells[b] ?? ""));
  let [least, most] = [0, 0];
  for (const at of cells.keys()) {
    if (isLess(at, least)) least = at;
    if (isLess(most, at)) most = at;
  }
  return { min: numbers[least] ?? cells[least], max: numbers[most] ?? cells[most] };
}

function describeColumn(name: string, cells: string[], decimal: DecimalMark): Omit<PreviewColumn, "role"> & Pick<ColumnFacts, "min" | "max"> {
  const present = cells.filter((cell) => !isMissing(cell));
  const distinct = new Set(present);
  const type = guessColumnType(present, decimal);
  return {
    name,
    type,
    missingCount: cells.length - present.length,
    distinctCount: distinct.size,
    examples: [...distinct].slice(0, 3),
    ...rangeOf(present, type),
  };
}

/**
 * Guesses names, types and roles from raw records, the header being the first of them when there is one. Roles and kind
 * by the server's own rules: what the first rows look like is what the whole file will, unless later rows say otherwise.
 */
export function describeTable(records: readonly (readonly string[])[], options: { header: boolean; decimal: DecimalMark }): TablePreview {
  const body = options.header ? records.slice(1) : records;
  const width = commonWidth(body.length > 0 ? body.slice(0, 200) : records);
  const names = uniqueNames(fitHeader(options.header ? (records[0] ?? []) : [], width));
  const described = names.map((name, j) => describeColumn(name, body.map((record) => record[j] ?? ""), options.decimal));
  const roles = guessRoles(described, body.length);
  const columns = described.map(({ min: _, max: __, ...column }, j): PreviewColumn => ({ ...column, role: roles[j]?.role ?? "ignore" }));
  const rows = body.slice(0, shownRows).map((record) => names.map((_, j) => record[j] ?? ""));
  return { columns, rows, sampledRows: body.length, kind: guessKind(columns, body.length) };
}
