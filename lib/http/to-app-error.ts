import { z } from "zod";
import { hasErrorCode, isDatabaseOutage } from "../db/is-database-outage";
import { databaseOutage } from "../db/name-outage";
import { AppError } from "../errors";

const fullCodes = ["ENOSPC", "EDQUOT", "53100"];

/** Turns whatever was thrown into an `AppError`; what is not recognised becomes `internal`, its cause kept for the log. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return fromZodError(error);
  const has = (...codes: string[]) => hasErrorCode(error, new Set(codes));
  if (has(...fullCodes)) {
    return new AppError("storage_full", "The server's disk is full. Free some space, for example by deleting old datasets, and try again.", { cause: error });
  }
  if (isDatabaseOutage(error)) return databaseOutage(error);
  if (has("P2002")) return new AppError("conflict", "Something with the same name or key is already there.", { cause: error });
  if (has("P2003")) return new AppError("conflict", "Something else still refers to this, or it was deleted meanwhile.", { cause: error });
  if (has("P2025")) return new AppError("not_found", "It is not there, or was deleted meanwhile.", { cause: error });
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
