import { z } from "zod";
import { database } from "../db/client";
import { recordAudit } from "../db/record-audit";
import { emailSchema } from "../schemas/user";
import { verifyPassword } from "./password";
import { countSignInAttempt, forgiveSignInAttempts } from "./sign-in-limits";

const credentialsSchema = z.object({ email: emailSchema, password: z.string().min(1).max(1000) });

export type SignInOutcome =
  | { outcome: "welcome"; user: { id: string; email: string; name: string; tokenVersion: number } }
  | { outcome: "wrong" }
  | { outcome: "disabled" }
  | { outcome: "throttled"; retryAfterSeconds: number };

/**
 * Checks an email and password, throttled by email and address. That an account is disabled
 * is said only to who knows its password; everybody else learns nothing about which emails exist.
 */
export async function checkCredentials(input: unknown, address: string): Promise<SignInOutcome> {
  const parsed = credentialsSchema.safeParse(input);
  if (!parsed.success) return { outcome: "wrong" };
  const { email, password } = parsed.data;
  const db = database();
  const { waitSeconds, justBegan } = await countSignInAttempt({ email, address });
  if (justBegan) await recordAudit(db, { userId: null, action: "sign-in.throttled", subject: email, details: { address } });
  if (waitSeconds > 0) return { outcome: "throttled", retryAfterSeconds: waitSeconds };

  const user = await db.user.findUnique({ where: { email } });
  const fits = await verifyPassword(password, user?.passwordHash);
  if (!user || !fits) {
    await recordAudit(db, { userId: null, action: "sign-in.failed", subject: email, details: { address } });
    return { outcome: "wrong" };
  }
  if (user.disabledAt) return { outcome: "disabled" };
  await forgiveSignInAttempts({ email, address });
  await db.user.update({ where: { id: user.id }, data: { lastSignInAt: new Date() } });
  await recordAudit(db, { userId: user.id, action: "sign-in.succeeded", subject: email, details: { address } });
  return { outcome: "welcome", user: { id: user.id, email: user.email, name: user.name, tokenVersion: user.tokenVersion } };
}
