import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";

export type PlainValue = string | number | boolean | null | PlainValue[] | { [key: string]: PlainValue };

/** A whole number as a number, or as text where a number would lose digits (beyond ±(2^53 − 1)). */
export function plainInteger(value: bigint): number | string {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value.toString();
}

/** Microseconds since the epoch as ISO 8601 in UTC; years beyond JavaScript's range as DuckDB writes them. */
function isoInstant(micros: bigint, fallback: string): string {
  const milliseconds = Number(micros / 1000n);
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : fallback;
}

/** A DuckDB value as JSON would hold it: times ISO 8601 (UTC), dates YYYY-MM-DD, numbers that are not finite null. */
export function plainValue(value: DuckDBValue): PlainValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return plainInteger(value);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue) {
    return isoInstant(value.micros, value.toString());
  }
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBListValue) return value.items.map(plainValue);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, plainValue(entry)]));
  }
  if (value instanceof DuckDBMapValue) {
    return value.entries.map((entry) => ({ key: plainValue(entry.key), value: plainValue(entry.value) }));
  }
  return value.toString();
}
