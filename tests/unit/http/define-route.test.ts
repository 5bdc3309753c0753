import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";

// Nothing listens there: each query is refused at once.
beforeAll(() => {
  vi.stubEnv("NODE_ENV", "test");
  vi.stubEnv("DATABASE_URL", "postgres://nobody:none@127.0.0.1:1/none");
  vi.stubEnv("NEXTAUTH_SECRET", "secret-of-the-outage-test");
});

async function browser(): Promise<Request> {
  const { newSessionCookie } = await import("@/lib/auth/session-cookie");
  const cookie = (await newSessionCookie("0198c0de-7e55-7e1a-8a11-5e91e57a11ed", 0)).split(";")[0] ?? "";
  return new Request("http://localhost:3000/api/v1/x?limit=3", { headers: { cookie } });
}

describe("while the database is away", () => {
  test("a signed-in request is told so, with a reference", async () => {
    const { defineRoute } = await import("@/lib/http/define-route");
    const route = defineRoute({ auth: "viewer", handler: () => ({}) });
    const answer = await route(await browser());
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: "database_unavailable", requestId: answer.headers.get("x-request-id") });
  });

  test("what is open to everybody still answers, with a cookie too", async () => {
    const { defineRoute } = await import("@/lib/http/define-route");
    const route = defineRoute({ auth: "public", query: z.object({ limit: z.coerce.number() }), handler: ({ user, query }) => ({ user, query }) });
    expect(await (await route(await browser())).json()).toEqual({ user: null, query: { limit: 3 } });
  });
});

test("a stranger is told to sign in without asking the database", async () => {
  const { defineRoute } = await import("@/lib/http/define-route");
  const answer = await defineRoute({ auth: "viewer", handler: () => ({}) })(new Request("http://localhost:3000/api/v1/x"));
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toMatch(/Bearer/);
});

test("a handler's stream passes through with the request's reference; nothing becomes 204", async () => {
  const { defineRoute } = await import("@/lib/http/define-route");
  const stream = defineRoute({ auth: "public", handler: () => new Response("a,b\n", { headers: { "content-type": "text/csv" } }) });
  const answer = await stream(new Request("http://localhost:3000/api/v1/x"));
  expect(await answer.text()).toBe("a,b\n");
  expect(answer.headers.get("content-type")).toBe("text/csv");
  expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f]{16}$/);
  const empty = defineRoute({ auth: "public", handler: () => undefined });
  expect((await empty(new Request("http://localhost:3000/api/v1/x"))).status).toBe(204);
});

test("a refusal that ends by itself says when to try again", async () => {
  const { defineRoute } = await import("@/lib/http/define-route");
  const { AppError } = await import("@/lib/errors");
  const refuse = (error: Error) =>
    defineRoute({
      auth: "public",
      handler: () => {
        throw error;
      },
    })(new Request("http://localhost:3000/api/v1/x"));
  expect((await refuse(new AppError("too_many_requests", "Too many.", { retryAfterSeconds: 840 }))).headers.get("retry-after")).toBe("840");
  expect((await refuse(new AppError("conflict", "No."))).headers.get("retry-after")).toBeNull();
});
