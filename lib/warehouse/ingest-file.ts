import { rename, rm, stat } from "node:fs/promises";
import type { ColumnProfile } from "../schemas/column";
import { AppError } from "../errors";
import type { DatasetKind, Dialect, ReadOptions } from "../schemas/dataset";
import type { Progress } from "../schemas/paging";
import { columnTypeOf } from "./describe-parquet";
import { withConnection } from "./instance";
import { profileColumns } from "./profile-columns";
import { rowsOn } from "./query";
import { literalPath, parquetTable, quoteIdentifier, quoteLiteral } from "./quote-sql";

export interface IngestRequest {
  sourcePath: string;
  fileName: string;
  targetPath: string;
  rejectsPath: string;
  options: ReadOptions;
  tempFolder: string;
  rowIdOffset?: number;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

export interface IngestResult {
  rowCount: number;
  rejectedCount: number;
  columns: ColumnProfile[];
  dialect: Dialect;
  kind: DatasetKind;
  storedBytes: number;
}

const storedTypes = { integer: "BIGINT", decimal: "DOUBLE", text: "VARCHAR", boolean: "BOOLEAN", date: "DATE", timestamp: "TIMESTAMPTZ" };

/** Thin first version for ordinary CSV. */
export async function ingestFile(request: IngestRequest): Promise<IngestResult> {
  const { sourcePath, targetPath, rejectsPath, options } = request;
  request.onProgress?.({ stage: "Reading the file", ratio: 0 });
  const partial = `${targetPath}.partial`;
  try {
    const rowCount = await withConnection(async (connection) => {
      const compression = /\.gz$/iu.test(request.fileName) ? ", compression = 'gzip'" : "";
      const reader = `read_csv(${quoteLiteral(literalPath(sourcePath))}${compression})`;
      const described = await rowsOn(connection, `DESCRIBE SELECT * FROM ${reader}`);
      if (described.length < 2) throw new AppError("dataset_unreadable", "The file has only one column. Choose the right delimiter, or upload a file with at least two columns.");
      const selected = described.map((column) => {
        const name = String(column.column_name);
        const type = options.types?.[name] ?? columnTypeOf(String(column.column_type));
        return `${quoteIdentifier(name)}::${storedTypes[type]} AS ${quoteIdentifier(name)}`;
      });
      await connection.run(`COPY (SELECT row_number() OVER () - 1 + ${request.rowIdOffset ?? 0} AS row_id, ${selected.join(", ")} FROM ${reader}) TO ${quoteLiteral(partial)} (FORMAT parquet)`);
      await connection.run(`COPY (SELECT 0::BIGINT AS row_id, 0::BIGINT AS line, '' AS "column", '' AS value, '' AS reason WHERE false) TO ${quoteLiteral(rejectsPath)} (FORMAT parquet)`);
      const [counted] = await rowsOn(connection, `SELECT count(*) AS n FROM ${parquetTable(partial)}`);
      return Number(counted?.n ?? 0);
    });
    if (rowCount === 0) throw new AppError("dataset_empty", "The file has no rows.");
    request.onProgress?.({ stage: "Profiling columns", ratio: 0.7 });
    const columns = await profileColumns(partial, { roles: options.roles });
    await rename(partial, targetPath);
    const storedBytes = (await stat(targetPath)).size;
    request.onProgress?.({ stage: "Ready", ratio: 1 });
    return { rowCount, rejectedCount: 0, columns, dialect: { format: "csv", delimiter: options.delimiter ?? "," }, kind: "profiles", storedBytes };
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof AppError) throw error;
    throw new AppError("dataset_unreadable", "The file can't be read as a table.", { cause: error });
  }
}
