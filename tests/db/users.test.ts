import { beforeAll, describe, expect, test } from "vitest";
import { GET as listRoute, POST as createRoute } from "@/app/api/v1/users/route";
import { PATCH as patchRoute } from "@/app/api/v1/users/[id]/route";
import { PUT as passwordRoute } from "@/app/api/v1/users/[id]/password/route";
import { GET as getAccount } from "@/app/api/v1/account/route";
import { database } from "@/lib/db/client";
import type { CurrentUser, User } from "@/lib/schemas/user";
import { listAuditEvents } from "@/lib/services/audit";
import { createUser, listUsers, updateUser } from "@/lib/services/users";
import { browserRequest, password, signedIn } from "./signed-in";

let admin: { user: CurrentUser; cookie: string };

beforeAll(async () => {
  admin = await signedIn("admin", "admin@example.com");
});

const params = (id: string) => ({ params: Promise.resolve({ id }) });

test("an administrator invites by setting a first password", async () => {
  const body = { name: 'Ana "O’Neil" <b>🙂</b>', email: "ANA@example.com", role: "analyst", password };
  const answer = await createRoute(browserRequest("/api/v1/users", { method: "POST", cookie: admin.cookie, body }));
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ name: body.name, email: "ana@example.com", role: "analyst", disabled: false });
  const again = await createRoute(browserRequest("/api/v1/users", { method: "POST", cookie: admin.cookie, body }));
  expect(await again.json()).toMatchObject({ status: 409, code: "conflict", invalidParams: [{ name: "email" }] });
});

test("the same email twice at once makes one user", async () => {
  const request = { name: "Twin", email: "twin@example.com", role: "viewer", password } as const;
  const results = await Promise.allSettled([createUser(admin.user, request), createUser(admin.user, request)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("passwords are stored as argon2id and never come back", async () => {
  const { passwordHash } = await database().user.findFirstOrThrow({ where: { email: "twin@example.com" } });
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const text = await (await listRoute(browserRequest("/api/v1/users", { cookie: admin.cookie }))).text();
  expect(text).not.toMatch(/argon2|passwordHash|tokenVersion/);
});

describe("the last administrator", () => {
  test("can't be demoted or disabled", async () => {
    for (const body of [{ role: "viewer" }, { disabled: true }]) {
      const answer = await patchRoute(browserRequest(`/api/v1/users/${admin.user.id}`, { method: "PATCH", cookie: admin.cookie, body }), params(admin.user.id));
      expect(answer.status).toBe(409);
    }
  });

  test("two administrators who demote each other at once leave one", async () => {
    const { user: second } = await signedIn("admin", "second@example.com");
    const results = await Promise.allSettled([updateUser(admin.user, second.id, { role: "viewer" }), updateUser(second, admin.user.id, { role: "viewer" })]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await database().user.count({ where: { role: "admin", disabledAt: null } })).toBe(1);
    await database().user.update({ where: { id: admin.user.id }, data: { role: "admin" } });
    await updateUser(admin.user, second.id, { role: "viewer" });
  });
});

test("nobody disables themselves", async () => {
  const { user: third } = await signedIn("admin", "third@example.com");
  await expect(updateUser(third, third.id, { disabled: true })).rejects.toMatchObject({ code: "conflict" });
  await updateUser(admin.user, third.id, { role: "viewer" });
});

test("a reset password ends the person's sessions", async () => {
  const { user, cookie } = await signedIn("viewer", "forgetful@example.com");
  const answer = await passwordRoute(browserRequest(`/api/v1/users/${user.id}/password`, { method: "PUT", cookie: admin.cookie, body: { password: "another password" } }), params(user.id));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect((await getAccount(browserRequest("/api/v1/account", { cookie }))).status).toBe(401);
});

test("an unknown user is not found; an id that is none is refused by name", async () => {
  const missing = "0198c0de-7e55-7e1a-8a11-5e91e57a11ed";
  expect((await patchRoute(browserRequest(`/api/v1/users/${missing}`, { method: "PATCH", cookie: admin.cookie, body: {} }), params(missing))).status).toBe(404);
  const answer = await patchRoute(browserRequest("/api/v1/users/1", { method: "PATCH", cookie: admin.cookie, body: {} }), params("1"));
  expect(await answer.json()).toMatchObject({ status: 400, invalidParams: [{ name: "params.id" }] });
});

test("pages hold every user once, in order; a strange cursor is refused", async () => {
  const seen: User[] = [];
  let cursor: string | undefined;
  do {
    const page = await listUsers({ limit: 2, cursor });
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen.map(({ email }) => email)).toEqual((await listUsers({ limit: 100 })).items.map(({ email }) => email));
  await expect(listUsers({ limit: 2, cursor: "' OR 1=1" })).rejects.toMatchObject({ code: "bad_request" });
});

test("the audit trail says who changed what, and holds no secret", async () => {
  const { items } = await listAuditEvents({ limit: 100 });
  const lines = items.map(({ user, action, subject }) => `${user?.name ?? "-"} ${action} ${subject}`);
  expect(lines).toContain("The admin user.password-reset forgetful@example.com");
  expect(lines).toContain("The admin user.created ana@example.com");
  expect(JSON.stringify(items)).not.toContain(password);
});
