import { database } from "../db/client";
import type { CurrentUser } from "../schemas/user";
import { hashTokenSecret } from "./token-secret";

const lastUsedResolutionMs = 60_000;

/** The user of an API token, or null when it is unknown, revoked, or its user is disabled. Notes the use, to the minute. */
export async function userOfApiToken(secret: string): Promise<CurrentUser | null> {
  const token = await database().apiToken.findUnique({
    where: { tokenHash: hashTokenSecret(secret) },
    select: { id: true, revokedAt: true, lastUsedAt: true, user: { select: { id: true, email: true, name: true, role: true, disabledAt: true } } },
  });
  if (!token || token.revokedAt || token.user.disabledAt) return null;
  if (!token.lastUsedAt || Date.now() - token.lastUsedAt.getTime() > lastUsedResolutionMs) {
    await database().apiToken.update({ where: { id: token.id }, data: { lastUsedAt: new Date() } });
  }
  const { id, email, name, role } = token.user;
  return { id, email, name, role };
}
