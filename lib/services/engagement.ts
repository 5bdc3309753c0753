import type { ChartId, ChartRows, EngagementQuery, Granularity } from "../schemas/engagement";
import { AppError } from "../errors";
import { activeUsers } from "../engagement/active-users";
import { categories } from "../engagement/categories";
import { durationSample } from "../engagement/duration-sample";
import { durations } from "../engagement/durations";
import { lifecycle } from "../engagement/lifecycle";
import { peakTimes } from "../engagement/peak-times";
import type { Scope } from "../sql/engagement/scope";
import { sessions, sessionSummary } from "../engagement/sessions";
import { users } from "../engagement/users";
import { cachedAnswer } from "./answer-cache";
import { durationEffects } from "./engagement-effects";
import { activityWithExtras, retentionWithExtras, summaryWithExtras, topItemsWithExtras } from "./engagement-extras";
import { hasColumns, prepareEvents, usualGapMinutes, type PreparedEvents } from "./engagement-index";
import { dayName } from "../engagement/calendar";
import { filteredMembers } from "./engagement-members";
import { scopeOf } from "./engagement-scope";
import { categoryRiseAndFall, categoryShares, placeShares, ratingShares } from "./engagement-shares";

export interface EngagementAnswer<Chart extends ChartId = ChartId> {
  chart: Chart;
  parameters: Record<string, unknown>;
  rows: ChartRows[Chart];
}

interface Question {
  /** What stands in when no granularity is asked for. */
  granularity: Granularity;
  /** Roles that the dataset's columns must have. */
  needs: (keyof Scope["has"])[];
}

const questions = {
  activity: { granularity: "day", needs: [] },
  "active-users": { granularity: "day", needs: ["user"] },
  "peak-times": { granularity: "hour", needs: [] },
  categories: { granularity: "day", needs: ["category"] },
  "top-items": { granularity: "day", needs: ["item"] },
  durations: { granularity: "day", needs: ["minutes"] },
  retention: { granularity: "month", needs: ["user"] },
  lifecycle: { granularity: "month", needs: ["user"] },
  users: { granularity: "day", needs: ["user"] },
  summary: { granularity: "day", needs: [] },
  sessions: { granularity: "day", needs: ["user"] },
  "session-summary": { granularity: "day", needs: ["user"] },
  ratings: { granularity: "day", needs: ["rating"] },
  places: { granularity: "day", needs: [] },
  "category-trend": { granularity: "month", needs: ["category"] },
  "category-change": { granularity: "day", needs: ["category"] },
  "duration-effects": { granularity: "day", needs: ["category", "minutes"] },
} as const satisfies Record<ChartId, Question>;

interface Asked {
  scope: Scope;
  query: EngagementQuery;
  prepared: PreparedEvents;
}

const askers: { [Chart in ChartId]: (asked: Asked) => Promise<ChartRows[Chart]> } = {
  activity: ({ scope, query }) => activityWithExtras(scope, query),
  "active-users": ({ scope }) => activeUsers(scope),
  "peak-times": ({ scope }) => peakTimes(scope),
  categories: ({ scope }) => categories(scope),
  "top-items": ({ scope, query }) => topItemsWithExtras(scope, query),
  durations: ({ scope }) => durations(scope),
  retention: ({ scope, query }) => retentionWithExtras(scope, query),
  lifecycle: ({ scope }) => lifecycle(scope),
  users: ({ scope, query }) => users(scope, query.limit ?? 100),
  summary: ({ scope, query }) => summaryWithExtras(scope, query),
  sessions: ({ scope, query }) => sessions(scope, query.gapMinutes ?? usualGapMinutes),
  "session-summary": ({ scope, query }) => sessionSummary(scope, query.gapMinutes ?? usualGapMinutes),
  ratings: ({ scope }) => ratingShares(scope),
  places: ({ scope, query }) => placeShares(scope, query.limit ?? 20),
  "category-trend": ({ scope, query }) => categoryShares(scope, query.limit ?? 8),
  "category-change": ({ scope, query }) => categoryRiseAndFall(scope, query.from !== undefined),
  "duration-effects": async ({ scope }) => durationEffects(await durationSample(scope), scope.has.user),
};

/**
 * Answers one chart of an events dataset. The same question about the same version is answered from memory.
 * @throws AppError in words: unknown dataset, zone, segment; a column that the chart needs is missing; `from` after `to`.
 */
export async function engagementChart<Chart extends ChartId>(datasetId: string, chart: Chart, query: EngagementQuery): Promise<EngagementAnswer<Chart>> {
  return JSON.parse(await engagementChartText(datasetId, chart, query)) as EngagementAnswer<Chart>;
}

/** The same answer as JSON, which is what is kept: who asks again is sent the text as it is. */
export async function engagementChartText(datasetId: string, chart: ChartId, query: EngagementQuery): Promise<string> {
  const prepared = await prepareEvents(datasetId, query.testUsers === "include");
  requireColumns(chart, prepared);
  // The people of an audience change with their profiles, and so do the files that say who they are. A run's stay, and cutting
  // it anew forgets what was answered.
  const members = query.audience === undefined ? undefined : await filteredMembers(prepared.index, query);
  return cachedAnswer(JSON.stringify([prepared.folder, chart, query, members?.sql]), async () => {
    const scope = await scopeOf(prepared, query, questions[chart].granularity);
    const rows = await askers[chart]({ scope, query, prepared });
    return JSON.stringify({ chart, parameters: parametersOf(scope, query), rows });
  });
}

/** The question as it was understood. */
function parametersOf(scope: Scope, query: EngagementQuery): Record<string, unknown> {
  const { limit: _, from: __, to: ___, granularity: ____, ...asked } = query;
  return { ...asked, granularity: scope.granularity, from: dayName(scope.fromDay), to: dayName(scope.toDay) };
}

const roleNames: Record<keyof Scope["has"], string> = { user: "user", item: "item", category: "category", minutes: "duration", rating: "rating" };

function requireColumns(chart: ChartId, prepared: PreparedEvents): void {
  const has = hasColumns(prepared);
  const missing = questions[chart].needs.find((need) => !has[need]);
  if (missing) throw new AppError("conflict", `This chart needs a column with the role “${roleNames[missing]}”, and the dataset has none. Give a column that role, or link a dataset of items that has it.`);
}
