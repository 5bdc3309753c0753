import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnType } from "../schemas/column";
import { rowsOn } from "./query";
import { parquetTable } from "./quote-sql";

export interface StoredColumn {
  name: string;
  type: ColumnType;
}

const typeByDuckDbType: Record<string, ColumnType> = {
  BIGINT: "integer", INTEGER: "integer", SMALLINT: "integer", TINYINT: "integer",
  UINTEGER: "integer", USMALLINT: "integer", UTINYINT: "integer",
  DOUBLE: "decimal", FLOAT: "decimal",
  BOOLEAN: "boolean", DATE: "date",
  TIMESTAMP: "timestamp", "TIMESTAMP WITH TIME ZONE": "timestamp",
};

/** The product's type for a DuckDB type name; what has no counterpart is text. */
function columnTypeOf(duckDbType: string): ColumnType {
  return typeByDuckDbType[duckDbType] ?? "text";
}

/** Columns of a stored Parquet file in order, without `row_id`. */
export async function describeParquet(connection: DuckDBConnection, path: string): Promise<StoredColumn[]> {
  const rows = await rowsOn(connection, `DESCRIBE SELECT * FROM ${parquetTable(path)}`);
  return rows
    .map((row) => ({ name: String(row.column_name), type: columnTypeOf(String(row.column_type)) }))
    .filter((column) => column.name !== "row_id");
}
