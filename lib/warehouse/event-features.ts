import { z } from "zod";
import type { EventFeature } from "../schemas/event-features";
import { withConnection } from "./instance";
import type { EventIndex } from "./event-index";
import { sessionsSql } from "./event-sessions";
import { daySql, hourSql, localSlotSql, weekdaySql, type ZoneOffset } from "./local-time";
import { query, warehouseError } from "./query";
import { parquetTable, quoteIdentifier, quoteLiteral } from "./quote-sql";
import { cancelled, runTracked, type Tracking } from "./run-tracked";

export interface EventFeatureOptions {
  features: readonly EventFeature[];
  /** The categories that get a share column of their own. */
  categories: readonly string[];
  /** Days, hours and weekends are those of this zone. */
  offsets: ZoneOffset[];
  /** A pause of more than this ends a session. */
  sessionGapMinutes: number;
  /** The last day that counts, since 1970-01-01 in the zone; that of the data when absent. */
  asOfDay?: number;
  purchases?: PurchaseColumns;
}

/** Columns of the events' own rows that say what was paid and in which order. */
export interface PurchaseColumns {
  rowsPath: string;
  amount?: string;
  quantity?: string;
  basket?: string;
  positiveOnly: boolean;
}

/** So many of the most frequent categories get a share column, unless others are named. */
const usualCategories = 12;

/**
 * Writes one row per known user with what their events say about them; docs/event-features.md defines each column.
 * Rows are ordered by the user's key, so that the same events give the same file. Answers how many there are.
 * @throws AppError `job_cancelled` when the tracking's signal fires.
 */
export async function writeEventFeatures(index: EventIndex, options: EventFeatureOptions, target: string, tracking: Tracking = {}): Promise<number> {
  const sql = featuresSql(index, options);
  try {
    const written = await withConnection((connection) => runTracked(connection, `COPY (${sql}) TO ${quoteLiteral(target)} (FORMAT parquet)`, tracking));
    return written.rowsChanged;
  } catch (error) {
    if (tracking.signal?.aborted) throw cancelled();
    throw warehouseError(error);
  }
}

/** The most frequent categories of known users' events. Of names that differ in case only, the most frequent one: columns can't. */
export async function topCategories(index: EventIndex): Promise<string[]> {
  const rows = await query(
    `SELECT category FROM (SELECT cell, count(*) AS n FROM ${parquetTable(index.events)} WHERE cell >= 0 AND user >= 0 GROUP BY 1)
       JOIN (SELECT code, unnest(categories) AS category FROM ${parquetTable(index.cells)}) ON code = cell
     GROUP BY 1 QUALIFY row_number() OVER (PARTITION BY lower(category) ORDER BY sum(n) DESC, category) = 1 ORDER BY sum(n) DESC, 1 LIMIT ?`,
    [usualCategories],
    z.object({ category: z.string() }),
  );
  return rows.map(({ category }) => category);
}

/** The columns that a feature becomes. */
export function featureColumns(feature: EventFeature, categories: readonly string[]): string[] {
  return columnsOf(feature, categories).map(({ name }) => name);
}

interface Column {
  name: string;
  sql: string;
}

const column = (name: string, sql: string): Column => ({ name, sql });
/**
 * Threads add in any order, and the last digits of a sum of decimals with them. Compensated sums differ by one unit in the
 * last place at most, and rarely; beyond nine decimals nothing is kept, so that the same events give the same bytes.
 */
const rounded = (name: string, sql: string): Column => column(name, `round(${sql}, 9)`);
/** The most recent fifth scores 5, and so does the most frequent and the most spending one. */
const fifth = (name: string, order: string): Column => column(name, `ntile(5) OVER (ORDER BY ${order})`);

