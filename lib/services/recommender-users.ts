import { database } from "../db/client";
import type { RecommenderUsers, RecommenderUsersQuery } from "../schemas/recommendation";
import { openServing, type Serving } from "./recommender-serving";

/** Users to choose from, test users first, then those with the most events; `q` is a part of the key. */
export async function recommenderUsers(recommenderId: string, { q, limit }: RecommenderUsersQuery): Promise<RecommenderUsers> {
  const serving = await openServing(recommenderId);
  const sent = await database().liveEvent.groupBy({ by: ["userKey", "testUser"], where: { datasetId: serving.datasetId, ...(q !== "" && { userKey: { contains: q, mode: "insensitive" } }) }, _count: true, _max: { id: true } });
  const added = sent.filter(({ userKey }) => !serving.users.has(userKey)).map(({ userKey, testUser, _count }) => ({ user: userKey, events: _count, testUser }));
  const wanted = q.toLowerCase();
  const { userIds } = serving.model;
  const matching = Array.from(byEvents(serving)).filter((user) => userIds[user]!.toLowerCase().includes(wanted));
  const exact = matching.filter((user) => userIds[user]!.toLowerCase() === wanted);
  const known = exact.length === 0 ? matching : [...exact, ...matching.filter((user) => !exact.includes(user))];
  const items = [...added.sort((a, b) => Number(b.testUser) - Number(a.testUser) || b.events - a.events), ...known.slice(0, limit).map((user) => knownUser(serving, user))];
  return { items: items.slice(0, limit), total: added.length + known.length };
}

const orders = new WeakMap<Serving["model"], Int32Array>();

/** The model's users, those with the most events first; sorted once. */
function byEvents(serving: Serving): Int32Array {
  const known = orders.get(serving.model);
  if (known) return known;
  const order = Int32Array.from(serving.model.userIds.keys()).sort((a, b) => eventsOf(serving, b) - eventsOf(serving, a) || a - b);
  orders.set(serving.model, order);
  return order;
}

function eventsOf({ model: { history } }: Serving, user: number): number {
  return history.start[user + 1]! - history.start[user]!;
}

function knownUser(serving: Serving, user: number) {
  const segment = serving.model.segments?.[user] ?? -1;
  const name = serving.segmentNames.get(segment);
  return { user: serving.model.userIds[user]!, events: eventsOf(serving, user), testUser: false, ...(name !== undefined && { segment, segmentName: name }) };
}
