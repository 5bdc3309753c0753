import { newSessionCookie } from "@/lib/auth/session-cookie";
import { database } from "@/lib/db/client";
import type { Role } from "@/lib/schemas/user";
import { createUser } from "@/lib/services/users";
import { createFirstAdmin } from "@/lib/services/setup";

export const password = "correct horse battery";

/** Makes a user of that role (after a first administrator where there is none) and a signed-in browser's cookie for them. */
export async function signedIn(role: Role, email = `${role}-${Math.trunc(performance.now() * 1000)}@example.com`) {
  if (role === "admin" && (await database().user.count()) === 0) {
    await createFirstAdmin({ email, name: `The ${role}`, password });
  } else {
    if ((await database().user.count()) === 0) await createFirstAdmin({ email: "first@example.com", name: "First", password });
    await createUser(null, { email, name: `The ${role}`, role, password });
  }
  const row = await database().user.findUniqueOrThrow({ where: { email } });
  return { user: { id: row.id, email, name: row.name, role }, cookie: await cookieOf(row.id) };
}

/** The `Cookie` header of a browser that signs in now. */
export async function cookieOf(userId: string): Promise<string> {
  const { tokenVersion } = await database().user.findUniqueOrThrow({ where: { id: userId } });
  return (await newSessionCookie(userId, tokenVersion)).split(";")[0] ?? "";
}

/** A request as a browser on our own page makes it. */
export function browserRequest(path: string, { method = "GET", cookie, body, headers = {} }: { method?: string; cookie?: string; body?: unknown; headers?: Record<string, string> } = {}): Request {
  return new Request(`http://localhost:3000${path}`, {
    method,
    headers: { host: "localhost:3000", origin: "http://localhost:3000", ...(cookie && { cookie }), ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
