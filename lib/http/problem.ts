import { type AppError, errorCodes } from "../errors";
import type { Problem } from "../schemas/problem";

/** The RFC 9457 body of an error; holds only what the user may read. */
export function problemOf(error: AppError, requestId: string): Problem {
  const { status, title } = errorCodes[error.code];
  return {
    type: `/problems/${error.code}`,
    title,
    status,
    detail: error.userMessage,
    code: error.code,
    requestId,
    ...(error.invalidParams.length > 0 && { invalidParams: error.invalidParams }),
  };
}

/** The error as an HTTP answer: `application/problem+json`, never cached. */
export function problemResponse(error: AppError, requestId: string, headers: Record<string, string> = {}): Response {
  const problem = problemOf(error, requestId);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", "x-request-id": requestId, ...headers },
  });
}
