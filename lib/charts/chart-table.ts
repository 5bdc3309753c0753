/** A chart's data as a table: what its table view shows and its CSV holds. */
export interface ChartTable {
  columns: { label: string; numeric?: boolean }[];
  /** Cells in column order; numbers unrounded, null for missing. */
  rows: (string | number | null)[][];
  /** Said above the table and in the chart: "top 10 of 214". */
  capNote?: string;
}

/**
 * RFC 4180 text of a table, with a header line. Text that a spreadsheet would run as a formula gets a leading apostrophe;
 * numbers stay as they are.
 */
export function chartTableCsv(table: ChartTable): string {
  const lines = [table.columns.map((column) => textCell(column.label)), ...table.rows.map((row) => row.map(cell))];
  return lines.map((line) => line.join(",")).join("\r\n") + "\r\n";
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  return typeof value === "number" ? String(value) : textCell(value);
}

function textCell(text: string): string {
  const safe = /^[=+\-@\t\n\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
