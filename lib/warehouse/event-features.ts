import { z } from "zod";
import { withConnection } from "./instance";
import type { EventIndex } from "./event-index";
import { sessionsSql } from "./event-sessions";
import { daySql, hourSql, localSlotSql, weekdaySql, type ZoneOffset } from "./local-time";
import { query, warehouseError } from "./query";
import { parquetTable, quoteIdentifier, quoteLiteral } from "./quote-sql";

export interface EventFeatureOptions {
  /** Days, hours and weekends are those of this zone. */
  offsets: ZoneOffset[];
  /** A pause of more than this ends a session. */
  sessionGapMinutes: number;
  has: { category: boolean; minutes: boolean; rating: boolean; amount: boolean };
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

/** The most frequent categories that get a share column of their own. */
const shareColumns = 12;

/**
 * Writes one row per known user with what their events say about them; docs/event-features.md defines each column.
 * Rows are ordered by the user's key, so that the same events give the same file.
 */
export async function writeEventFeatures(index: EventIndex, options: EventFeatureOptions, target: string): Promise<void> {
  const categories = options.has.category ? await topCategories(index) : [];
  const sql = featuresSql(index, options, categories);
  try {
    await withConnection((connection) => connection.run(`COPY (${sql}) TO ${quoteLiteral(target)} (FORMAT parquet)`));
  } catch (error) {
    throw warehouseError(error);
  }
}

async function topCategories(index: EventIndex): Promise<string[]> {
  const rows = await query(
    `SELECT category FROM (SELECT cell, count(*) AS n FROM ${parquetTable(index.events)} WHERE cell >= 0 AND user >= 0 GROUP BY 1)
       JOIN (SELECT code, unnest(categories) AS category FROM ${parquetTable(index.cells)}) ON code = cell
     GROUP BY 1 ORDER BY sum(n) DESC, 1 LIMIT ?`,
    [shareColumns],
    z.object({ category: z.string() }),
  );
  return rows.map(({ category }) => category);
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

function featuresSql(index: EventIndex, { offsets, sessionGapMinutes, has, purchases }: EventFeatureOptions, categories: string[]): string {
  const local = localSlotSql("slot", offsets);
  const shares = categories.map((category) => `coalesce(s.${quoteIdentifier(`share_${category}`)}, 0) AS ${quoteIdentifier(`share_${category}`)}`);
  const columns = [
    "u.key AS user", "f.recency_days", "f.frequency", "f.active_days", "f.tenure_days", "g.sessions", "g.mean_session_minutes",
    ...(has.minutes ? ["f.minutes", "f.mean_minutes"] : []),
    ...(has.amount ? ["f.monetary"] : []),
    ...(has.rating ? ["f.rating_mean", "f.rating_deviation"] : []),
    "f.peak_hour", "f.peak_hour_sine", "f.peak_hour_cosine", "f.weekend_share", "m.seasonal_variation",
    ...(categories.length > 0 ? ["coalesce(d.diversity, 0) AS diversity", ...shares] : []),
    // The most recent fifth scores 5, and so does the most frequent and the most spending one.
    "ntile(5) OVER (ORDER BY f.recency_days DESC, u.key DESC) AS recency_score", "ntile(5) OVER (ORDER BY f.frequency, u.key) AS frequency_score",
    ...(has.amount ? ["ntile(5) OVER (ORDER BY f.monetary, u.key) AS monetary_score"] : []),
  ];
  return `WITH known AS (
      SELECT user, at_ms, cell, minutes, rating, amount, basket, counts, ${daySql(local)} AS day, ${hourSql(local)} AS hour, ${weekdaySql(daySql(local))} AS weekday
      FROM (${sourceSql(index, purchases)})
    ),
    reference AS (SELECT max(day) + 1 AS day FROM known),
    events AS (SELECT * FROM known WHERE counts),
    months AS (SELECT date_diff('month', DATE '1970-01-01' + min(day)::INTEGER, DATE '1970-01-01' + max(day)::INTEGER) + 1 AS n FROM events),
    f AS (
      SELECT user, (any_value(r.day) - max(e.day))::INTEGER AS recency_days, ${purchases?.basket ? "count(DISTINCT basket)" : "count(*)"} AS frequency, count(DISTINCT e.day) AS active_days,
        (any_value(r.day) - min(e.day))::INTEGER AS tenure_days, sum(minutes) AS minutes, avg(minutes) AS mean_minutes, sum(amount) AS monetary,
        avg(rating) AS rating_mean, stddev_samp(rating) AS rating_deviation, mode(hour)::INTEGER AS peak_hour,
        avg(sin(hour * pi() / 12)) AS peak_hour_sine, avg(cos(hour * pi() / 12)) AS peak_hour_cosine, avg((weekday >= 6)::INTEGER) AS weekend_share
      FROM events e CROSS JOIN reference r GROUP BY user
    ),
    g AS (SELECT user, count(*) AS sessions, avg(to_ms - from_ms) / 60000 AS mean_session_minutes FROM (${sessionsSql("SELECT user, at_ms, minutes FROM events", sessionGapMinutes)}) GROUP BY 1),
    monthly AS (SELECT user, date_trunc('month', DATE '1970-01-01' + day::INTEGER) AS month, count(*) AS n FROM events GROUP BY 1, 2),
    m AS (
      SELECT user, sqrt(greatest(0, sum(monthly.n * monthly.n) / any_value(months.n) - (sum(monthly.n) / any_value(months.n)) ** 2)) / (sum(monthly.n) / any_value(months.n)) AS seasonal_variation
      FROM monthly CROSS JOIN months GROUP BY 1
    )${categorySql(index, categories)}
    SELECT ${columns.join(", ")} FROM f JOIN ${parquetTable(index.users)} u ON u.code = f.user JOIN g USING (user) JOIN m USING (user)
    ${categories.length > 0 ? "LEFT JOIN d USING (user) LEFT JOIN s USING (user)" : ""} ORDER BY u.key`;
}

/** Shares of a user's category events, and the entropy of all of them in nats. */
function categorySql(index: EventIndex, categories: string[]): string {
  if (categories.length === 0) return "";
  const shares = categories.map((category) => `coalesce(sum(share) FILTER (category = ${quoteLiteral(category)}), 0) AS ${quoteIdentifier(`share_${category}`)}`);
  return `,
    spread AS (SELECT user, category, count(*) AS n FROM events JOIN (SELECT code, unnest(categories) AS category FROM ${parquetTable(index.cells)}) ON code = cell GROUP BY 1, 2),
    shares AS (SELECT user, category, n / sum(n) OVER (PARTITION BY user) AS share FROM spread),
    d AS (SELECT user, abs(sum(share * ln(share))) AS diversity FROM shares GROUP BY 1),
    s AS (SELECT user, ${shares.join(", ")} FROM shares GROUP BY 1)`;
}
