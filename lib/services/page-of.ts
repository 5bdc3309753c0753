import { z } from "zod";
import { AppError } from "../errors";
import type { PageQuery } from "../schemas/paging";

/** Prisma's arguments for a page after `cursor` (the id of the last entry seen): one more than `limit`, to know whether more follow. */
export function pageArguments({ limit, cursor }: PageQuery): { take: number; skip?: number; cursor?: { id: string } } {
  if (cursor === undefined) return { take: limit + 1 };
  if (!z.uuid().safeParse(cursor).success) {
    throw new AppError("bad_request", "The cursor is not one that this list gave. Start again without it.", { invalidParams: [{ name: "query.cursor", reason: "Unknown cursor" }] });
  }
  return { take: limit + 1, skip: 1, cursor: { id: cursor } };
}

/** Turns the rows that `pageArguments` asked for into a page. */
export function pageOf<Row extends { id: string }, Item>(rows: Row[], limit: number, present: (row: Row) => Item): { items: Item[]; nextCursor?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(present), ...(rows.length > limit && last && { nextCursor: last.id }) };
}
