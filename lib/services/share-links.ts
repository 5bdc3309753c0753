import { hashTokenSecret, newTokenSecret } from "../auth/token-secret";
import { database } from "../db/client";
import { recordAudit } from "../db/record-audit";
import { AppError } from "../errors";
import type { Report, ShareLink } from "../schemas/report";
import type { CurrentUser } from "../schemas/user";
import { getReport } from "./reports";
import { requireFinishedRun } from "./segmentations";

/** More living links to one report than this are a mistake. */
const maximumLinks = 20;
const dayMs = 86_400_000;

/** Makes a public link to a run's report. The token is in this answer only; what is kept is its hash. */
export async function createShareLink(user: CurrentUser, segmentationId: string, days: number): Promise<ShareLink & { token: string }> {
  const run = await requireFinishedRun(segmentationId);
  const token = newTokenSecret("share");
  return database().$transaction(async (db) => {
    if ((await db.shareLink.count({ where: living(segmentationId) })) >= maximumLinks) {
      throw new AppError("conflict", `This report has ${maximumLinks} public links already. Revoke one that is not needed any more.`);
    }
    const row = await db.shareLink.create({
      data: { segmentationId, tokenHash: hashTokenSecret(token), expiresAt: new Date(Date.now() + days * dayMs), createdById: user.id },
    });
    await recordAudit(db, { userId: user.id, action: "share-link.created", subject: run.name, details: { segmentation: segmentationId, days } });
    return { ...present(row, user.name), token };
  });
}

const living = (segmentationId: string) => ({ segmentationId, revokedAt: null, expiresAt: { gt: new Date() } });

/** Public links to a run's report that still work, newest first. */
export async function listShareLinks(segmentationId: string): Promise<ShareLink[]> {
  await requireFinishedRun(segmentationId);
  const rows = await database().shareLink.findMany({ where: living(segmentationId), orderBy: { id: "desc" } });
  const people = await database().user.findMany({ where: { id: { in: rows.map(({ createdById }) => createdById) } }, select: { id: true, name: true } });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => present(row, names.get(row.createdById) ?? ""));
}

function present(row: { id: string; createdAt: Date; expiresAt: Date }, createdBy: string): ShareLink {
  return { id: row.id, createdBy, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() };
}

/** Ends a public link at once and for good. */
export async function revokeShareLink(user: CurrentUser, id: string): Promise<void> {
  await database().$transaction(async (db) => {
    const row = await db.shareLink.findUnique({ where: { id }, select: { revokedAt: true, segmentation: { select: { name: true } } } });
    if (!row) throw new AppError("not_found", "There is no such link, or its segmentation was deleted.");
    if (row.revokedAt) return;
    await db.shareLink.update({ where: { id }, data: { revokedAt: new Date() } });
    await recordAudit(db, { userId: user.id, action: "share-link.revoked", subject: row.segmentation.name, details: { id } });
  });
}

/** The report behind a public link; undefined for a token that is wrong, expired or revoked: nobody learns which. */
export async function sharedReport(token: string): Promise<Report | undefined> {
  const link = await database().shareLink.findUnique({ where: { tokenHash: hashTokenSecret(token) }, select: { segmentationId: true, revokedAt: true, expiresAt: true } });
  if (!link || link.revokedAt || link.expiresAt <= new Date()) return undefined;
  return getReport(link.segmentationId, "public");
}
