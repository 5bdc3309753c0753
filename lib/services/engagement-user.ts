import { database } from "../db/client";
import { AppError } from "../errors";
import type { EngagementUser, EngagementUserQuery } from "../schemas/engagement-answers";
import { profileCells, profileRowId, segmentOfRow, userByKey, userHistory, type UserHistory } from "../sql/engagement/one-user";
import { profileKey } from "./engagement-columns";
import { prepareEvents } from "./engagement-index";
import { scopeOf } from "./engagement-scope";
import { requireReadyVersion } from "./require-dataset";
import { assignmentsPath, fileExists, rowsPath } from "./storage";

/** Runs that are looked through for the user's segment. */
const maximumRuns = 20;

/**
 * One user's events by day, sessions and categories over all of the data, with their profile and segments.
 * @throws AppError `not_found` when no event names the user; `conflict` when the events know no users.
 */
export async function engagementUser(datasetId: string, { key, timezone, gapMinutes }: EngagementUserQuery): Promise<EngagementUser> {
  const prepared = await prepareEvents(datasetId);
  if (!prepared.columns.user) throw new AppError("conflict", "No column of this dataset names its users. Give the role “user” to the column that does.");
  const scope = await scopeOf(prepared, { timezone }, "day");
  const history = await userHistory({ ...scope, members: userByKey(scope, key) }, gapMinutes);
  if (history.days.length === 0) throw new AppError("not_found", `No event names the user “${key}”.`);
  const profile = prepared.profilesDatasetId ? await profileOf(prepared.profilesDatasetId, key) : undefined;
  return { user: key, ...view(history, scope.has.minutes), ...(profile && { profile }), segments: profile ? await segmentsOf(profile.datasetId, profile.rowId) : [] };
}

function view({ days, sessions, categories, recentEvents }: UserHistory, hasMinutes: boolean): Omit<EngagementUser, "user" | "profile" | "segments"> {
  const instant = (ms: number): string => new Date(ms).toISOString();
  const minutesOf = (minutes: number | null) => (hasMinutes ? { minutes: minutes ?? 0 } : {});
  const sum = (values: (number | null)[]): number => values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return {
    events: sum(days.map(({ events }) => events)),
    activeDays: days.length,
    firstSeen: days[0]?.first_ms === undefined ? "" : instant(days[0].first_ms),
    lastSeen: days.at(-1)?.last_ms === undefined ? "" : instant(days.at(-1)?.last_ms ?? 0),
    ...minutesOf(sum(days.map(({ minutes }) => minutes))),
    days: days.map(({ date, events, minutes }) => ({ date, events, ...minutesOf(minutes) })),
    sessionCount: sessions[0]?.session_count ?? 0,
    sessions: sessions.map((session) => ({ from: instant(session.from_ms), to: instant(session.to_ms), minutes: (session.to_ms - session.from_ms) / 60_000, events: session.events })),
    categories: categories.map(({ category, events, known, minutes }) => ({ category, events, shareRatio: events / known, ...minutesOf(minutes) })),
    recentEvents: recentEvents.map((event) => ({
      at: instant(event.at_ms),
      ...(event.item !== null && { item: event.item, label: event.label ?? event.item }),
      categories: event.categories ?? [],
      ...(event.minutes !== null && { minutes: event.minutes }),
      ...(event.rating !== null && { rating: event.rating }),
    })),
  };
}

async function profileOf(profilesDatasetId: string, key: string): Promise<EngagementUser["profile"]> {
  const version = await requireReadyVersion(profilesDatasetId);
  const keyColumn = profileKey(version.columns);
  if (keyColumn === undefined) return undefined;
  const rowId = await profileRowId(rowsPath(version.id), keyColumn, key);
  if (rowId === undefined) return undefined;
  return { datasetId: profilesDatasetId, rowId, cells: await profileCells(rowsPath(version.id), version.columns.map(({ name }) => name), rowId) };
}

/** The segments that the row is in, in the runs on the dataset's present version. */
async function segmentsOf(profilesDatasetId: string, rowId: number): Promise<EngagementUser["segments"]> {
  const version = await requireReadyVersion(profilesDatasetId);
  const runs = await database().segmentation.findMany({
    where: { datasetVersionId: version.id, status: "succeeded" },
    select: { id: true, name: true, segments: { select: { id: true, segment: true, name: true } } },
    orderBy: { id: "desc" },
    take: maximumRuns,
  });
  const found = await Promise.all(
    runs.map(async (run) => {
      const file = assignmentsPath(run.id);
      const number = (await fileExists(file)) ? await segmentOfRow(file, rowId) : undefined;
      const segment = run.segments.find((each) => each.segment === number);
      return segment ? [{ segmentationId: run.id, segmentationName: run.name, segmentId: segment.id, segment: segment.segment, name: segment.name }] : [];
    }),
  );
  return found.flat();
}
