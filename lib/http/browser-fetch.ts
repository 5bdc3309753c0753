import type { z } from "zod";
import type { InvalidParam } from "../errors";
import { type Problem, problemSchema } from "../schemas/problem";

/** A refused or failed request, with what the screen shows: `title`, `detail`, the reference `requestId`, and each refused input. */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
  readonly invalidParams: InvalidParam[];

  constructor(problem: Omit<Problem, "type">) {
    super(problem.detail);
    this.name = "ProblemError";
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.requestId = problem.requestId;
    this.invalidParams = problem.invalidParams ?? [];
  }
}

/** `body` is sent as JSON; everything else as for `fetch`. */
export interface JsonRequest extends Omit<RequestInit, "body"> {
  body?: unknown;
}

/**
 * Calls the API (`path` as "/api/v1/…") and gives the answer checked against `schema`.
 * Leads to the sign-in page when the session has ended. Throws `ProblemError` for an error answer (code `offline` when the server can't be reached); passes an abort on as it is.
 */
export async function fetchJson<Schema extends z.ZodType>(path: string, schema: Schema, init: JsonRequest = {}): Promise<z.output<Schema>> {
  const response = await send(path, init);
  if (!response.ok) {
    const problem = new ProblemError(await readProblem(response));
    if (problem.code === "unauthenticated" && (init.method ?? "GET") === "GET") goToSignIn();
    throw problem;
  }
  const value: unknown = response.status === 204 ? undefined : await response.json();
  return schema.parse(value);
}

/** The session has ended while a page was open. A read can go on after signing in again; a write says so where it was made, keeping what was typed. */
function goToSignIn(): void {
  if (typeof window === "undefined") return;
  const here = window.location.pathname + window.location.search;
  // eslint-disable-next-line @next/next/no-location-assign-relative-destination -- no router here, and nothing of the session should stay in memory
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

async function send(path: string, { body, headers, ...rest }: JsonRequest): Promise<Response> {
  const sent = new Headers(headers);
  sent.set("accept", "application/json");
  if (body !== undefined) sent.set("content-type", "application/json");
  try {
    return await fetch(path, { ...rest, headers: sent, ...(body !== undefined && { body: JSON.stringify(body) }) });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ProblemError({
      code: "offline",
      status: 0,
      title: "The server can't be reached",
      detail: "Check your connection and that Tessera is running, then try again.",
      requestId: "",
    });
  }
}

async function readProblem(response: Response): Promise<Omit<Problem, "type">> {
  const parsed = problemSchema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  return {
    code: "internal",
    status: response.status,
    title: "Something went wrong",
    detail: `The server answered with status ${response.status}. Try again shortly.`,
    requestId: response.headers.get("x-request-id") ?? "",
  };
}

/** What any thrown value says on a screen. */
export function problemText(error: unknown): { title: string; detail: string; requestId?: string } {
  if (error instanceof ProblemError) return { title: error.title, detail: error.detail, requestId: error.requestId || undefined };
  return { title: "Something went wrong", detail: "Reload the page and try again." };
}
