import { z } from "zod";
import { hourSql, weekdaySql } from "../../warehouse/local-time";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { scopedEvents, type Fragment, type Scope } from "./scope";

/** About as many timed events as an estimate rests on: more of them narrow its intervals to less than anybody reads. */
const wantedEvents = 40_000;

const countSchema = z.object({ timed: z.number() });
const rowSchema = z.object({ user: z.number(), cell: z.number(), hours: z.number(), weekend: z.number(), minutes: z.number() });
const categorySchema = z.object({ code: z.number(), category: z.string() });

/** One timed event: its user, its category cell, the six hours of the day it lies in (0–3), whether on a weekend (0 or 1). */
export type TimedEvent = z.infer<typeof rowSchema>;

export interface DurationSample {
  events: TimedEvent[];
  /** Categories of each cell. */
  categoriesOf: Map<number, string[]>;
}

/** Timed events with a category: all of them, or all those of every m-th user where they are very many. The same ones each time. */
export async function durationSample(scope: Scope): Promise<DurationSample> {
  const events = scopedEvents(scope);
  const [counted] = await query(`SELECT count(minutes) AS timed FROM (${events.sql}) WHERE cell >= 0`, events.bindings, countSchema);
  const step = Math.max(1, Math.round((counted?.timed ?? 0) / wantedEvents));
  const { sql, bindings } = durationSampleSql(scope, step);
  const rows = await query(sql, bindings, rowSchema);
  const cells = await query(`SELECT code, unnest(categories) AS category FROM ${parquetTable(scope.index.cells)}`, [], categorySchema);
  const categoriesOf = new Map<number, string[]>();
  for (const { code, category } of cells) categoriesOf.set(code, [...(categoriesOf.get(code) ?? []), category]);
  return { events: rows, categoriesOf };
}

/** Whole users, picked by a hash of their code; single events where the data know no users. */
export function durationSampleSql(scope: Scope, step: number): Fragment {
  const events = scopedEvents(scope);
  const unit = scope.has.user ? "user" : "at_ms";
  return {
    sql: `SELECT user, cell, (${hourSql("local_slot")} // 6)::INTEGER AS hours, (${weekdaySql("day")} >= 6)::INTEGER AS weekend, minutes
      FROM (${events.sql}) WHERE cell >= 0 AND minutes IS NOT NULL AND hash(${unit}) % $step::UBIGINT = 0 ORDER BY user, at_ms, cell, minutes`,
    bindings: { ...events.bindings, step },
  };
}
