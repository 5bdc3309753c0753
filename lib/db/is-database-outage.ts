import { z } from "zod";

const outageCodes = new Set([
  // Node's sockets
  "ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH", "EPIPE", "EAI_AGAIN",
  // Prisma: unreachable, timed out, no such database, connection closed, pool exhausted
  "P1001", "P1002", "P1003", "P1008", "P1017", "P2024", "P2037",
  // PostgreSQL: shutting down, crashed, starting up, too many connections, connection failures
  "57P01", "57P02", "57P03", "53300", "08000", "08001", "08003", "08004", "08006",
  // Ours
  "database_unavailable",
]);
const outageKinds = new Set(["DatabaseNotReachable", "ConnectionClosed", "TooManyConnections", "SocketTimeout", "DatabaseDoesNotExist", "AuthenticationFailed"]);
const outageMessages = /connection (terminated|closed|refused)|can't reach database|server has closed the connection|timeout exceeded when trying to connect/iu;

const linkSchema = z.object({
  code: z.string().optional().catch(undefined),
  kind: z.string().optional().catch(undefined),
  originalCode: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  cause: z.unknown().optional(),
  meta: z.object({ driverAdapterError: z.unknown().optional() }).optional().catch(undefined),
  errors: z.array(z.unknown()).optional().catch(undefined),
});
type Link = z.infer<typeof linkSchema>;

/** The error and everything it wraps (causes, driver errors, members of an AggregateError), outermost first. */
function errorChain(error: unknown, depth = 0): Link[] {
  if (depth > 6 || typeof error !== "object" || error === null) return [];
  const parsed = linkSchema.safeParse(error);
  if (!parsed.success) return [];
  const inner = [parsed.data.cause, parsed.data.meta?.driverAdapterError, ...(parsed.data.errors ?? [])];
  return [parsed.data, ...inner.flatMap((next) => errorChain(next, depth + 1))];
}

/** Whether the error, or one that it wraps, has one of the codes: Node's, Prisma's or PostgreSQL's. */
export function hasErrorCode(error: unknown, codes: ReadonlySet<string>): boolean {
  return errorChain(error).some(({ code = "", originalCode = "" }) => codes.has(code) || codes.has(originalCode));
}

/** Whether an error says that the database is away for now, so that trying again later is right. */
export function isDatabaseOutage(error: unknown): boolean {
  return hasErrorCode(error, outageCodes) || errorChain(error).some(({ kind = "", message = "" }) => outageKinds.has(kind) || outageMessages.test(message));
}
