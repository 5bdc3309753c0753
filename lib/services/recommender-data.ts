import { database } from "../db/client";
import { alignFacts, noFacts, type ItemFacts } from "../recommendation/item-facts";
import { buildInteractions, interactionNotices, type Interactions } from "../recommendation/interactions";
import type { FeatureColumn } from "../schemas/feature-column";
import type { TrainingPlan } from "../schemas/recommender";
import { readColumns } from "../warehouse/read-columns";
import { minutesPerUnit } from "./engagement-columns";
import { weighEvents } from "./event-weights";
import { linkedCatalogue, type Catalogue } from "./item-catalogue";
import { eventRoles, type EventRoles } from "./recommender-columns";
import { segmentsOfUsers } from "./recommender-segments-of-users";
import { featuresOfUsers } from "./recommender-user-features";
import type { ReadyVersion } from "./require-dataset";
import { rowsPath } from "./storage";

/** Everything that a recommender learns from. */
export interface TrainingData {
  roles: EventRoles;
  interactions: Interactions;
  facts: ItemFacts;
  scale?: { min: number; max: number };
  /** Segment number of each user, −1 for none. */
  segments?: Int32Array;
  /** What the linked profiles know of each user, as words. */
  userFeatures?: string[][];
  notices: string[];
}

/** @throws AppError `recommendation_impossible` in words when the rows say nothing that can be learned from. */
export async function readTrainingData(version: ReadyVersion, plan: TrainingPlan): Promise<TrainingData> {
  const roles = eventRoles(version, plan.interactions);
  const columns = await readEvents(version, roles);
  const [user, item] = [columns.get(roles.user.name)!, columns.get(roles.item.name)!];
  const time = numbers(columns.get(roles.time?.name ?? ""));
  const timesMs = time && roles.time ? inMilliseconds(time, roles.time) : undefined;
  const scale = roles.scale && { min: roles.scale[0], max: roles.scale[1] };
  const weighed = roles.feedback === "explicit" ? undefined : await weigh(version.datasetId, roles, columns, plan, timesMs);
  const value = weighed?.values ?? numbers(columns.get(roles.rating?.name ?? ""));
  const { interactions, counts } = buildInteractions({ user, item, value, time: timesMs }, { duplicates: roles.feedback === "explicit" ? "last" : "sum", scale });
  counts.withoutValue -= weighed?.leftOut ?? 0;
  const leftOut = weighed?.leftOut ?? 0;
  const notices = [
    ...interactionNotices(counts, scale),
    ...(weighed?.notices ?? []),
    ...(leftOut > 0 ? [`${leftOut.toLocaleString("en-US")} ${leftOut === 1 ? "event" : "events"} of no weight, such as dislikes, were left out.`] : []),
    ...thinNotices(interactions, roles),
  ];
  const catalogue = await linkedCatalogue(version.datasetId);
  if (!catalogue) notices.push("No dataset of items is linked, so nothing is known of the items but who has them.");
  const segments = plan.segmentationId ? await alignSegments(plan.segmentationId, interactions, notices) : undefined;
  const features = await featuresOfUsers(version.datasetId, interactions.userIds);
  return { roles, interactions, facts: catalogue ? catalogueFacts(interactions.itemIds, catalogue) : noFacts(interactions.itemIds), notices, ...(scale && { scale }), ...(segments && { segments }), ...(features && { userFeatures: features }) };
}

async function readEvents(version: ReadyVersion, roles: EventRoles): Promise<Map<string, FeatureColumn>> {
  const wanted = [roles.user, roles.item, roles.time, roles.feedback === "explicit" ? roles.rating : undefined, ...(roles.feedback === "implicit" ? [roles.type, roles.duration] : [])];
  const names = [...new Set(wanted.flatMap((column) => column?.name ?? []))];
  const table = await readColumns(rowsPath(version.id), names);
  return new Map(table.columns.map((column) => [column.name, column]));
}

function numbers(column: FeatureColumn | undefined): Float64Array | undefined {
  return column?.kind === "numeric" ? column.values : undefined;
}

function inMilliseconds(values: Float64Array, { type, max }: NonNullable<EventRoles["time"]>): Float64Array {
  const inSeconds = (type === "integer" || type === "decimal") && !(typeof max === "number" && max > 100_000_000_000);
  return inSeconds ? values.map((seconds) => seconds * 1000) : values;
}

async function weigh(datasetId: string, roles: EventRoles, columns: Map<string, FeatureColumn>, plan: TrainingPlan, times: Float64Array | undefined) {
  const [user, item] = [columns.get(roles.user.name)!, columns.get(roles.item.name)!];
  const rows = user.kind === "category" ? user.codes.length : user.values.length;
  const refused = roles.type ? new Set<string>() : await refusals(datasetId);
  const length = numbers(columns.get(roles.duration?.name ?? ""));
  const factor = roles.duration ? minutesPerUnit(roles.duration.name) : 1;
  const isRefused = (row: number) => refused.size > 0 && times !== undefined && refused.has(`${keyOf(user, row)}\n${keyOf(item, row)}\n${Math.floor(times[row]! / 1000)}`);
  return weighEvents(rows, roles.type && columns.get(roles.type.name), length?.map((value) => value * factor), plan.interactions, isRefused);
}

/** Dislikes that were sent in, where the dataset has no column to tell them from plays. */
async function refusals(datasetId: string): Promise<Set<string>> {
  const rows = await database().liveEvent.findMany({ where: { datasetId, testUser: false, type: { in: ["dislike", "not-interested"] } }, select: { userKey: true, itemKey: true, at: true } });
  return new Set(rows.map(({ userKey, itemKey, at }) => `${userKey}\n${itemKey}\n${Math.floor(at.getTime() / 1000)}`));
}

function keyOf(column: FeatureColumn, row: number): string {
  return column.kind === "category" ? (column.levels[column.codes[row]!] ?? "") : String(column.values[row]);
}

function thinNotices({ users, items, value }: Interactions, { feedback }: EventRoles): string[] {
  const notices: string[] = [];
  if (feedback === "explicit" && value.every((rating) => rating === value[0])) notices.push(`All ratings are ${value[0]}, so they tell nothing of taste: about that is expected of every title. Choose implicit feedback to learn from who has what.`);
  if (users === 1) notices.push("There is only one user, so nothing can be learned from what others have.");
  if (items === 1) notices.push("There is only one item, so there is nothing to choose between.");
  if (value.length < 2 * users) notices.push("Most users have a single event: for them only what is popular, and what is like that one item, can be said.");
  return notices;
}

/** What a catalogue says of some items, as recommenders learn from it. */
export function catalogueFacts(itemIds: string[], catalogue: Catalogue): ItemFacts {
  return alignFacts(itemIds, catalogue.items.map((item, at) => ({
    id: item.item, title: item.label, genres: item.genres, year: item.year, tags: [...(item.tags ?? []), ...(item.people ?? [])], description: item.description,
    numeric: Object.fromEntries(Object.entries(catalogue.numeric).flatMap(([name, values]) => (Number.isNaN(values[at]!) ? [] : [[name, values[at]!]]))),
  })));
}

async function alignSegments(segmentationId: string, { userIds }: Interactions, notices: string[]): Promise<Int32Array> {
  const segments = await segmentsOfUsers(segmentationId);
  const aligned = Int32Array.from(userIds, (user) => segments.get(user) ?? -1);
  const without = aligned.reduce((count, segment) => count + (segment < 0 ? 1 : 0), 0);
  if (without > 0) notices.push(`${without.toLocaleString("en-US")} of ${userIds.length.toLocaleString("en-US")} users are in none of the segments.`);
  return aligned;
}
