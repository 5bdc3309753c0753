/** What each user has: items at start[u] … start[u + 1] − 1. */
export interface OwnItems {
  start: Int32Array;
  column: Int32Array;
}

/** The most entries that `window` users in a row have, counted from the first user on. */
export function mostEntries({ start }: OwnItems, window: number): number {
  const users = start.length - 1;
  let most = 0;
  for (let from = 0; from < users; from += window) most = Math.max(most, start[Math.min(users, from + window)]! - start[from]!);
  return most;
}

/** Writes the items of `count` users from user `from` on: i32 starts from 0, and i32 items. */
export function writeOwnItems(buffer: ArrayBufferLike, { start, column }: OwnItems, from: number, count: number, at: { start: number; columns: number }): void {
  const first = start[from]!;
  const end = start[from + count]!;
  new Int32Array(buffer, at.start, count + 1).set(start.subarray(from, from + count + 1).map((entry) => entry - first));
  new Int32Array(buffer, at.columns, end - first).set(column.subarray(first, end));
}
