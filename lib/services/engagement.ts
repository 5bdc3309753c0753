import type { ChartId, ChartRows, EngagementQuery, Granularity } from "../schemas/engagement";
import { AppError } from "../errors";
import { activeUsers } from "../sql/engagement/active-users";
import { activity } from "../sql/engagement/activity";
import { categories } from "../sql/engagement/categories";
import { durations } from "../sql/engagement/durations";
import { lifecycle } from "../sql/engagement/lifecycle";
import { peakTimes } from "../sql/engagement/peak-times";
import { retention } from "../sql/engagement/retention";
import type { Scope } from "../sql/engagement/scope";
import { summary } from "../sql/engagement/summary";
import { topItems } from "../sql/engagement/top-items";
import { users } from "../sql/engagement/users";
import { cachedAnswer } from "./answer-cache";
import { hasColumns, prepareEvents, type PreparedEvents, zoneTime } from "./engagement-index";
import { filteredMembers } from "./engagement-members";

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
  /** Whether the question can be asked of some categories or items only. */
  partial: boolean;
}

const questions = {
  activity: { granularity: "day", needs: [], partial: true },
  "active-users": { granularity: "day", needs: ["user"], partial: false },
  "peak-times": { granularity: "hour", needs: [], partial: true },
  categories: { granularity: "day", needs: ["category"], partial: true },
  "top-items": { granularity: "day", needs: ["item"], partial: true },
  durations: { granularity: "day", needs: ["minutes"], partial: true },
  retention: { granularity: "month", needs: ["user"], partial: false },
  lifecycle: { granularity: "month", needs: ["user"], partial: false },
  users: { granularity: "day", needs: ["user"], partial: true },
  summary: { granularity: "day", needs: [], partial: true },
} as const satisfies Record<ChartId, Question>;

const askers: { [Chart in ChartId]: (scope: Scope, query: EngagementQuery) => Promise<ChartRows[Chart]> } = {
  activity,
  "active-users": activeUsers,
  "peak-times": peakTimes,
  categories,
  "top-items": (scope, query) => topItems(scope, query.limit ?? 50),
  durations,
  retention: (scope, query) => retention(scope, query.retention ?? "nth"),
  lifecycle,
  users: (scope, query) => users(scope, query.limit ?? 100),
  summary,
};

const dayMs = 86_400_000;

/**
 * Answers one chart of an events dataset. The same question about the same version is answered from memory.
 * @throws AppError in words: unknown dataset, zone, segment; a column that the chart needs is missing; `from` after `to`.
 */
export async function engagementChart<Chart extends ChartId>(datasetId: string, chart: Chart, query: EngagementQuery): Promise<EngagementAnswer<Chart>> {
  const prepared = await prepareEvents(datasetId);
  requireColumns(chart, prepared, query);
  return cachedAnswer(JSON.stringify([prepared.folder, chart, query]), async () => {
    const scope = await scopeOf(prepared, chart, query);
    const rows = await askers[chart](scope, query);
    const parameters = {
      timezone: query.timezone,
      granularity: scope.granularity,
      from: dayName(scope.fromDay),
      to: dayName(scope.toDay),
      ...(query.segmentation && { segmentation: query.segmentation, ...(query.segment && { segment: query.segment }) }),
      ...(query.category && { category: query.category }),
      ...(query.item && { item: query.item }),
    };
    return { chart, parameters, rows };
  });
}

async function scopeOf(prepared: PreparedEvents, chart: ChartId, query: EngagementQuery): Promise<Scope> {
  const zone = await zoneTime(prepared, query.timezone);
  const fromDay = query.from ? dayNumber(query.from) : zone.firstDay;
  const toDay = query.to ? dayNumber(query.to) : zone.lastDay;
  if (fromDay > toDay && query.from && query.to) {
    throw new AppError("bad_request", `The range ends before it starts: ${query.from} is after ${query.to}.`, { invalidParams: [{ name: "to", reason: "Before “from”" }] });
  }
  return {
    index: prepared.index,
    daysPath: zone.daysPath,
    offsets: zone.offsets,
    granularity: query.granularity ?? questions[chart].granularity,
    dataFirstDay: zone.firstDay,
    dataLastDay: zone.lastDay,
    fromDay: Math.max(fromDay, zone.firstDay),
    toDay: Math.min(toDay, zone.lastDay),
    members: await filteredMembers(prepared.index, query),
    ...(query.category && { categories: query.category }),
    ...(query.item && { items: query.item }),
    has: hasColumns(prepared),
  };
}

const roleNames: Record<keyof Scope["has"], string> = { user: "user", item: "item", category: "category", minutes: "duration", rating: "rating" };

function requireColumns(chart: ChartId, prepared: PreparedEvents, query: EngagementQuery): void {
  const has = hasColumns(prepared);
  const missing = questions[chart].needs.find((need) => !has[need]);
  if (missing) throw new AppError("conflict", `This chart needs a column with the role “${roleNames[missing]}”, and the dataset has none. Give a column that role, or link a dataset of items that has it.`);
  if (!questions[chart].partial && (query.category || query.item)) {
    throw new AppError("bad_request", "This chart is about whole users, so it can't be filtered by category or item.", { invalidParams: [{ name: query.category ? "category" : "item", reason: "Not for this chart" }] });
  }
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

function dayName(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
