import { database } from "../db/client";
import { AppError, type InvalidParam } from "../errors";
import { liveEventTypeSchema, type LiveEvent, type LiveEvents, type LiveEventsAccepted, type LiveEventsQuery, type LiveEventsRequest } from "../schemas/live-events";
import type { CurrentUser } from "../schemas/user";
import { judgedColumns, keyProblem, liveColumns, ratingScale, type JudgedColumns } from "./live-event-columns";
import { linkedCatalogue } from "./item-catalogue";
import { datasetNotFound, requireReadyVersion } from "./require-dataset";

/** How far a sender's clock may run ahead of ours. */
const clockSkewMs = 24 * 3_600_000;

/**
 * Stores events that just happened. When this returns they are on disk, in one transaction: all of them or none.
 * The worker adds them to the dataset within seconds; what people are shown takes them into account at once.
 * @throws AppError `conflict` when the dataset can't take events; `bad_request` naming each event that can't be one of its rows.
 */
export async function storeLiveEvents(user: CurrentUser, datasetId: string, request: LiveEventsRequest): Promise<LiveEventsAccepted> {
  const events = "events" in request ? request.events : [request];
  const dataset = await database().dataset.findUnique({ where: { id: datasetId }, select: { kind: true, name: true } });
  if (!dataset) throw datasetNotFound();
  if (dataset.kind !== "events") throw new AppError("conflict", `“${dataset.name}” is a dataset of ${dataset.kind}. Events can only be added to a dataset of events.`);
  const version = await requireReadyVersion(datasetId);
  // What a made-up user does never becomes a row, so it needs no time.
  const columns = events.every((event) => event.testUser) ? judgedColumns(version) : liveColumns(version);
  refuse(events, columns, "events" in request);
  const { count } = await database().liveEvent.createMany({
    skipDuplicates: true,
    data: events.map((event) => ({
      datasetId, clientId: event.id, userKey: event.user, itemKey: event.item, type: event.type, value: event.value, testUser: event.testUser, createdById: user.id,
      at: event.time === undefined ? new Date() : new Date(event.time),
    })),
  });
  const catalogue = await linkedCatalogue(datasetId);
  const unknown = catalogue ? [...new Set(events.map((event) => event.item).filter((item) => !catalogue.places.has(item)))] : [];
  return { accepted: count, duplicates: events.length - count, unknownItems: unknown.slice(0, 20) };
}

function refuse(events: LiveEvent[], columns: JudgedColumns, isList: boolean): void {
  const invalidParams = events.flatMap((event, at): InvalidParam[] => {
    const problem = problemOf(event, columns);
    return problem ? [{ name: isList ? `events.${at}.${problem.name}` : problem.name, reason: problem.reason }] : [];
  });
  const [first] = invalidParams;
  if (!first) return;
  const others = invalidParams.length > 1 ? ` So are ${invalidParams.length - 1} more.` : "";
  throw new AppError("bad_request", `${isList ? `${first.name} is refused: ` : ""}${first.reason}.${others} Nothing was stored.`, { invalidParams: invalidParams.slice(0, 20) });
}

function problemOf(event: LiveEvent, columns: JudgedColumns): InvalidParam | undefined {
  // A made-up user never becomes a row, so any name will do.
  const user = event.testUser ? undefined : keyProblem(columns.user, event.user);
  if (user) return { name: "user", reason: user };
  const item = keyProblem(columns.item, event.item);
  if (item) return { name: "item", reason: item };
  if (event.time !== undefined && Date.parse(event.time) > Date.now() + clockSkewMs) return { name: "time", reason: `${event.time} is in the future` };
  if (event.type === "rating") return ratingProblem(event, columns);
  if (event.type === "play" && event.value !== undefined && event.value < 0) return { name: "value", reason: `A play can't take ${event.value} minutes` };
  return undefined;
}

/** Where nothing is rated, a made-up user still may, on the usual scale. */
const usualScale: [number, number] = [1, 5];

function ratingProblem(event: LiveEvent, { rating }: JudgedColumns): InvalidParam | undefined {
  if (!rating && !event.testUser) return { name: "type", reason: "The dataset has no column with the role “rating”, so it takes no ratings; send a like or a dislike" };
  const [low, high] = rating ? ratingScale(rating) : usualScale;
  const value = event.value ?? Number.NaN;
  return value >= low && value <= high ? undefined : { name: "value", reason: `${value} is outside the scale${rating ? ` of “${rating.name}”` : ""}, ${low} to ${high}` };
}

/** What was sent in, newest first. */
export async function listLiveEvents(datasetId: string, { user, limit }: LiveEventsQuery): Promise<LiveEvents> {
  const dataset = await database().dataset.findUnique({ where: { id: datasetId }, select: { id: true } });
  if (!dataset) throw datasetNotFound();
  const rows = await database().liveEvent.findMany({ where: { datasetId, userKey: user }, orderBy: { id: "desc" }, take: limit });
  return {
    items: rows.map((row) => ({
      id: String(row.id), user: row.userKey, item: row.itemKey, type: liveEventTypeSchema.parse(row.type), value: row.value, time: row.at.toISOString(), testUser: row.testUser,
      state: row.testUser ? "test" : row.appendedAt ? "in-dataset" : "waiting",
    })),
    waiting: await database().liveEvent.count({ where: { datasetId, appendedAt: null, testUser: false } }),
  };
}
