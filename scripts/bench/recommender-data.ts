import { closeSync, openSync, writeSync } from "node:fs";
import { randomStream } from "@/lib/kernels/random";
import type { SparseRows } from "@/lib/recommendation/sparse-rows";

/** As many users, items and ratings as MovieLens 100k, whose rows can't be handed on. */
const ratingShape = { users: 943, items: 1682, ratings: 100_000, tastes: 6 };
/** Of the streaming service that the goals are about. */
export const serviceShape = { users: 100_000, items: 20_000, eventsAUser: 100, genres: 20 };

/** Writes `user,item,rating,timestamp`: ratings 1 to 5 from biases, six tastes and noise, popular items more often. */
export function writeRatingsCsv(file: string, seed: number): void {
  const { users, items, ratings, tastes } = ratingShape;
  const { nextFloat } = randomStream(seed);
  const spread = (size: number): number => size * (nextFloat() + nextFloat() + nextFloat() - 1.5);
  const table = (rows: number, width: number, size: number): number[][] => Array.from({ length: rows }, () => Array.from({ length: width }, () => spread(size)));
  const [userBias, itemBias, likes, offers] = [table(users, 1, 0.8), table(items, 1, 1), table(users, tastes, 0.9), table(items, tastes, 0.9)];
  const lines = ["user,item,rating,timestamp"];
  const seen = new Set<number>();
  while (seen.size < ratings) {
    const user = Math.floor(nextFloat() ** 1.7 * users);
    const item = Math.floor(nextFloat() ** 2.2 * items);
    if (seen.has(user * items + item)) continue;
    seen.add(user * items + item);
    const taste = likes[user]!.reduce((sum, value, at) => sum + value * offers[item]![at]!, 0);
    const rating = Math.round(3.5 + userBias[user]![0]! + itemBias[item]![0]! + taste + spread(1.6));
    lines.push(`${user + 1},${item + 1},${Math.min(5, Math.max(1, rating))},${880_000_000 + seen.size}`);
  }
  const handle = openSync(file, "w");
  writeSync(handle, `${lines.join("\n")}\n`);
  closeSync(handle);
}

/** Who watched what on a service of 100,000 people: about ten million pairs, 60 % of them of the person's own genre. */
export function serviceHistory(seed: number): SparseRows {
  const { users, items, eventsAUser, genres } = serviceShape;
  const { nextFloat } = randomStream(seed);
  const start = new Int32Array(users + 1);
  const column = new Int32Array(users * eventsAUser * 1.3);
  const seenBy = new Int32Array(items).fill(-1);
  let entries = 0;
  for (let user = 0; user < users; user++) {
    const wanted = Math.min(600, 20 + Math.floor(-Math.log(1 - nextFloat()) * eventsAUser * 0.85), column.length - entries);
    for (let event = 0; event < wanted; event++) {
      const any = Math.floor(nextFloat() ** 2.2 * items);
      const item = nextFloat() < 0.6 ? any - (any % genres) + (user % genres) : any;
      if (seenBy[item] === user) continue;
      seenBy[item] = user;
      column[entries++] = item;
    }
    start[user + 1] = entries;
  }
  return { rows: users, columns: items, start, column: column.slice(0, entries), value: new Float32Array(entries).fill(1) };
}
