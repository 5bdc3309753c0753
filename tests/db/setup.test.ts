import { expect, test } from "vitest";
import { POST } from "@/app/api/v1/setup/route";
import { userOfSessionCookie } from "@/lib/auth/session-user";
import { database } from "@/lib/db/client";
import { createFirstAdmin, needsSetup } from "@/lib/services/setup";
import { createUser } from "@/lib/services/users";
import { browserRequest, password } from "./signed-in";

const body = { name: "Dana", email: "Dana@Example.com", password };

test("before set-up: the form says what is wrong, and a first user who is no administrator is refused", async () => {
  expect(await needsSetup()).toBe(true);
  const answer = await POST(browserRequest("/api/v1/setup", { method: "POST", body: { ...body, password: "short" } }));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ invalidParams: [{ name: "password" }] });
  await expect(createUser(null, { ...body, role: "viewer" })).rejects.toMatchObject({ code: "conflict" });
  expect(await needsSetup()).toBe(true);
});

test("a page of another site can't set Tessera up", async () => {
  const answer = await POST(browserRequest("/api/v1/setup", { method: "POST", body, headers: { origin: "https://evil.example" } }));
  expect(answer.status).toBe(403);
  expect(await needsSetup()).toBe(true);
});

test("twenty set-ups at once make one administrator, who is signed in; the others are told", async () => {
  const attempts = Array.from({ length: 20 }, (_, index) => POST(browserRequest("/api/v1/setup", { method: "POST", body: { ...body, email: `dana${index}@example.com` } })));
  const answers = await Promise.all(attempts);
  const [winner, ...others] = answers.filter(({ status }) => status === 200);
  expect(others).toEqual([]);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  expect(await database().user.count()).toBe(1);
  const cookie = winner?.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
  const user = await userOfSessionCookie(/=([^;]+)/.exec(cookie)?.[1]);
  expect(user).toMatchObject({ role: "admin", name: "Dana" });
});

test("afterwards set-up is closed for good", async () => {
  expect(await needsSetup()).toBe(false);
  await expect(createFirstAdmin(body)).rejects.toMatchObject({ code: "setup_already_done" });
  expect(await database().auditEvent.count({ where: { action: "setup.done" } })).toBe(1);
});
