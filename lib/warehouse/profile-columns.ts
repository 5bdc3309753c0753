import type { ColumnProfile, ColumnRole } from "../schemas/column";
import { describeParquet } from "./describe-parquet";
import { guessRole } from "./guess-role";
import { withConnection } from "./instance";
import { rowsOn } from "./query";
import { parquetTable, quoteIdentifier } from "./quote-sql";

/** Thin first version: counts, range and moments. */
export async function profileColumns(parquetPath: string, overrides: { roles?: Record<string, ColumnRole>; signal?: AbortSignal } = {}): Promise<ColumnProfile[]> {
  return withConnection(async (connection) => {
    const columns = await describeParquet(connection, parquetPath);
    const parts = columns.flatMap((column, j) => {
      const name = quoteIdentifier(column.name);
      const common = [`count(${name}) AS n${j}`, `count(DISTINCT ${name}) AS d${j}`, `min(${name}) AS lo${j}`, `max(${name}) AS hi${j}`];
      if (column.type !== "integer" && column.type !== "decimal") return common;
      return [...common, `avg(${name}) AS m${j}`, `median(${name}) AS q${j}`, `stddev_samp(${name}) AS s${j}`, `skewness(${name}) AS k${j}`];
    });
    const [row = {}] = await rowsOn(connection, `SELECT count(*) AS n, ${parts.join(", ")} FROM ${parquetTable(parquetPath)}`);
    const rowCount = Number(row.n ?? 0);
    return columns.map((column, j) => {
      const missingCount = rowCount - Number(row[`n${j}`] ?? 0);
      const distinctCount = Number(row[`d${j}`] ?? 0);
      const guess = guessRole({ ...column, missingCount, distinctCount }, rowCount);
      const chosen = overrides.roles?.[column.name];
      const number = (key: string) => (typeof row[key] === "number" ? row[key] : undefined);
      const edge = (key: string) => (typeof row[key] === "number" || typeof row[key] === "string" ? row[key] : undefined);
      return {
        name: column.name, type: column.type, role: chosen ?? guess.role, ...(chosen ? {} : { roleReason: guess.reason }),
        missingCount, distinctCount, min: edge(`lo${j}`), max: edge(`hi${j}`),
        mean: number(`m${j}`), median: number(`q${j}`), standardDeviation: number(`s${j}`), skewness: number(`k${j}`),
      } satisfies ColumnProfile;
    });
  });
}
