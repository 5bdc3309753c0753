import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../errors";
import type { CurrentUser } from "../schemas/user";
import { clientAddress } from "./client-address";
import { sessionCookieName } from "./session-cookie";
import { userOfSessionCookie } from "./session-user";
import { userOfApiToken } from "./token-user";

export interface Caller {
  user: CurrentUser;
  via: "session" | "token";
}

/** Wrong tokens from one address: far above any honest mistake, far below what guessing needs. */
const wrongTokens = new RateLimiterMemory({ points: 60, duration: 60 });

/**
 * Who makes a request: by `Authorization: Bearer TOKEN`, else by the browser's session; null when by neither.
 * A token that is sent decides alone: a wrong one is not rescued by a cookie.
 * Throws `too_many_requests` after many wrong tokens from one address.
 */
export async function authenticateRequest(request: Request): Promise<Caller | null> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) return authenticateToken(authorization, clientAddress(request.headers));
  const user = await userOfSessionCookie(readCookie(request.headers.get("cookie"), sessionCookieName()));
  return user && { user, via: "session" };
}

async function authenticateToken(authorization: string, address: string): Promise<Caller | null> {
  const secret = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  const tried = await wrongTokens.get(address);
  if (tried && tried.remainingPoints <= 0) throw tooManyTokens();
  const user = secret ? await userOfApiToken(secret) : null;
  if (user) return { user, via: "token" };
  await wrongTokens.consume(address).catch((refusal: unknown) => {
    throw refusal instanceof RateLimiterRes ? tooManyTokens() : refusal;
  });
  return null;
}

function tooManyTokens(): AppError {
  return new AppError("too_many_requests", "Too many wrong API tokens came from this address. Wait a minute and try again.", { retryAfterSeconds: 60 });
}

function readCookie(header: string | null, name: string): string | undefined {
  const pair = header?.split(";").find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}
