import { hashPassword } from "../auth/password";
import { type Database, database } from "../db/client";
import { nameOutage } from "../db/name-outage";
import { recordAudit } from "../db/record-audit";
import { env } from "../env";
import { AppError } from "../errors";
import { personNameSchema, type SetupRequest } from "../schemas/user";

/** Serialises everything that counts administrators: set-up, and each change that could remove the last one. */
export async function lockAdministrators(db: Database): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('tessera.administrators'))`;
}

/** Many set-ups at once wait for one another; none should fail only because it waited. */
const patience = { maxWait: 15_000, timeout: 15_000 };

/** Whether nobody can sign in yet, because there is no user. */
export async function needsSetup(): Promise<boolean> {
  return (await nameOutage(database().user.findFirst({ select: { id: true } }))) === null;
}

/** Makes the first user, an administrator; throws `setup_already_done` when there is any user, also against a simultaneous set-up. */
export async function createFirstAdmin(request: SetupRequest): Promise<{ id: string; tokenVersion: number }> {
  const passwordHash = await hashPassword(request.password);
  return database().$transaction(async (db) => {
    await lockAdministrators(db);
    if ((await db.user.count()) > 0) {
      throw new AppError("setup_already_done", "Tessera is already set up. Sign in, or ask an administrator for an account.");
    }
    const user = await db.user.create({
      data: { email: request.email, name: request.name, passwordHash, role: "admin" },
      select: { id: true, email: true, tokenVersion: true },
    });
    await recordAudit(db, { userId: user.id, action: "setup.done", subject: user.email });
    return { id: user.id, tokenVersion: user.tokenVersion };
  }, patience);
}

/** Makes the first administrator from ADMIN_EMAIL and ADMIN_PASSWORD, when both are set and there is no user yet. */
export async function ensureConfiguredAdmin(): Promise<void> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = env();
  if (!email || !password || !(await needsSetup())) return;
  const [first = "admin"] = email.split("@");
  const name = personNameSchema.parse(first.charAt(0).toUpperCase() + first.slice(1));
  await createFirstAdmin({ email: email.toLowerCase(), name, password }).catch((error: unknown) => {
    if (!(error instanceof AppError && error.code === "setup_already_done")) throw error;
  });
}
