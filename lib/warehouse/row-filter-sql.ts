import { AppError } from "../errors";
import type { RowFilter } from "../schemas/dataset";
import type { StoredColumn } from "./describe-parquet";
import type { Binding } from "./query";
import { quoteIdentifier } from "./quote-sql";

export interface WhereClause {
  sql: string;
  bindings: Binding[];
}

const castByType: Record<StoredColumn["type"], string> = {
  integer: "DOUBLE", decimal: "DOUBLE", boolean: "BOOLEAN", date: "DATE", timestamp: "TIMESTAMPTZ", text: "VARCHAR",
};

const comparisons = { equals: "=", less: "<", greater: ">" } as const;

function conditionOf(filter: RowFilter, column: StoredColumn): WhereClause {
  const name = quoteIdentifier(column.name);
  const value = filter.value ?? "";
  switch (filter.operator) {
    case "missing":
      return { sql: `${name} IS NULL`, bindings: [] };
    case "present":
      return { sql: `${name} IS NOT NULL`, bindings: [] };
    case "contains":
      return { sql: `contains(lower(${name}::VARCHAR), lower(?))`, bindings: [value] };
    case "not-equals":
      return { sql: `${name} IS DISTINCT FROM try_cast(? AS ${castByType[column.type]})`, bindings: [value] };
    default:
      return { sql: `${name} ${comparisons[filter.operator]} try_cast(? AS ${castByType[column.type]})`, bindings: [value] };
  }
}

/** Filters as one WHERE condition (all must hold) with its bound values; `TRUE` without filters. */
export function whereOf(filters: readonly RowFilter[], columns: readonly StoredColumn[]): WhereClause {
  const conditions = filters.map((filter) => {
    const column = columns.find((candidate) => candidate.name === filter.column);
    if (!column) throw new AppError("bad_request", `There is no column “${filter.column}” in this dataset.`);
    return conditionOf(filter, column);
  });
  if (conditions.length === 0) return { sql: "TRUE", bindings: [] };
  return { sql: conditions.map((condition) => condition.sql).join(" AND "), bindings: conditions.flatMap((condition) => condition.bindings) };
}
