import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { authenticateRequest } from "../auth/authenticate-request";
import { meetsRole } from "../auth/role-order";
import { env } from "../env";
import { AppError } from "../errors";
import type { CurrentUser, Role } from "../schemas/user";
import { refuseCrossSite } from "./cross-site";
import { logger } from "./logger";
import { problemResponse } from "./problem";
import { parsePart, queryObject, readJson } from "./read-request";
import { toAppError } from "./to-app-error";

export type Access = Role | "public";

export interface RouteContext<Auth extends Access, Params, Query, Body> {
  /** Null only on a public route that was called without a session or token. */
  user: Auth extends "public" ? CurrentUser | null : CurrentUser;
  params: Params;
  query: Query;
  body: Body;
  request: Request;
  requestId: string;
}

/** What a route takes, gives and demands. The OpenAPI document is made from the same object that is enforced. */
export interface RouteDefinition<
  Auth extends Access = Access,
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** The least role that may call it; `public` is open to everybody. */
  auth: Auth;
  params?: Params;
  query?: Query;
  /** JSON, at most 1 MB. Without a schema the body is left unread, so that the handler can stream it. */
  body?: Body;
  response?: Answer;
  /** Status of a success, 200 when absent. */
  status?: number;
  /** Gives the answer's JSON, `undefined` for 204, or a `Response` that passes as it is. */
  handler: (
    context: RouteContext<Auth, z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<z.input<Answer> | Response> | z.input<Answer> | Response;
}

/** The part of a definition that documents it. */
export type RouteContract = Pick<RouteDefinition, "auth" | "params" | "query" | "body" | "response" | "status">;

export type RouteHandler = ((request: Request, context?: { params: Promise<unknown> }) => Promise<Response>) & { contract: RouteContract };

/**
 * Makes a Next route handler: authenticates (session or Bearer token), checks the role, refuses cross-site writes,
 * checks params, query and body, and answers JSON, or `application/problem+json` for whatever goes wrong.
 */
export function defineRoute<
  Auth extends Access,
  Params extends z.ZodType = z.ZodType<undefined>,
  Query extends z.ZodType = z.ZodType<undefined>,
  Body extends z.ZodType = z.ZodType<undefined>,
  Answer extends z.ZodType = z.ZodType<unknown>,
>(definition: RouteDefinition<Auth, Params, Query, Body, Answer>): RouteHandler {
  const { auth, params, query, body, response, status } = definition;
  const handle = async (request: Request, context?: { params: Promise<unknown> }): Promise<Response> => {
    const requestId = randomBytes(8).toString("hex");
    const startedAtMs = performance.now();
    let userId: string | undefined;
    try {
      const user = await authorise(request, auth);
      userId = user?.id;
      const result = await definition.handler({
        user: user as RouteContext<Auth, unknown, unknown, unknown>["user"],
        params: (params ? parsePart(params, await context?.params, "params") : undefined) as z.output<Params>,
        query: (query ? parsePart(query, queryObject(new URL(request.url).searchParams), "query") : undefined) as z.output<Query>,
        body: (body ? parsePart(body, await readJson(request)) : undefined) as z.output<Body>,
        request,
        requestId,
      });
      const answer = toResponse(result, definition, requestId);
      logRequest({ request, requestId, userId, status: answer.status, startedAtMs });
      return answer;
    } catch (thrown) {
      const error = toAppError(thrown);
      logRequest({ request, requestId, userId, status: error.status, startedAtMs, error });
      return problemResponse(error, requestId, challengeHeaders(error));
    }
  };
  return Object.assign(handle, { contract: { auth, params, query, body, response, status } });
}

async function authorise(request: Request, access: Access): Promise<CurrentUser | null> {
  // What is open to everybody must also answer when nobody can be recognised: health, above all, while the database is away.
  const caller = access === "public" ? await authenticateRequest(request).catch(() => null) : await authenticateRequest(request);
  if (caller?.via === "session") refuseCrossSite(request);
  if (access === "public") return caller?.user ?? null;
  if (!caller) {
    throw new AppError("unauthenticated", "Sign in, or send an API token as Authorization: Bearer TOKEN.");
  }
  if (!meetsRole(caller.user.role, access)) {
    throw new AppError("forbidden", `This needs the role ${access}; yours is ${caller.user.role}. Ask an administrator to change it.`);
  }
  return caller.user;
}

function toResponse(result: unknown, definition: Pick<RouteDefinition, "response" | "status">, requestId: string): Response {
  if (result instanceof Response) {
    const headers = new Headers(result.headers);
    headers.set("x-request-id", requestId);
    return new Response(result.body, { status: result.status, statusText: result.statusText, headers });
  }
  const headers = { "cache-control": "private, no-store", "x-request-id": requestId };
  if (result === undefined) return new Response(null, { status: definition.status ?? 204, headers });
  warnOfContractBreach(result, definition, requestId);
  return Response.json(result, { status: definition.status ?? 200, headers });
}

/** The documented answer is a promise; development says at once when the code breaks it. */
function warnOfContractBreach(result: unknown, definition: Pick<RouteDefinition, "response">, requestId: string): void {
  if (env().NODE_ENV === "production" || !definition.response) return;
  const checked = definition.response.safeParse(result);
  if (!checked.success) logger().warn({ requestId, issues: checked.error.issues.slice(0, 5) }, "the answer does not fit its schema");
}

function challengeHeaders(error: AppError): Record<string, string> {
  if (error.code === "unauthenticated") return { "www-authenticate": 'Bearer realm="tessera"' };
  return error.retryAfterSeconds === undefined ? {} : { "retry-after": String(error.retryAfterSeconds) };
}

interface RequestRecord {
  request: Request;
  requestId: string;
  userId: string | undefined;
  status: number;
  startedAtMs: number;
  error?: AppError;
}

/** Path without query: a query can hold what a user typed. Reads that went well are only worth a debug line. */
function logRequest({ request, requestId, userId, status, startedAtMs, error }: RequestRecord): void {
  const line = {
    requestId,
    method: request.method,
    path: new URL(request.url).pathname,
    status,
    userId,
    durationMs: Math.round(performance.now() - startedAtMs),
    ...(error && { code: error.code, reason: error.message }),
  };
  if (status >= 500) logger().error({ ...line, err: error?.cause ?? error }, "request failed");
  else if (error) logger().warn(line, "request refused");
  else if (request.method === "GET") logger().debug(line, "request");
  else logger().info(line, "request");
}
