import path from "node:path";
import { AppError } from "../errors";
import type { ColumnType } from "../schemas/column";
import type { CastPlan } from "./cast-plan";
import { uniqueNames } from "./column-names";
import { rowsOn } from "./query";
import { parquetTable, quoteIdentifier, quoteLiteral } from "./quote-sql";
import type { ReadContext, ReadTable } from "./read-text-table";
import { stageTable } from "./stage-table";

interface SourceColumn {
  sql: string;
  duckDbType: string;
}

function textOf(column: SourceColumn): string {
  if (/\[\]$|^(STRUCT|MAP|LIST|UNION)/u.test(column.duckDbType)) return `to_json(${column.sql})::VARCHAR`;
  return `${column.sql}::VARCHAR`;
}

/** The product's type for a Parquet column and SQL of its value in it. */
function valueOf(column: SourceColumn, timezone: string): { type: ColumnType; value: string } {
  const { duckDbType, sql } = column;
  if (/^U?(TINYINT|SMALLINT|INTEGER)$|^BIGINT$/u.test(duckDbType)) return { type: "integer", value: `${sql}::BIGINT` };
  if (/^(DOUBLE|FLOAT|DECIMAL)/u.test(duckDbType)) return { type: "decimal", value: `CASE WHEN isfinite(${sql}::DOUBLE) THEN ${sql}::DOUBLE END` };
  if (duckDbType === "BOOLEAN") return { type: "boolean", value: sql };
  if (duckDbType === "DATE") return { type: "date", value: sql };
  if (duckDbType === "TIMESTAMP WITH TIME ZONE") return { type: "timestamp", value: sql };
  if (/^TIMESTAMP/u.test(duckDbType)) return { type: "timestamp", value: `${sql}::TIMESTAMP AT TIME ZONE ${quoteLiteral(timezone)}` };
  return { type: "text", value: `nullif(${textOf(column)}, '')` };
}

/**
 * Reads a Parquet file into the staging file. Whole numbers, numbers, truth values, dates and times keep their kind
 * (times without a zone are taken in `options.timezone`, else UTC; infinite numbers are missing); lists, structures and
 * everything else become text. A type that the user chose is applied to the value's text.
 * @throws AppError `dataset_unreadable` when it is damaged or has one column.
 */
export async function readParquetTable(sourcePath: string, context: ReadContext): Promise<ReadTable> {
  const { connection, options } = context;
  const table = parquetTable(sourcePath);
  const described = await rowsOn(connection, `DESCRIBE SELECT * FROM ${table}`).catch((error: unknown) => {
    throw new AppError("dataset_unreadable", "The Parquet file is damaged: its description can't be read. Export it again and upload that.", { cause: error });
  });
  if (described.length < 2) throw new AppError("dataset_unreadable", "The Parquet file has only one column. A table needs at least two.");
  const timezone = options.timezone ?? "UTC";
  const columns = described.map((row): SourceColumn => ({ sql: quoteIdentifier(String(row.column_name)), duckDbType: String(row.column_type) }));
  const names = uniqueNames(described.map((row) => String(row.column_name)));
  const values: (string | undefined)[] = [];
  const plans = columns.map((column, j): CastPlan => {
    const own = valueOf(column, timezone);
    const chosen = options.types?.[names[j] ?? ""];
    values.push(chosen === undefined || chosen === own.type ? own.value : undefined);
    return { type: chosen ?? own.type, forced: chosen !== undefined, decimal: ".", grouped: false, formats: [], timezone };
  });
  const source = { table, texts: columns.map(textOf), values };
  const staged = await stageTable(connection, source, plans, path.join(context.tempFolder, "staged.parquet"), context).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    throw new AppError("dataset_unreadable", "The Parquet file is damaged: its rows can't be read. Export it again and upload that.", { cause: error });
  });
  return { staged, plans, names, hasRecords: false, records: staged.rows, structuralRejected: 0, dialect: undefined, decimal: "." };
}
