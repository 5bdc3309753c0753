import type { RouteContract, RouteHandler } from "../define-route";

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a schema can't say about an operation. */
export interface OperationNote {
  /** One line, an imperative: "List datasets". */
  summary: string;
  description?: string;
  /** Media types of a body that is no JSON. */
  accepts?: string[];
  /** Media types of an answer that is no JSON, streamed. */
  produces?: string[];
}

export interface ApiOperation extends OperationNote {
  method: HttpMethod;
  /** As OpenAPI writes it: `/api/v1/datasets/{id}`. */
  path: string;
  tag: string;
  contract: RouteContract;
}

type RouteModule = Partial<Record<HttpMethod, RouteHandler>>;

/** Documents a route file: a summary is demanded for every method that the file exports, and for no other. */
export function describeRoute<Module extends object>(
  path: string,
  tag: string,
  module: Module,
  notes: Record<Extract<keyof Module, HttpMethod>, OperationNote>,
): ApiOperation[] {
  const handlers: RouteModule = module;
  return Object.entries<OperationNote>(notes).flatMap(([name, note]) => {
    const method = name as HttpMethod;
    const handler = handlers[method];
    return handler ? [{ method, path, tag, contract: handler.contract, ...note }] : [];
  });
}
