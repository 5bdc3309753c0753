import { z } from "zod";
import { AppError } from "../errors";

/**
 * Where a list of time-ordered ids goes on, newest first: below the id that the last page ended with.
 * Unlike a row's position, it stays right when that row is deleted meanwhile.
 */
export function belowCursor(cursor: string | undefined): { id?: { lt: string } } {
  if (cursor === undefined) return {};
  if (!z.uuid().safeParse(cursor).success) {
    throw new AppError("bad_request", "The cursor is not one that this list gave. Start again without it.", { invalidParams: [{ name: "query.cursor", reason: "Unknown cursor" }] });
  }
  return { id: { lt: cursor } };
}
