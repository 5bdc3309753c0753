import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { checkCredentials } from "./check-credentials";
import { clientAddress } from "./client-address";
import { sessionMaxAgeSeconds, sessionSecret, usesSecureCookies } from "./session-cookie";
import { userOfClaims } from "./session-user";

const signedInSchema = z.object({ id: z.uuid(), tokenVersion: z.int() });
const claimsSchema = z.object({ sub: z.uuid(), tokenVersion: z.int() });

/** The text of a thrown error reaches the sign-in page as `?error=`; these are the ones it knows. */
function refusal(code: "wrong" | "disabled" | `throttled:${number}` | "unavailable"): Error {
  return new Error(code);
}

type FailureReport = (error: unknown) => void;

async function authorize(credentials: unknown, request: { headers?: Record<string, unknown> }, onFailure: FailureReport) {
  const headers = new Headers(
    Object.entries(request.headers ?? {}).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
  const result = await checkCredentials(credentials, clientAddress(headers)).catch((error: unknown) => {
    onFailure(error);
    throw refusal("unavailable");
  });
  if (result.outcome === "throttled") throw refusal(`throttled:${result.retryAfterSeconds}`);
  if (result.outcome !== "welcome") throw refusal(result.outcome);
  return result.user;
}

/**
 * next-auth's configuration, made at the first request: a build has no secret yet.
 * @param onFailure learns why a sign-in could not be decided; the page only says that it is unavailable.
 */
export function nextAuthOptions(onFailure: FailureReport): NextAuthOptions {
  return {
    secret: sessionSecret(),
    // Its one warning is about NEXTAUTH_URL, which we don't need: nothing redirects by it.
    logger: { warn: () => undefined },
    useSecureCookies: usesSecureCookies(),
    session: { strategy: "jwt", maxAge: sessionMaxAgeSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [CredentialsProvider({ credentials: { email: {}, password: {} }, authorize: (input, request) => authorize(input, request, onFailure) })],
    callbacks: {
      async jwt({ token, user }) {
        const signedIn = signedInSchema.safeParse(user);
        if (signedIn.success) return { sub: signedIn.data.id, tokenVersion: signedIn.data.tokenVersion };
        const claims = claimsSchema.parse(token);
        const current = await userOfClaims(claims.sub, claims.tokenVersion);
        // next-auth clears the cookie when this throws.
        if (!current) throw new Error("The session has ended.");
        return { ...token, name: current.name, email: current.email };
      },
      session({ session, token }) {
        return { ...session, user: { name: token.name, email: token.email } };
      },
    },
  };
}
