import { rename, rm } from "node:fs/promises";
import { withConnection } from "./instance";
import { warehouseError } from "./query";
import { parquetTable, quoteLiteral } from "./quote-sql";

/**
 * Writes some rows from all over a dataset to a Parquet file of its own, in their order and without their numbers: chosen
 * by a hash of the row's number, so that it is always the same ones. The file appears under its name only when it is complete.
 */
export async function writeSample(rowsPath: string, file: string, rows: number): Promise<void> {
  const table = parquetTable(rowsPath);
  const partial = `${file}.partial`;
  try {
    await withConnection((connection) =>
      connection.run(
        `COPY (SELECT * EXCLUDE (row_id) FROM ${table} WHERE row_id IN (SELECT row_id FROM ${table} ORDER BY hash(row_id), row_id LIMIT ${Math.round(rows)}) ORDER BY row_id)
         TO ${quoteLiteral(partial)} (FORMAT parquet, COMPRESSION snappy)`,
      ),
    );
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw warehouseError(error);
  }
}
