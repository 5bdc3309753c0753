import { hashTokenSecret, newTokenSecret, tokenPrefix } from "../auth/token-secret";
import { database } from "../db/client";
import { recordAudit } from "../db/record-audit";
import { AppError } from "../errors";
import type { ApiToken, ApiTokenCreated } from "../schemas/api-token";
import type { PageQuery } from "../schemas/paging";
import { type CurrentUser, emailSchema, personNameSchema } from "../schemas/user";
import { belowCursor } from "./cursor";
import { pageOf } from "./page-of";

const owner = { user: { select: { id: true, name: true, email: true } } } as const;
const maxLivingTokens = 100;

interface TokenRow {
  id: string;
  name: string;
  prefix: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  user: ApiToken["owner"];
}

function presentToken(row: TokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    owner: row.user,
    createdAt: row.createdAt.toISOString(),
    ...(row.lastUsedAt && { lastUsedAt: row.lastUsedAt.toISOString() }),
    ...(row.revokedAt && { revokedAt: row.revokedAt.toISOString() }),
  };
}

/** Tokens that are not revoked, newest first: the user's own, or everybody's for an administrator. */
export async function listApiTokens(user: CurrentUser, query: PageQuery & { owner: "mine" | "all" }): Promise<{ items: ApiToken[]; nextCursor?: string }> {
  if (query.owner === "all" && user.role !== "admin") {
    throw new AppError("forbidden", "Only administrators see other people's tokens.");
  }
  const rows = await database().apiToken.findMany({
    where: { revokedAt: null, ...(query.owner === "mine" && { userId: user.id }), ...belowCursor(query.cursor) },
    include: owner,
    orderBy: { id: "desc" },
    take: query.limit + 1,
  });
  return pageOf(rows, query.limit, presentToken);
}

/** Makes a token that acts as the user, with the user's role. The answer is the only place that ever holds it. */
export async function createApiToken(user: Pick<CurrentUser, "id">, name: string): Promise<ApiTokenCreated> {
  const token = newTokenSecret("api");
  return database().$transaction(async (db) => {
    if ((await db.apiToken.count({ where: { userId: user.id, revokedAt: null } })) >= maxLivingTokens) {
      throw new AppError("conflict", `A user has at most ${maxLivingTokens} tokens. Revoke one that is not used any more.`);
    }
    const row = await db.apiToken.create({
      data: { userId: user.id, name, tokenHash: hashTokenSecret(token), prefix: tokenPrefix(token) },
      include: owner,
    });
    await recordAudit(db, { userId: user.id, action: "token.created", subject: name, details: { owner: row.user.email } });
    return { ...presentToken(row), token };
  });
}

/** For the command line, which whoever runs the server may use: a token for the user of that email. */
export async function createApiTokenForEmail(emailInput: string, nameInput: string): Promise<ApiTokenCreated> {
  const name = personNameSchema.safeParse(nameInput);
  if (!name.success) throw new AppError("bad_request", `--name: ${name.error.issues[0]?.message ?? "not valid"}.`);
  const checked = emailSchema.safeParse(emailInput);
  if (!checked.success) throw new AppError("bad_request", `“${emailInput}” is not an email address.`);
  const email = checked.data;
  const user = await database().user.findUnique({ where: { email }, select: { id: true, disabledAt: true } });
  if (!user) throw new AppError("not_found", `There is no user with the email ${email}.`);
  if (user.disabledAt) throw new AppError("conflict", `The user ${email} is disabled.`);
  return createApiToken(user, name.data);
}

/** Revokes a token at once and for good: one's own, or anybody's for an administrator. Throws `not_found`. */
export async function revokeApiToken(user: CurrentUser, id: string): Promise<ApiToken> {
  return database().$transaction(async (db) => {
    const before = await db.apiToken.findUnique({ where: { id }, include: owner });
    // Somebody else's token looks like none, so that ids tell nothing.
    if (!before || (before.userId !== user.id && user.role !== "admin")) throw new AppError("not_found", "There is no such token.");
    if (before.revokedAt) return presentToken(before);
    const row = await db.apiToken.update({ where: { id }, data: { revokedAt: new Date() }, include: owner });
    await recordAudit(db, { userId: user.id, action: "token.revoked", subject: row.name, details: { owner: row.user.email } });
    return presentToken(row);
  });
}