const simpleColumns: Record<Exclude<EventFeature, "category-shares">, Column[]> = {
  recency: [column("recency_days", "f.recency_days")],
  frequency: [column("frequency", "f.frequency")],
  "active-days": [column("active_days", "f.active_days")],
  tenure: [column("tenure_days", "f.tenure_days")],
  sessions: [column("sessions", "g.sessions")],
  "mean-session": [rounded("mean_session_minutes", "g.mean_session_minutes")],
  minutes: [rounded("minutes", "f.minutes")],
  "mean-minutes": [rounded("mean_minutes", "f.mean_minutes")],
  monetary: [rounded("monetary", "f.monetary")],
  "rating-mean": [rounded("rating_mean", "f.rating_mean")],
  "rating-deviation": [rounded("rating_deviation", "f.rating_deviation")],
  "peak-hour": [column("peak_hour", "p.peak_hour")],
  "peak-hour-circle": [rounded("peak_hour_sine", "f.peak_hour_sine"), rounded("peak_hour_cosine", "f.peak_hour_cosine")],
  "weekend-share": [column("weekend_share", "f.weekend_share")],
  "seasonal-variation": [column("seasonal_variation", "m.seasonal_variation")],
  diversity: [rounded("diversity", "coalesce(d.diversity, 0)")],
  "recency-score": [fifth("recency_score", "f.recency_days DESC, u.key DESC")],
  "frequency-score": [fifth("frequency_score", "f.frequency, u.key")],
  "monetary-score": [fifth("monetary_score", "f.monetary, u.key")],
};

function columnsOf(feature: EventFeature, categories: readonly string[]): Column[] {
  if (feature !== "category-shares") return simpleColumns[feature];
  return categories.map((category, at) => column(`share_${category}`, `coalesce(s.share_${at}, 0)`));
}

/** The index's events of known users, with the amount, and the order, that the purchases' columns say. */
function sourceSql(index: EventIndex, purchases: PurchaseColumns | undefined): string {
  const known = `SELECT *, NULL::VARCHAR AS basket, true AS counts FROM ${parquetTable(index.events)} WHERE user >= 0`;
  if (!purchases) return known;
  const number = (name: string): string => `r.${quoteIdentifier(name)}::DOUBLE`;
  const amount = purchases.amount ? number(purchases.amount) : "e.amount";
  const counted = purchases.quantity ? number(purchases.quantity) : amount;
  return `SELECT e.* EXCLUDE (amount, basket, counts), ${purchases.quantity ? `${amount} * ${number(purchases.quantity)}` : amount} AS amount,
      ${purchases.basket ? `r.${quoteIdentifier(purchases.basket)}::VARCHAR` : "NULL::VARCHAR"} AS basket, ${purchases.positiveOnly ? `coalesce(${counted} > 0, false)` : "true"} AS counts
    FROM (${known}) e JOIN ${parquetTable(purchases.rowsPath)} r ON r.row_id = e.row_id`;
}

/** Of which features another table per user has to be gathered. */
const gathered = {
  sessions: ["sessions", "mean-session"],
  hours: ["peak-hour"],
  months: ["seasonal-variation"],
  diversity: ["diversity"],
  shares: ["category-shares"],
} as const satisfies Record<string, EventFeature[]>;

