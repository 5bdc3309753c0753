import { csvLine, type CsvCell } from "../warehouse/csv-line";

export type { CsvCell };

/** Rows as CSV: see `csvLine`. */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map(csvLine).join("");
}
