import { encode } from "next-auth/jwt";
import { env } from "../env";
import { AppError } from "../errors";

export const sessionMaxAgeSeconds = 30 * 24 * 60 * 60;

/** Over https the cookie is Secure and its name says so; a plain http address would otherwise never get it back. */
export function usesSecureCookies(): boolean {
  return env().NEXTAUTH_URL?.startsWith("https://") ?? false;
}

export function sessionCookieName(): string {
  return `${usesSecureCookies() ? "__Secure-" : ""}next-auth.session-token`;
}

/** The key that session cookies are encrypted with; throws with what to set when there is none. */
export function sessionSecret(): string {
  const secret = env().NEXTAUTH_SECRET;
  if (!secret) {
    throw new AppError("internal", "Sign-in is not configured on this server. Start Tessera with `npm start`, or set NEXTAUTH_SECRET to at least 16 random characters.");
  }
  return secret;
}

/** A `Set-Cookie` value that signs this browser in as the user, under that version of their sessions. */
export async function newSessionCookie(userId: string, tokenVersion: number): Promise<string> {
  const token = await encode({ token: { sub: userId, tokenVersion }, secret: sessionSecret(), maxAge: sessionMaxAgeSeconds });
  const secure = usesSecureCookies() ? "; Secure" : "";
  return `${sessionCookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${sessionMaxAgeSeconds}${secure}`;
}
