import type { Role } from "../schemas/user";

const rank: Record<Role, number> = { viewer: 0, analyst: 1, admin: 2 };

/** Whether `role` may do what `needed` may: viewer looks and exports, analyst uploads and runs, admin administers. */
export function meetsRole(role: Role, needed: Role): boolean {
  return rank[role] >= rank[needed];
}
