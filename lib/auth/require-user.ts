import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import type { CurrentUser, Role } from "../schemas/user";
import { meetsRole } from "./role-order";
import { sessionCookieName } from "./session-cookie";
import { userOfSessionCookie } from "./session-user";

/** Set by proxy.ts on requests for pages: the path and query that was asked for. */
const askedPathHeader = "x-tessera-path";

/** For server components: the signed-in user, or null. One database look-up a request, however often it is called. */
export const getCurrentUser = cache(async (): Promise<CurrentUser | null> => {
  const jar = await cookies();
  return userOfSessionCookie(jar.get(sessionCookieName())?.value);
});

/** For server components: the signed-in user; everybody else is sent to sign in and comes back afterwards. */
export async function requireUser(): Promise<CurrentUser> {
  const user = await getCurrentUser();
  if (user) return user;
  const asked = (await headers()).get(askedPathHeader);
  return redirect(asked && asked !== "/" ? `/sign-in?next=${encodeURIComponent(asked)}` : "/sign-in");
}

/** For server components: a signed-in user of at least that role; others see the "not allowed" page. */
export async function requireRole(role: Role): Promise<CurrentUser> {
  const user = await requireUser();
  if (!meetsRole(user.role, role)) forbidden();
  return user;
}
