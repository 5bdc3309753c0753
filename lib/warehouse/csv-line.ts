import { disarm } from "./export-select";

export type CsvCell = string | number | boolean | null | undefined;

/**
 * One line of CSV (RFC 4180, with its CRLF), safe to open in a spreadsheet: a text that it would run gets an apostrophe
 * first. Numbers stay as they are; a missing cell, and a number that is not finite, is empty.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const text = typeof cell === "boolean" ? String(cell) : disarm(cell);
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
