import type { ColumnType } from "../schemas/column";
import { missingTokens } from "./classify-value";
import { quoteLiteral } from "./quote-sql";

/** How the texts of one column become values. */
export interface CastPlan {
  type: ColumnType;
  /** Chosen by the user: never given up, and read a little more generously (00123 is 123). */
  forced: boolean;
  /** Numbers: the decimal mark. */
  decimal: "." | ",";
  /** Numbers: thousands separators occur. */
  grouped: boolean;
  /** Dates and times: formats for `strptime`; empty means ISO 8601. */
  formats: string[];
  /** Zone of times that name none. */
  timezone: string;
}

const missingPattern = quoteLiteral(missingTokens.map((token) => token.replaceAll(/[.?\\/]/gu, "\\$&")).join("|"));

/** A number written with `decimal` as text that DuckDB reads. */
function plainNumber(raw: string, plan: CastPlan): string {
  if (plan.decimal === ",") {
    const pattern = "'\\s*[+-]?((\\d{1,3}([.\\x{a0}\\x{202f} '']\\d{3})+|\\d+)(,\\d*)?|,\\d+)([eE][+-]?\\d+)?\\s*'";
    const undone = `replace(regexp_replace(trim(${raw}), '[.\\x{a0}\\x{202f} '']', '', 'g'), ',', '.')`;
    return `CASE WHEN regexp_full_match(${raw}, ${pattern}) THEN ${undone} END`;
  }
  if (!plan.grouped) return raw;
  return `CASE WHEN regexp_full_match(${raw}, '\\s*[+-]?(\\d{1,3}(,\\d{3})+|\\d+)(\\.\\d*)?\\s*') THEN replace(${raw}, ',', '') END`;
}

function integerCast(raw: string, plan: CastPlan): string {
  const text = plan.decimal === "," || plan.grouped ? plainNumber(raw, plan) : raw;
  const digits = plan.forced ? "\\d+(\\.0*)?" : "(0|[1-9]\\d*)(\\.0+)?";
  return `CASE WHEN regexp_full_match(${text}, '\\s*[+-]?${digits}\\s*') THEN try_cast(${text} AS BIGINT) END`;
}

/** Infinity and NaN are no numbers that anything could be computed with. */
function decimalCast(raw: string, plan: CastPlan): string {
  const value = `try_cast(${plainNumber(raw, plan)} AS DOUBLE)`;
  return `CASE WHEN isfinite(${value}) THEN ${value} END`;
}

function booleanCast(raw: string): string {
  return `CASE lower(trim(${raw})) WHEN 'true' THEN true WHEN 'yes' THEN true WHEN 't' THEN true WHEN 'y' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN 'no' THEN false WHEN 'f' THEN false WHEN 'n' THEN false WHEN '0' THEN false END`;
}

function formatList(formats: readonly string[]): string {
  return `[${formats.map(quoteLiteral).join(", ")}]`;
}

const isoDatePattern = "'\\s*\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}\\s*'";
const isoTimePattern = "'\\s*\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}([T ]\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?\\s*(Z|UTC|GMT|[+-]\\d{2}(:?\\d{2})?)?)?\\s*'";

function dateCast(raw: string, plan: CastPlan): string {
  if (plan.formats.length > 0) return `try_strptime(trim(${raw}), ${formatList(plan.formats)})::DATE`;
  // The usual ten characters are read without a pattern, which would take longer than the reading itself.
  const iso = `CASE WHEN length(${raw}) = 10 AND NOT contains(${raw}, ' ') THEN try_cast(${raw} AS DATE) WHEN regexp_full_match(${raw}, ${isoDatePattern}) THEN try_cast(${raw} AS DATE) END`;
  // A date that the user asked for may come with a time of day, which is dropped.
  return plan.forced ? `coalesce(${iso}, CASE WHEN regexp_full_match(${raw}, ${isoTimePattern}) THEN try_cast(left(trim(${raw}), 10) AS DATE) END)` : iso;
}

/** What DuckDB does not read as it stands: a zone after minutes, a space before a zone, a comma before the fraction. */
function repairedTime(raw: string): string {
  const compact = `regexp_replace(replace(trim(${raw}), ',', '.'), '\\s*(UTC|GMT)$', 'Z')`;
  const joined = `regexp_replace(${compact}, '\\s+([+-]\\d{2}(:?\\d{2})?|Z)$', '\\1')`;
  return `regexp_replace(${joined}, '([T ]\\d{1,2}:\\d{2})(Z|[+-]\\d{2}(:?\\d{2})?)$', '\\1:00\\2')`;
}

function timestampCast(raw: string, plan: CastPlan): string {
  const zone = quoteLiteral(plan.timezone);
  if (plan.formats.length > 0) return `try_strptime(trim(${raw}), ${formatList(plan.formats)}) AT TIME ZONE ${zone}`;
  const instant = `coalesce(try_cast(${raw} AS TIMESTAMPTZ), try_cast(${repairedTime(raw)} AS TIMESTAMPTZ))`;
  const isIso = `regexp_full_match(${raw}, ${isoTimePattern})`;
  // Words such as infinity sort above the digits.
  if (plan.timezone === "UTC") {
    // The usual nineteen characters end at the seconds and can name no zone: read without the calendar, in a third of the time.
    return `CASE WHEN ${raw} LIKE '____-__-__ __:__:__' THEN make_timestamptz(epoch_us(try_cast(${raw} AS TIMESTAMP))) WHEN ${raw} < ':' THEN ${instant} END`;
  }
  const hasZone = `regexp_matches(${raw}, ':\\d{2}([.,]\\d+)?\\s*(Z|UTC|GMT|[+-]\\d{2}(:?\\d{2})?)\\s*$')`;
  const naive = `coalesce(try_cast(${raw} AS TIMESTAMP), try_cast(replace(trim(${raw}), ',', '.') AS TIMESTAMP))`;
  return `CASE WHEN NOT ${isIso} THEN NULL WHEN ${hasZone} THEN ${instant} ELSE ${naive} AT TIME ZONE ${zone} END`;
}

/** SQL that makes the column's value of the text expression `raw`; NULL where the text is no such value. */
export function castSql(raw: string, plan: CastPlan): string {
  switch (plan.type) {
    case "integer":
      return integerCast(raw, plan);
    case "decimal":
      return decimalCast(raw, plan);
    case "boolean":
      return booleanCast(raw);
    case "date":
      return dateCast(raw, plan);
    case "timestamp":
      return timestampCast(raw, plan);
    default:
      return raw;
  }
}

/**
 * SQL that is true where `raw` holds something that `cast` could not make a value of. Text columns never fail.
 * A pattern and not `IN (…)`: DuckDB turns long lists into a join, which is slower and loses the order of the rows.
 */
export function failedSql(raw: string, cast: string): string {
  return `${cast} IS NULL AND ${raw} IS NOT NULL AND NOT regexp_full_match(lower(trim(${raw})), ${missingPattern})`;
}
