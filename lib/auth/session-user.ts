import { decode } from "next-auth/jwt";
import { z } from "zod";
import { database } from "../db/client";
import { nameOutage } from "../db/name-outage";
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
  const user = await nameOutage(
    database().user.findUnique({
      where: { id: userId },
      select: { id: true, email: true, name: true, role: true, disabledAt: true, tokenVersion: true },
    }),
  );
  if (!user || user.disabledAt || user.tokenVersion !== tokenVersion) return null;
  return { id: user.id, email: user.email, name: user.name, role: user.role };
}
