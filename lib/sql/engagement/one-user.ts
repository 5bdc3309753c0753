import { z } from "zod";
import { sessionsSql } from "../../warehouse/event-sessions";
import { keySql } from "../../warehouse/key-sql";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";
import { dayText, eventsOfMembers, type Fragment, type Scope } from "./scope";

/** How many sessions and events of a user are listed one by one. */
const listed = 50;

const daySchema = z.object({ date: z.string(), events: z.number(), minutes: z.number().nullable(), first_ms: z.number(), last_ms: z.number() });
const sessionSchema = z.object({ from_ms: z.number(), to_ms: z.number(), events: z.number(), session_count: z.number() });
const categorySchema = z.object({ category: z.string(), events: z.number(), known: z.number(), minutes: z.number().nullable() });
const eventSchema = z.object({
  at_ms: z.number(),
  item: z.string().nullable(),
  label: z.string().nullable(),
  categories: z.array(z.string()).nullable(),
  minutes: z.number().nullable(),
  rating: z.number().nullable(),
});

export interface UserHistory {
  days: z.infer<typeof daySchema>[];
  sessions: z.infer<typeof sessionSchema>[];
  categories: z.infer<typeof categorySchema>[];
  recentEvents: z.infer<typeof eventSchema>[];
}

/** A select of the code of the user with a key: nothing where the events don't know it. */
export function userByKey(scope: Pick<Scope, "index">, key: string): Fragment {
  return { sql: `SELECT code FROM ${parquetTable(scope.index.users)} WHERE key = $user_key`, bindings: { user_key: key } };
}

type HistoryScope = Parameters<typeof eventsOfMembers>[0];

/** What one user did, over all of the data: `scope.members` names them. Days ascending, sessions and events newest first. */
export async function userHistory(scope: HistoryScope, gapMinutes: number): Promise<UserHistory> {
  const statements = userHistorySql(scope, gapMinutes);
  const [days, sessions, categories, recentEvents] = await Promise.all([
    query(statements.days.sql, statements.days.bindings, daySchema),
    query(statements.sessions.sql, statements.sessions.bindings, sessionSchema),
    query(statements.categories.sql, statements.categories.bindings, categorySchema),
    query(statements.recentEvents.sql, statements.recentEvents.bindings, eventSchema),
  ]);
  return { days, sessions, categories, recentEvents };
}

export function userHistorySql(scope: HistoryScope, gapMinutes: number): Record<keyof UserHistory, Fragment> {
  const { sql, bindings } = eventsOfMembers(scope);
  const cells = parquetTable(scope.index.cells);
  return {
    days: { sql: `SELECT ${dayText("day")} AS date, count(*) AS events, sum(minutes) AS minutes, min(at_ms) AS first_ms, max(at_ms) AS last_ms FROM (${sql}) GROUP BY day ORDER BY day`, bindings },
    sessions: {
      sql: `SELECT from_ms, to_ms, events, (count(*) OVER ())::BIGINT AS session_count FROM (${sessionsSql(sql, gapMinutes)}) ORDER BY from_ms DESC LIMIT ${listed}`,
      bindings,
    },
    categories: {
      sql: `WITH events AS (SELECT cell, minutes FROM (${sql}) WHERE cell >= 0)
        SELECT category, count(*) AS events, (SELECT count(*) FROM events) AS known, sum(minutes) AS minutes
        FROM events JOIN (SELECT code, unnest(categories) AS category FROM ${cells}) ON code = cell GROUP BY 1 ORDER BY 2 DESC, 1`,
      bindings,
    },
    recentEvents: {
      sql: `SELECT at_ms, i.key AS item, i.label, c.categories, minutes, rating FROM (SELECT * FROM (${sql}) ORDER BY at_ms DESC, item LIMIT ${listed}) e
        LEFT JOIN ${parquetTable(scope.index.items)} i ON i.code = e.item LEFT JOIN ${cells} c ON c.code = e.cell ORDER BY at_ms DESC, item`,
      bindings,
    },
  };
}

const rowIdSchema = z.object({ row_id: z.number() });

/** The first row of a linked dataset whose key is that user's; undefined where there is none. */
export async function profileRowId(profilesPath: string, keyColumn: string, key: string): Promise<number | undefined> {
  const [row] = await query(profileRowSql(profilesPath, keyColumn), { user_key: key }, rowIdSchema);
  return row?.row_id;
}

export function profileRowSql(profilesPath: string, keyColumn: string): string {
  return `SELECT row_id FROM ${parquetTable(profilesPath)} WHERE ${keySql(quoteIdentifier(keyColumn))} = $user_key ORDER BY row_id LIMIT 1`;
}

const cellValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One row's cells by column; times ISO 8601. */
export async function profileCells(profilesPath: string, columns: string[], rowId: number): Promise<{ column: string; value: z.infer<typeof cellValue> }[]> {
  if (columns.length === 0) return [];
  const [row] = await query(`SELECT ${columns.map(quoteIdentifier).join(", ")} FROM ${parquetTable(profilesPath)} WHERE row_id = $row_id`, { row_id: rowId }, z.record(z.string(), cellValue));
  return columns.map((column) => ({ column, value: row?.[column] ?? null }));
}

/** The segment of one row in a run; undefined where the run left it out. */
export async function segmentOfRow(assignmentsPath: string, rowId: number): Promise<number | undefined> {
  const [row] = await query(`SELECT segment FROM ${parquetTable(assignmentsPath)} WHERE row_id = $row_id`, { row_id: rowId }, z.object({ segment: z.number() }));
  return row?.segment;
}
