import { rename, rm } from "node:fs/promises";
import { exportSelect, type ExportFormat, type ExportOptions } from "./export-select";
import { withConnection } from "./instance";
import { warehouseError } from "./query";
import { quoteLiteral } from "./quote-sql";

const copyOptions: Record<ExportFormat, string> = {
  csv: "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"'",
  json: "FORMAT json, ARRAY true",
  parquet: "FORMAT parquet, COMPRESSION snappy",
};

/**
 * Writes rows (with their segments, when `assignmentsPath` is given) to a local file, in the order of `row_id`.
 * CSV is UTF-8 and safe to open in a spreadsheet: text that starts with `=`, `+`, `-`, `@`, tab or carriage return gets
 * a leading apostrophe, numbers stay as they are. JSON is an array of objects. Times are ISO 8601 in UTC.
 * The file appears under its name only when it is complete.
 */
export async function exportFile(path: string, options: ExportOptions): Promise<void> {
  const partial = `${path}.partial`;
  try {
    await withConnection(async (connection) => {
      const select = await exportSelect(connection, options);
      await connection.run(`COPY (${select}) TO ${quoteLiteral(partial)} (${copyOptions[options.format]})`);
    });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw warehouseError(error);
  }
}
