import { z } from "zod";
import { database } from "../db/client";
import { type AuditEvent, auditEventSchema } from "../schemas/audit";
import type { PageQuery } from "../schemas/paging";
import { pageArguments, pageOf } from "./page-of";

const detailsSchema = auditEventSchema.shape.details.catch({});

/** The audit trail, newest first. */
export async function listAuditEvents(query: PageQuery): Promise<{ items: AuditEvent[]; nextCursor?: string }> {
  const db = database();
  const rows = await db.auditEvent.findMany({ orderBy: [{ at: "desc" }, { id: "desc" }], ...pageArguments(query) });
  const userIds = [...new Set(rows.map(({ userId }) => userId))].filter((id) => id !== null);
  const users = await db.user.findMany({ where: { id: { in: z.array(z.uuid()).parse(userIds) } }, select: { id: true, name: true } });
  const userById = new Map(users.map((user) => [user.id, user]));
  return pageOf(rows, query.limit, (row) => {
    const user = row.userId === null ? undefined : userById.get(row.userId);
    return { id: row.id, at: row.at.toISOString(), ...(user && { user }), action: row.action, subject: row.subject, details: detailsSchema.parse(row.details) };
  });
}
