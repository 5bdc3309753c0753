import { disarm } from "../warehouse/export-select";

export type CsvCell = string | number | boolean | null | undefined;

/**
 * Rows as CSV (RFC 4180, CRLF), safe to open in a spreadsheet: a text that it would run gets an apostrophe first.
 * Numbers stay as they are; a missing cell is empty.
 */
export function csvText(rows: CsvCell[][]): string {
  return rows.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const text = typeof cell === "boolean" ? String(cell) : disarm(cell);
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
