import type { DuckDBConnection } from "@duckdb/node-api";
import type { CastPlan } from "./cast-plan";
import { castSql } from "./cast-plan";
import { toleratedFailures } from "./column-evidence";
import { rowsOn } from "./query";
import { parquetTable } from "./quote-sql";
import type { StagedTable } from "./stage-table";

interface FailureCounts {
  column: number;
  failed: number;
  /** Failed cells that are names of things as whole numbers go: 00123, more digits than 64 bits hold. */
  naming: number;
  codes: number;
  decimals: number;
  timestamps: number;
}

async function countFailures(connection: DuckDBConnection, staged: StagedTable, plans: readonly CastPlan[]): Promise<FailureCounts[]> {
  const like = plans.find((plan) => plan.type !== "text") ?? plans[0];
  if (!like) return [];
  const decimal = castSql("v", { ...like, type: "decimal", formats: [], forced: false });
  const timestamp = castSql("v", { ...like, type: "timestamp", formats: [], forced: false });
  const rows = await rowsOn(
    connection,
    `SELECT c, count(*) AS failed,
       count(*) FILTER (regexp_full_match(v, '\\s*[+-]?(0\\d+|\\d{19,})\\s*')) AS naming,
       count(*) FILTER (regexp_full_match(v, '[A-Za-z]{1,4}[-_]?\\d+|\\d+[A-Za-z]{1,3}')) AS codes,
       count(*) FILTER (${decimal} IS NOT NULL) AS decimals,
       count(*) FILTER (${timestamp} IS NOT NULL) AS timestamps
     FROM (SELECT unnest(bad, recursive := true) FROM ${parquetTable(staged.path)} WHERE bad IS NOT NULL) GROUP BY c`,
  );
  const number = (value: unknown) => Number(value ?? 0);
  return rows.map((row) => ({
    column: number(row.c), failed: number(row.failed), naming: number(row.naming), codes: number(row.codes),
    decimals: number(row.decimals), timestamps: number(row.timestamps),
  }));
}

function widened(plan: CastPlan, counts: FailureCounts, present: number): CastPlan {
  const asText: CastPlan = { ...plan, type: "text", formats: [] };
  const tolerated = toleratedFailures(present);
  if (plan.type === "integer") {
    if (counts.naming > 0) return asText;
    if (counts.codes > 1 && counts.codes * 2 >= counts.failed) return asText;
    if (counts.decimals > 0 && counts.failed - counts.decimals <= tolerated) return { ...plan, type: "decimal" };
  }
  if (plan.type === "date" && plan.formats.length === 0 && counts.timestamps > 0 && counts.failed - counts.timestamps <= tolerated) {
    return { ...plan, type: "timestamp" };
  }
  return counts.failed > tolerated ? asText : plan;
}

/**
 * Looks at the cells that failed the types found from a sample, and decides what each column is after all.
 * Cells that a wider type explains widen the column (whole number → number, date → time), however few; names of things
 * (00123, numbers beyond 64 bits, codes) make it text; otherwise `toleratedFailures` decides between rejecting the rows
 * and text. Types that the user chose stay. Returns the same array when nothing changes.
 */
export async function widenPlans(connection: DuckDBConnection, staged: StagedTable, plans: readonly CastPlan[]): Promise<readonly CastPlan[]> {
  if (staged.badRows === 0 || plans.every((plan) => plan.forced)) return plans;
  const failures = (await countFailures(connection, staged, plans)).filter(({ column }) => !plans[column]?.forced);
  if (failures.length === 0) return plans;
  const counted = failures.map(({ column }) => `count(c${column}) AS n${column}`).join(", ");
  const [present = {}] = await rowsOn(connection, `SELECT ${counted} FROM ${parquetTable(staged.path)}`);
  let changed = false;
  const next = plans.map((plan, j) => {
    const counts = failures.find(({ column }) => column === j);
    if (!counts) return plan;
    const wider = widened(plan, counts, Number(present[`n${j}`] ?? 0) + counts.failed);
    if (wider !== plan) changed = true;
    return wider;
  });
  return changed ? next : plans;
}
