import { decode } from "next-auth/jwt";
import { z } from "zod";
import { database } from "../db/client";
import { isDatabaseOutage } from "../db/is-database-outage";
import { AppError } from "../errors";
import type { CurrentUser } from "../schemas/user";
import { sessionSecret } from "./session-cookie";

/** What a session cookie holds: who, and the version of the user's sessions it was made under. */
const claimsSchema = z.object({ sub: z.uuid(), tokenVersion: z.int() });

/**
 * The user of a session cookie, or null. A JWT alone proves nothing that may have changed since:
 * the database is asked each time whether the user is there, not disabled, and has not ended their sessions.
 */
export async function userOfSessionCookie(cookie: string | undefined): Promise<CurrentUser | null> {
  if (!cookie) return null;
  const decoded: unknown = await decode({ token: cookie, secret: sessionSecret() }).catch(() => null);
  const claims = claimsSchema.safeParse(decoded);
  return claims.success ? userOfClaims(claims.data.sub, claims.data.tokenVersion) : null;
}

/** The user with that id if their sessions of that version still count, else null. */
export async function userOfClaims(userId: string, tokenVersion: number): Promise<CurrentUser | null> {
  const user = await database()
    .user.findUnique({
      where: { id: userId },
      select: { id: true, email: true, name: true, role: true, disabledAt: true, tokenVersion: true },
    })
    .catch((error: unknown) => {
      if (!isDatabaseOutage(error)) throw error;
      throw new AppError("database_unavailable", "The database can't be reached at the moment. Nothing was changed; try again shortly.", { cause: error });
    });
  if (!user || user.disabledAt || user.tokenVersion !== tokenVersion) return null;
  return { id: user.id, email: user.email, name: user.name, role: user.role };
}