function featuresSql(index: EventIndex, { features, categories, offsets, sessionGapMinutes, asOfDay, purchases }: EventFeatureOptions): string {
  const local = localSlotSql("slot", offsets);
  const wants = (table: keyof typeof gathered): boolean => gathered[table].some((feature) => features.includes(feature));
  const columns = features.flatMap((feature) => columnsOf(feature, categories)).map(({ name, sql }) => `, ${sql} AS ${quoteIdentifier(name)}`);
  const known = `SELECT user, at_ms, cell, minutes, rating, amount, basket, counts, ${daySql(local)} AS day, ${hourSql(local)} AS hour, ${weekdaySql(daySql(local))} AS weekday FROM (${sourceSql(index, purchases)})`;
  const tables = [
    `known AS (SELECT * FROM (${known}) ${asOfDay === undefined ? "" : `WHERE day <= ${Math.trunc(asOfDay)}`})`,
    asOfDay === undefined ? "reference AS (SELECT max(day) + 1 AS day FROM known)" : `reference AS (SELECT ${Math.trunc(asOfDay) + 1} AS day)`,
    "events AS (SELECT * FROM known WHERE counts)",
    `f AS (
      SELECT user, (any_value(r.day) - max(e.day))::INTEGER AS recency_days, ${purchases?.basket ? "count(DISTINCT basket)" : "count(*)"} AS frequency, count(DISTINCT e.day) AS active_days,
        (any_value(r.day) - min(e.day))::INTEGER AS tenure_days, fsum(minutes) AS minutes, favg(minutes) AS mean_minutes, fsum(amount) AS monetary,
        favg(rating) AS rating_mean, stddev_samp(rating) AS rating_deviation,
        favg(sin(hour * pi() / 12)) AS peak_hour_sine, favg(cos(hour * pi() / 12)) AS peak_hour_cosine, avg((weekday >= 6)::INTEGER) AS weekend_share
      FROM events e CROSS JOIN reference r GROUP BY user
    )`,
    ...(wants("sessions") ? [sessionTable(sessionGapMinutes)] : []),
    ...(wants("hours") ? [hourTable] : []),
    ...(wants("months") ? monthTables : []),
    ...(wants("diversity") || wants("shares") ? shareTables(index) : []),
    ...(wants("diversity") ? ["d AS (SELECT user, abs(fsum(share * ln(share))) AS diversity FROM shares GROUP BY 1)"] : []),
    ...(wants("shares") ? [`s AS (SELECT user, ${categories.map((category, at) => `coalesce(sum(share) FILTER (category = ${quoteLiteral(category)}), 0) AS share_${at}`).join(", ")} FROM shares GROUP BY 1)`] : []),
  ];
  const joins = [wants("sessions") && "g", wants("hours") && "p", wants("months") && "m", wants("diversity") && "d", wants("shares") && "s"].filter(Boolean).map((table) => `LEFT JOIN ${String(table)} USING (user)`);
  return `WITH ${tables.join(", ")}
    SELECT u.key AS user${columns.join("")} FROM f JOIN ${parquetTable(index.users)} u ON u.code = f.user ${joins.join(" ")} ORDER BY u.key`;
}

function sessionTable(gapMinutes: number): string {
  return `g AS (SELECT user, count(*) AS sessions, avg(to_ms - from_ms) / 60000 AS mean_session_minutes FROM (${sessionsSql("SELECT user, at_ms, minutes FROM events", gapMinutes)}) GROUP BY 1)`;
}

/** The hour with the most events; the earliest of equal ones. */
const hourTable = "p AS (SELECT user, arg_max(hour, n * 24 - hour)::INTEGER AS peak_hour FROM (SELECT user, hour, count(*) AS n FROM events GROUP BY 1, 2) GROUP BY 1)";

/** Monthly counts of each user over all months of the data: their standard deviation over their mean. */
const monthTables = [
  "months AS (SELECT date_diff('month', DATE '1970-01-01' + min(day)::INTEGER, DATE '1970-01-01' + max(day)::INTEGER) + 1 AS n FROM events)",
  "monthly AS (SELECT user, date_trunc('month', DATE '1970-01-01' + day::INTEGER) AS month, count(*) AS n FROM events GROUP BY 1, 2)",
  `m AS (
      SELECT user, sqrt(greatest(0, sum(monthly.n * monthly.n) / any_value(months.n) - (sum(monthly.n) / any_value(months.n)) ** 2)) / (sum(monthly.n) / any_value(months.n)) AS seasonal_variation
      FROM monthly CROSS JOIN months GROUP BY 1
    )`,
];

/** Shares of a user's category events. */
function shareTables(index: EventIndex): string[] {
  return [
    `spread AS (SELECT user, category, count(*) AS n FROM events JOIN (SELECT code, unnest(categories) AS category FROM ${parquetTable(index.cells)}) ON code = cell GROUP BY 1, 2)`,
    "shares AS (SELECT user, category, n / sum(n) OVER (PARTITION BY user) AS share FROM spread)",
  ];
}
