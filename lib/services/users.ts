import { hashPassword, verifyPassword } from "../auth/password";
import { type Database, database } from "../db/client";
import { recordAudit } from "../db/record-audit";
import { AppError } from "../errors";
import type { PageQuery } from "../schemas/paging";
import type { CurrentUser, PasswordChange, User, UserCreate, UserPatch } from "../schemas/user";
import { pageArguments, pageOf } from "./page-of";
import { lockAdministrators } from "./setup";

interface UserRow {
  id: string;
  email: string;
  name: string;
  role: User["role"];
  disabledAt: Date | null;
  createdAt: Date;
  lastSignInAt: Date | null;
}

function presentUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    disabled: row.disabledAt !== null,
    createdAt: row.createdAt.toISOString(),
    ...(row.lastSignInAt && { lastSignInAt: row.lastSignInAt.toISOString() }),
  };
}

/** Users in the order they were made. */
export async function listUsers(query: PageQuery): Promise<{ items: User[]; nextCursor?: string }> {
  const rows = await database().user.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }], ...pageArguments(query) });
  return pageOf(rows, query.limit, presentUser);
}

/** Throws `not_found`. */
export async function getUser(id: string): Promise<User> {
  return presentUser(await findUser(database(), id));
}

async function findUser(db: Database, id: string) {
  const row = await db.user.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", "There is no such user.");
  return row;
}

/**
 * Invites somebody by setting their first password; `actor` is null on the command line.
 * Throws `conflict` when the email is taken, or when the first user of all would be no administrator.
 */
export async function createUser(actor: CurrentUser | null, request: UserCreate): Promise<User> {
  const passwordHash = await hashPassword(request.password);
  return database().$transaction(async (db) => {
    await lockAdministrators(db);
    if (request.role !== "admin" && (await db.user.count({ where: { role: "admin" } })) === 0) {
      throw new AppError("conflict", "Make an administrator first: nobody else could ever administer Tessera.");
    }
    if (await db.user.findUnique({ where: { email: request.email }, select: { id: true } })) {
      throw new AppError("conflict", `There is already a user with the email ${request.email}.`, {
        invalidParams: [{ name: "email", reason: "There is already a user with this email" }],
      });
    }
    const row = await db.user.create({ data: { email: request.email, name: request.name, role: request.role, passwordHash } });
    await recordAudit(db, { userId: actor?.id ?? null, action: "user.created", subject: row.email, details: { role: row.role } });
    return presentUser(row);
  });
}

/** Changes name, role or disabled; throws `conflict` rather than leave Tessera without an administrator who can sign in. */
export async function updateUser(actor: CurrentUser, id: string, patch: UserPatch): Promise<User> {
  return database().$transaction(async (db) => {
    await lockAdministrators(db);
    const before = await findUser(db, id);
    const role = patch.role ?? before.role;
    const disabled = patch.disabled ?? before.disabledAt !== null;
    if (patch.disabled && actor.id === id) throw new AppError("conflict", "You can't disable your own account. Ask another administrator.");
    if (before.role === "admin" && !before.disabledAt && (role !== "admin" || disabled)) await requireAnotherAdmin(db, id);
    const ended = disabled && !before.disabledAt;
    const row = await db.user.update({
      where: { id },
      data: {
        name: patch.name,
        role,
        disabledAt: disabled ? (before.disabledAt ?? new Date()) : null,
        // Sessions from before must not come back to life when the account is enabled again.
        ...(ended && { tokenVersion: { increment: 1 } }),
      },
    });
    await auditChange(db, actor, before, row);
    return presentUser(row);
  });
}

async function requireAnotherAdmin(db: Database, id: string): Promise<void> {
  const others = await db.user.count({ where: { role: "admin", disabledAt: null, id: { not: id } } });
  if (others === 0) {
    throw new AppError("conflict", "This is the last administrator. Make somebody else an administrator first.");
  }
}

async function auditChange(db: Database, actor: CurrentUser, before: UserRow, after: UserRow): Promise<void> {
  const entry = { userId: actor.id, subject: after.email };
  if (!before.disabledAt && after.disabledAt) await recordAudit(db, { ...entry, action: "user.disabled" });
  if (before.disabledAt && !after.disabledAt) await recordAudit(db, { ...entry, action: "user.enabled" });
  if (before.role !== after.role) await recordAudit(db, { ...entry, action: "user.changed", details: { role: after.role, roleBefore: before.role } });
  if (before.name !== after.name) await recordAudit(db, { ...entry, action: "user.changed", details: { name: after.name } });
}

/** Sets somebody's password and ends all their sessions. */
export async function resetPassword(actor: CurrentUser, id: string, password: string): Promise<{ tokenVersion: number }> {
  const passwordHash = await hashPassword(password);
  return database().$transaction(async (db) => {
    const { email } = await findUser(db, id);
    const { tokenVersion } = await db.user.update({ where: { id }, data: { passwordHash, tokenVersion: { increment: 1 } }, select: { tokenVersion: true } });
    await recordAudit(db, { userId: actor.id, action: "user.password-reset", subject: email });
    return { tokenVersion };
  });
}

/** The user's own profile. */
export async function updateAccount(user: CurrentUser, patch: { name: string }): Promise<User> {
  return database().$transaction(async (db) => {
    const row = await db.user.update({ where: { id: user.id }, data: { name: patch.name } });
    await recordAudit(db, { userId: user.id, action: "account.changed", subject: row.email, details: { name: row.name } });
    return presentUser(row);
  });
}

/**
 * Changes the user's own password and ends every session of theirs; the caller gives this browser a new one
 * under the returned version. Throws `bad_request` when the present password is wrong.
 */
export async function changePassword(user: CurrentUser, request: PasswordChange): Promise<{ tokenVersion: number }> {
  const before = await findUser(database(), user.id);
  if (!(await verifyPassword(request.currentPassword, before.passwordHash))) {
    throw new AppError("bad_request", "Your present password is not right.", {
      invalidParams: [{ name: "currentPassword", reason: "This is not your present password" }],
    });
  }
  const passwordHash = await hashPassword(request.newPassword);
  return endSessions(user, { passwordHash });
}

/** Ends every session of the user, on all devices; API tokens keep working. */
export async function endSessions(user: CurrentUser, change: { passwordHash?: string } = {}): Promise<{ tokenVersion: number }> {
  return database().$transaction(async (db) => {
    const row = await db.user.update({
      where: { id: user.id },
      data: { ...change, tokenVersion: { increment: 1 } },
      select: { tokenVersion: true },
    });
    const action = change.passwordHash ? "account.password-changed" : "account.sessions-ended";
    await recordAudit(db, { userId: user.id, action, subject: user.email });
    return row;
  });
}
