import { newSessionCookie } from "../auth/session-cookie";
import { AppError } from "../errors";

function madeByToken(request: Request): boolean {
  return request.headers.has("authorization");
}

/**
 * Answers `{done: true}` after the user's sessions were ended, and gives the browser that asked a new one.
 * A call by API token gets none: a session would outlive the token that is revoked.
 */
export async function doneWithNewSession(request: Request, user: { id: string; tokenVersion: number }): Promise<Response> {
  const headers = new Headers({ "cache-control": "no-store" });
  if (!madeByToken(request)) headers.set("set-cookie", await newSessionCookie(user.id, user.tokenVersion));
  return Response.json({ done: true }, { headers });
}

/** Refuses a call by API token where it would make a credential that outlives the token. */
export function requireBrowserSession(request: Request): void {
  if (madeByToken(request)) throw new AppError("forbidden", "An API token can't make another one. Sign in to make tokens, or use `npm run cli -- token create`.");
}
