import { z } from "zod";
import { AppError } from "../errors";

const unreachableCodes = new Set([
  // Node's sockets
  "ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH", "EPIPE", "EAI_AGAIN",
  // Prisma: unreachable, timed out, no such database, connection closed, pool exhausted
  "P1001", "P1002", "P1003", "P1008", "P1017", "P2024",
  // PostgreSQL: shutting down, crashed, starting up, too many connections, connection failures
  "57P01", "57P02", "57P03", "53300", "08000", "08001", "08003", "08006",
]);
const unreachableKinds = new Set(["DatabaseNotReachable", "ConnectionClosed", "TooManyConnections", "SocketTimeout", "DatabaseDoesNotExist", "AuthenticationFailed"]);
const fullCodes = new Set(["ENOSPC", "EDQUOT", "53100"]);

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
function chain(error: unknown, depth = 0): Link[] {
  if (depth > 6 || typeof error !== "object" || error === null) return [];
  const parsed = linkSchema.safeParse(error);
  if (!parsed.success) return [];
  const inner = [parsed.data.cause, parsed.data.meta?.driverAdapterError, ...(parsed.data.errors ?? [])];
  return [parsed.data, ...inner.flatMap((next) => chain(next, depth + 1))];
}

function isUnreachable(link: Link): boolean {
  return (
    unreachableCodes.has(link.code ?? "") ||
    unreachableCodes.has(link.originalCode ?? "") ||
    unreachableKinds.has(link.kind ?? "") ||
    /^Connection terminated|timeout exceeded when trying to connect|Can't reach database server/.test(link.message ?? "")
  );
}

/** Turns whatever was thrown into an `AppError`; what is not recognised becomes `internal`, its cause kept for the log. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return fromZodError(error);
  const links = chain(error);
  const has = (codes: Set<string>) => links.some((link) => codes.has(link.code ?? "") || codes.has(link.originalCode ?? ""));
  if (has(fullCodes)) {
    return new AppError("storage_full", "The server's disk is full. Free some space, for example by deleting old datasets, and try again.", { cause: error });
  }
  if (links.some(isUnreachable)) {
    return new AppError("database_unavailable", "The database can't be reached at the moment. Nothing was changed; try again shortly.", { cause: error });
  }
  if (has(new Set(["P2002"]))) return new AppError("conflict", "Something with the same name or key is already there.", { cause: error });
  if (has(new Set(["P2003"]))) return new AppError("conflict", "Something else still refers to this, or it was deleted meanwhile.", { cause: error });
  if (has(new Set(["P2025"]))) return new AppError("not_found", "It is not there, or was deleted meanwhile.", { cause: error });
  return new AppError("internal", "Something went wrong on the server. Try again; if it happens again, tell your administrator the reference.", { cause: error });
}

interface Refusal {
  path: PropertyKey[];
  message: string;
}

/** What zod says of an input that fits none of several forms, where the schema does not say it better. */
const unexplained = "Invalid input";

/** What is wrong with an input that may have several forms: the faults of the form it comes nearest to, not just "invalid". */
function refusalsOf(issues: readonly z.core.$ZodIssue[]): Refusal[] {
  return issues.flatMap((issue) => {
    const isExplained = issue.code === "invalid_union" && issue.message !== unexplained;
    if (issue.code !== "invalid_union" || isExplained || issue.errors.length === 0) return [issue];
    const forms = issue.errors.map(refusalsOf).toSorted((a, b) => a.length - b.length);
    const plain = forms.every((form) => form.length === 1 && form[0]?.path.length === 0);
    if (plain) return [{ path: issue.path, message: forms.map((form) => form[0]?.message).join("; or: ") }];
    return (forms[0] ?? []).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
  });
}

/** A refused input as `bad_request`, with the path and reason of every refused part; `prefix` names where it was (`query`, `params`). */
export function fromZodError(error: z.ZodError, prefix?: string): AppError {
  const invalidParams = refusalsOf(error.issues).map(({ path, message }) => ({
    name: [prefix, ...path.map(String)].filter(Boolean).join(".") || "body",
    reason: message,
  }));
  const first = invalidParams[0];
  const more = invalidParams.length > 1 ? ` (and ${invalidParams.length - 1} more)` : "";
  return new AppError("bad_request", first ? `${first.name}: ${first.reason}${more}.` : "The request is not valid.", { cause: error, invalidParams });
}
