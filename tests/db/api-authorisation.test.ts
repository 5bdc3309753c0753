import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as unknownAddress } from "@/app/api/[...path]/route";
import { apiOperations } from "@/app/api/v1/openapi.json/api-operations";
import type { RouteHandler } from "@/lib/http/define-route";
import { browserRequest, signedIn } from "./signed-in";

const apiFolder = path.resolve(import.meta.dirname, "../../app/api");
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const anyId = "0198c0de-7e55-7e1a-8a11-5e91e57a11ed";

/** Open to everybody on purpose; next-auth's own routes are not made by defineRoute. */
const open = new Set(["GET /api/health", "POST /api/v1/setup"]);
/** Resumable uploads: the tus protocol documents itself. And whatever is no address at all. */
const undocumented = /^\/api\/(auth|uploads|\{path\})(\/|$)/;

interface Route {
  method: (typeof methods)[number];
  path: string;
  handler: RouteHandler;
}

async function routesOnDisk(): Promise<Route[]> {
  const files = readdirSync(apiFolder, { recursive: true, encoding: "utf8" }).filter((file) => path.basename(file) === "route.ts" && !file.startsWith("auth/"));
  const routes = await Promise.all(
    files.map(async (file) => {
      const exported = (await import(path.join(apiFolder, file))) as Record<string, RouteHandler>;
      const url = `/api/${path.dirname(file)}`.replaceAll(/\[\[?(?:\.\.\.)?(\w+)\]?\]/g, "{$1}");
      return methods.flatMap((method) => (exported[method] ? [{ method, path: url, handler: exported[method] }] : []));
    }),
  );
  return routes.flat();
}

const routes = await routesOnDisk();
const nameOf = (route: Route) => `${route.method} ${route.path}`;
const call = (route: Route, options: Parameters<typeof browserRequest>[1] = {}) => {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const url = route.path.replaceAll(/\{\w+\}/g, anyId);
  return route.handler(browserRequest(url, { method: route.method, ...options }), { params: Promise.resolve(Object.fromEntries(names.map((name) => [name, anyId]))) });
};

test("there are routes to check", () => {
  expect(routes.length).toBeGreaterThan(20);
});

test.each(routes.filter((route) => !open.has(nameOf(route))).map((route) => [nameOf(route), route] as const))("%s is closed to strangers", async (_, route) => {
  const answer = await call(route);
  expect(answer.status).toBe(401);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ code: "unauthenticated", type: "/problems/unauthenticated" });
});

describe("by role", () => {
  let viewer: Awaited<ReturnType<typeof signedIn>>;
  let analyst: Awaited<ReturnType<typeof signedIn>>;
  beforeAll(async () => {
    viewer = await signedIn("viewer", "vera@example.com");
    analyst = await signedIn("analyst", "ana@example.com");
  });

  const needing = (...roles: string[]) => routes.filter(({ handler }) => roles.includes(handler.contract.auth)).map((route) => [nameOf(route), route] as const);

  test.each(needing("analyst", "admin"))("%s is refused to a viewer", async (_, route) => {
    const answer = await call(route, { cookie: viewer.cookie });
    expect(await answer.json()).toMatchObject({ status: 403, code: "forbidden" });
  });

  test.each(needing("admin"))("%s is refused to an analyst", async (_, route) => {
    expect((await call(route, { cookie: analyst.cookie })).status).toBe(403);
  });

  test.each(routes.filter(({ method }) => method !== "GET").map((route) => [nameOf(route), route] as const))("%s is refused to another site's page", async (_, route) => {
    const answer = await call(route, { cookie: viewer.cookie, headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" } });
    expect(await answer.json()).toMatchObject({ status: 403, code: "cross_site_refused" });
  });

  test("an address that no route has is answered with a problem", async () => {
    const answer = await unknownAddress(browserRequest("/api/v1/nothing", { cookie: viewer.cookie }));
    expect(await answer.json()).toMatchObject({ status: 404, code: "not_found" });
  });

  test("what changes people, tokens of others or the trail needs an administrator; uploads and runs an analyst", () => {
    const roles = new Map(routes.map((route) => [nameOf(route), route.handler.contract.auth]));
    expect(roles.get("POST /api/v1/users")).toBe("admin");
    expect(roles.get("GET /api/v1/audit")).toBe("admin");
    expect(roles.get("POST /api/v1/datasets")).toBe("analyst");
    expect(roles.get("POST /api/v1/segmentations")).toBe("analyst");
    expect(roles.get("DELETE /api/v1/datasets/{id}")).toBe("analyst");
  });
});

test("every route on disk is in the OpenAPI document, and nothing else", () => {
  const documented = apiOperations.map(({ method, path: url }) => `${method} ${url}`).sort();
  const present = routes.filter((route) => !undocumented.test(route.path)).map(nameOf).sort();
  expect(documented).toEqual(present);
});
