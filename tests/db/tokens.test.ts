import { beforeAll, expect, test } from "vitest";
import { GET as getAccount } from "@/app/api/v1/account/route";
import { DELETE as revokeRoute } from "@/app/api/v1/tokens/[id]/route";
import { GET as listRoute, POST as createRoute } from "@/app/api/v1/tokens/route";
import { database } from "@/lib/db/client";
import { apiTokenCreatedSchema, apiTokenPageSchema } from "@/lib/schemas/api-token";
import type { CurrentUser } from "@/lib/schemas/user";
import { createApiToken, createApiTokenForEmail, revokeApiToken } from "@/lib/services/api-tokens";
import { updateUser } from "@/lib/services/users";
import { browserRequest, signedIn } from "./signed-in";

let admin: { user: CurrentUser; cookie: string };
let viewer: { user: CurrentUser; cookie: string };

beforeAll(async () => {
  admin = await signedIn("admin", "admin@example.com");
  viewer = await signedIn("viewer", "vera@example.com");
});

const params = (id: string) => ({ params: Promise.resolve({ id }) });
const withToken = (token: string, address = "10.0.0.1") =>
  getAccount(new Request("http://localhost:3000/api/v1/account", { headers: { authorization: `Bearer ${token}`, "x-forwarded-for": address } }));

async function create(cookie: string, name: string) {
  const answer = await createRoute(browserRequest("/api/v1/tokens", { method: "POST", cookie, body: { name } }));
  expect(answer.status).toBe(201);
  return apiTokenCreatedSchema.parse(await answer.json());
}

test("a token is shown once, stored as its hash, and acts as its user", async () => {
  const { token, id } = await create(viewer.cookie, "nightly upload");
  const row = await database().apiToken.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(row)).not.toContain(token);
  const answer = await withToken(token);
  expect(await answer.json()).toMatchObject({ email: "vera@example.com" });
  expect((await database().apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt).not.toBeNull();
  const list = await (await listRoute(browserRequest("/api/v1/tokens", { cookie: viewer.cookie }))).text();
  expect(list).not.toContain(token);
});

test("a token writes without an Origin: the cross-site check is for cookies", async () => {
  const { token } = await createApiToken(admin.user, "script");
  const { id } = await create(viewer.cookie, "to be revoked");
  const request = new Request(`http://localhost:3000/api/v1/tokens/${id}`, { method: "DELETE", headers: { authorization: `Bearer ${token}`, origin: "https://elsewhere.example" } });
  expect((await revokeRoute(request, params(id))).status).toBe(200);
});

test("a token can't make another one, which would outlive it", async () => {
  const { token } = await createApiToken(admin.user, "script");
  const request = browserRequest("/api/v1/tokens", { method: "POST", body: { name: "child" }, headers: { authorization: `Bearer ${token}` } });
  expect((await createRoute(request)).status).toBe(403);
});

test("revoking works at once; somebody else's token looks like none, but to administrators", async () => {
  const { token, id } = await create(admin.cookie, "admin's");
  const byViewer = await revokeRoute(browserRequest(`/api/v1/tokens/${id}`, { method: "DELETE", cookie: viewer.cookie }), params(id));
  expect(byViewer.status).toBe(404);
  expect((await withToken(token)).status).toBe(200);
  await revokeRoute(browserRequest(`/api/v1/tokens/${id}`, { method: "DELETE", cookie: admin.cookie }), params(id));
  expect((await withToken(token)).status).toBe(401);
});

test("only administrators list everybody's tokens", async () => {
  expect((await listRoute(browserRequest("/api/v1/tokens?owner=all", { cookie: viewer.cookie }))).status).toBe(403);
  const all = apiTokenPageSchema.parse(await (await listRoute(browserRequest("/api/v1/tokens?owner=all", { cookie: admin.cookie }))).json());
  expect(new Set(all.items.map(({ owner }) => owner.email)).size).toBe(2);
  const mine = apiTokenPageSchema.parse(await (await listRoute(browserRequest("/api/v1/tokens", { cookie: viewer.cookie }))).json());
  expect(new Set(mine.items.map(({ owner }) => owner.email))).toEqual(new Set(["vera@example.com"]));
});

test("a disabled user's tokens stop working", async () => {
  const leaver = await signedIn("analyst", "leaver@example.com");
  const { token } = await create(leaver.cookie, "left behind");
  await updateUser(admin.user, leaver.user.id, { disabled: true });
  expect((await withToken(token)).status).toBe(401);
  await expect(createApiTokenForEmail("leaver@example.com", "x")).rejects.toMatchObject({ code: "conflict" });
});

test("a wrong token is not rescued by a cookie, and many of them are slowed down", async () => {
  const both = new Request("http://localhost:3000/api/v1/account", { headers: { authorization: "Bearer tsr_wrong", cookie: viewer.cookie, "x-forwarded-for": "10.7.7.7" } });
  expect((await getAccount(both)).status).toBe(401);
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 65; attempt++) statuses.push((await withToken(`tsr_guess${attempt}`, "10.7.7.7")).status);
  expect(statuses[0]).toBe(401);
  expect(statuses.at(-1)).toBe(429);
  const { token } = await createApiToken(viewer.user, "honest");
  expect((await withToken(token, "10.7.7.8")).status).toBe(200);
});

test("the command line's token is for an existing user, by email", async () => {
  expect((await withToken((await createApiTokenForEmail(" Vera@Example.com ", "cli")).token)).status).toBe(200);
  await expect(createApiTokenForEmail("nobody@example.com", "cli")).rejects.toMatchObject({ code: "not_found" });
  await expect(createApiTokenForEmail("no email", "cli")).rejects.toMatchObject({ code: "bad_request" });
});

test("a list goes on where it stopped, also when the token that it stopped at was revoked meanwhile", async () => {
  const { user, cookie } = await signedIn("analyst");
  const made = [];
  for (const name of ["first", "second", "third"]) made.push(await createApiToken(user, name));
  const page = async (query: string) => apiTokenPageSchema.parse(await (await listRoute(browserRequest(`/api/v1/tokens?${query}`, { cookie }))).json());
  const { items, nextCursor } = await page("limit=1");
  await revokeApiToken(user, items[0]?.id ?? "");
  const rest = await page(`limit=5&cursor=${nextCursor}`);
  expect([...items, ...rest.items].map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted());
});
