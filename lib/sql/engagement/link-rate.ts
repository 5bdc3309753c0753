import { z } from "zod";
import type { EventIndex } from "../../warehouse/event-index";
import { keySql } from "../../warehouse/key-sql";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";

/** Which keys of the events are looked for, and where. */
export interface LinkQuestion {
  index: EventIndex;
  link: "items" | "profiles";
  targetPath: string;
  keyColumn: string;
}

const rateSchema = z.object({ ids: z.number(), matched: z.number(), unknown_events: z.number() });
const unknownSchema = z.object({ key: z.string(), events: z.number() });

/** The keys that the events name, each with whether the linked dataset knows it. */
function keysSql({ index, link, targetPath, keyColumn }: LinkQuestion): string {
  const dictionary = parquetTable(link === "items" ? index.items : index.users);
  const target = `SELECT DISTINCT ${keySql(quoteIdentifier(keyColumn))} AS key FROM ${parquetTable(targetPath)}`;
  return `SELECT d.code, d.key, t.key IS NOT NULL AS known FROM ${dictionary} d LEFT JOIN (${target}) t ON t.key = d.key`;
}

/** How many of the keys are known, and how many events name a key that isn't, or none at all. */
export async function linkRate(question: LinkQuestion): Promise<{ ids: number; matchedIds: number; unknownEvents: number }> {
  const [row] = await query(linkRateSql(question), [], rateSchema);
  return { ids: row?.ids ?? 0, matchedIds: row?.matched ?? 0, unknownEvents: row?.unknown_events ?? 0 };
}

export function linkRateSql(question: LinkQuestion): string {
  const code = question.link === "items" ? "item" : "user";
  return `WITH keys AS (${keysSql(question)})
    SELECT count(*) AS ids, count(*) FILTER (known) AS matched,
      (SELECT count(*) FROM ${parquetTable(question.index.events)} e WHERE e.${code} NOT IN (SELECT code FROM keys WHERE known)) AS unknown_events
    FROM keys`;
}

/** Every key that the linked dataset doesn't know, with its events; most events first. */
export async function unknownKeys(question: LinkQuestion): Promise<{ key: string; events: number }[]> {
  return query(unknownKeysSql(question), [], unknownSchema);
}

export function unknownKeysSql(question: LinkQuestion): string {
  const code = question.link === "items" ? "item" : "user";
  return `WITH keys AS (${keysSql(question)}), counted AS (SELECT ${code} AS code, count(*) AS events FROM ${parquetTable(question.index.events)} GROUP BY 1)
    SELECT key, events FROM keys JOIN counted USING (code) WHERE NOT known ORDER BY events DESC, try_cast(key AS BIGINT) NULLS LAST, key`;
}
