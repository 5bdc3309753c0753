import { AppError } from "../errors";
import type { Audience } from "../schemas/audience";
import type { EngagementMembersQuery } from "../schemas/engagement-answers";
import type { CurrentUser } from "../schemas/user";
import { cellMembers, type ChartCell } from "../engagement/cell-members";
import { createAudienceOfKeys } from "./audiences";
import { profileKey } from "./engagement-columns";
import { prepareEvents, type PreparedEvents } from "./engagement-index";
import { periodStartOf } from "../engagement/calendar";
import { dayNumber } from "./engagement-periods";
import { scopeOf } from "./engagement-scope";
import { requireReadyVersion } from "./require-dataset";

const usualLimit = 100;
/** An audience made from a cell keeps the keys of its users. */
const maximumAudience = 100_000;

/** The users who make up a cell of a chart, or who meet its filters. @throws AppError in words when the question is half asked. */
export async function engagementMembers(datasetId: string, query: EngagementMembersQuery): Promise<{ size: number; users: string[] }> {
  return membersOf(await prepareEvents(datasetId), query, query.limit ?? usualLimit);
}

async function membersOf(prepared: PreparedEvents, query: EngagementMembersQuery, limit: number): Promise<{ size: number; users: string[] }> {
  if (!prepared.columns.user) throw new AppError("conflict", "No column of this dataset names its users. Give the role “user” to the column that does.");
  const scope = await scopeOf(prepared, query, "month");
  return cellMembers(scope, cellOf(query, (day) => periodStartOf(dayNumber(day), scope.granularity)), limit);
}

function cellOf(query: EngagementMembersQuery, startOf: (day: string) => number): ChartCell {
  if (query.cohort !== undefined || query.period !== undefined) {
    const [cohort, period] = [required(query.cohort, "cohort"), required(query.period, "period")];
    return { kind: "retention", cohortDay: startOf(cohort), period, mode: query.retention ?? "nth", cohorts: query.cohorts ?? "first-time" };
  }
  if (query.isoWeekday !== undefined || query.hour !== undefined) {
    return { kind: "peak", isoWeekday: required(query.isoWeekday, "isoWeekday"), hour: required(query.hour, "hour") };
  }
  if (query.lifecycle) return { kind: "lifecycle", startDay: startOf(required(query.periodStart, "periodStart")), state: query.lifecycle };
  return query.periodStart === undefined ? { kind: "all" } : { kind: "period", startDay: startOf(query.periodStart) };
}

function required<Value>(value: Value | undefined, name: string): Value {
  if (value !== undefined) return value;
  throw new AppError("bad_request", `This cell needs “${name}” as well.`, { invalidParams: [{ name, reason: "Missing" }] });
}

/**
 * Saves a cell's users as an audience of the linked dataset of profiles: those whose key it knows, as they are today.
 * @throws AppError `conflict` with what to do when no profiles are linked; `bad_request` when nobody is in the cell.
 */
export async function saveEngagementAudience(user: CurrentUser, datasetId: string, name: string, query: EngagementMembersQuery): Promise<Audience> {
  const prepared = await prepareEvents(datasetId);
  if (!prepared.profilesDatasetId) {
    throw new AppError("conflict", "An audience is made of profiles, and these events are linked with none. Make features from the events, or link a dataset of profiles, and save again.");
  }
  const profiles = await requireReadyVersion(prepared.profilesDatasetId);
  const column = profileKey(profiles.columns);
  if (column === undefined) throw new AppError("conflict", `No column of “${profiles.datasetName}” names its people. Give the role “user” or “id” to the column that does.`);
  const { size, users } = await membersOf(prepared, query, maximumAudience);
  if (size > users.length) throw new AppError("bad_request", `${size.toLocaleString("en")} users are too many to keep one by one: at most ${maximumAudience.toLocaleString("en")}. Narrow the filters.`);
  return createAudienceOfKeys(user, { name, datasetId: profiles.datasetId, column, keys: users });
}
