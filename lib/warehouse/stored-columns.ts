import { describeParquet, type StoredColumn } from "./describe-parquet";
import { withConnection } from "./instance";

/** The data columns of a stored Parquet file, with their types. */
export async function storedColumns(parquetPath: string): Promise<StoredColumn[]> {
  return withConnection((connection) => describeParquet(connection, parquetPath));
}
