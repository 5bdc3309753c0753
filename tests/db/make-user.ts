import { database } from "@/lib/db/client";
import type { CurrentUser, Role } from "@/lib/schemas/user";

let made = 0;

/** A user who exists but can't sign in. */
export async function makeUser(role: Role = "analyst"): Promise<CurrentUser> {
  made += 1;
  const user = await database().user.create({ data: { email: `user-${made}@example.com`, name: `User ${made}`, role, passwordHash: "none" } });
  return { id: user.id, email: user.email, name: user.name, role: user.role };
}
