import type { Database } from "./client";

/** Everything that is worth asking about later: who may get in, and what was taken away for good. */
export type AuditAction =
  | "setup.done" | "sign-in.succeeded" | "sign-in.failed" | "sign-in.throttled"
  | "user.created" | "user.changed" | "user.disabled" | "user.enabled" | "user.password-reset"
  | "account.changed" | "account.password-changed" | "account.sessions-ended"
  | "token.created" | "token.revoked"
  | "dataset.deleted" | "dataset.version-deleted" | "segmentation.deleted" | "audience.deleted" | "recommender.deleted" | "rule-book.changed"
  | "share-link.created" | "share-link.revoked";

export interface AuditEntry {
  /** Who did it; null when nobody was signed in. */
  userId: string | null;
  action: AuditAction;
  /** What it was done to, as a person reads it: an email, a token's name, a dataset's name. */
  subject: string;
  /** Never a secret. */
  details?: Record<string, string | number | boolean>;
}

/** Writes one line of the audit trail, inside the caller's transaction when `db` is one. */
export async function recordAudit(db: Database, { userId, action, subject, details }: AuditEntry): Promise<void> {
  await db.auditEvent.create({ data: { userId, action, subject: subject.slice(0, 320), details: details ?? {} } });
}
