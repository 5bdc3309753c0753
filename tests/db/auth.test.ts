import { beforeAll, describe, expect, test, vi } from "vitest";
import { GET as getAccount } from "@/app/api/v1/account/route";
import { PUT as putPassword } from "@/app/api/v1/account/password/route";
import { DELETE as endSessions } from "@/app/api/v1/account/sessions/route";
import { checkCredentials } from "@/lib/auth/check-credentials";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";
import { database } from "@/lib/db/client";
import type { CurrentUser } from "@/lib/schemas/user";
import { updateUser } from "@/lib/services/users";
import { browserRequest, cookieOf, password, signedIn } from "./signed-in";

let admin: CurrentUser;
let viewer: CurrentUser;

beforeAll(async () => {
  admin = (await signedIn("admin", "admin@example.com")).user;
  viewer = (await signedIn("viewer", "vera@example.com")).user;
});

const account = (cookie: string) => getAccount(browserRequest("/api/v1/account", { cookie }));

describe("signing in", () => {
  test("the right password is welcome, whatever the case of the email", async () => {
    expect(await checkCredentials({ email: " VERA@example.com", password }, "10.0.0.1")).toMatchObject({ outcome: "welcome", user: { id: viewer.id } });
    const row = await database().user.findUniqueOrThrow({ where: { id: viewer.id } });
    expect(row.lastSignInAt).not.toBeNull();
    expect(row.passwordHash).toMatch(/^\$argon2id\$/);
  });

  test("a wrong password, an unknown email and nonsense get the same answer", async () => {
    for (const credentials of [{ email: "vera@example.com", password: "wrong" }, { email: "nobody@example.com", password }, { email: "?", password: "" }, undefined]) {
      expect(await checkCredentials(credentials, "10.0.0.2")).toEqual({ outcome: "wrong" });
    }
  });

  test("an unknown email takes as long as a wrong password", async () => {
    const timeOf = async (email: string) => {
      const startedAtMs = performance.now();
      for (let attempt = 0; attempt < 4; attempt++) await checkCredentials({ email, password: "wrong" }, `10.1.${email.length}.${attempt}`);
      return performance.now() - startedAtMs;
    };
    await timeOf("warm-up@example.com");
    const [known, unknown] = [await timeOf("vera@example.com"), await timeOf("vero@example.com")];
    // A skipped hash would be ten times faster; a busy machine is not.
    expect(unknown).toBeGreaterThan(known / 4);
  });

  test("guessing is throttled with the time to wait, also when the guesses come at once; others are not", async () => {
    const guesses = await Promise.all(Array.from({ length: 25 }, () => checkCredentials({ email: "vera@example.com", password: "guess" }, "10.9.9.9")));
    expect(guesses.filter(({ outcome }) => outcome === "wrong")).toHaveLength(10);
    expect(await database().auditEvent.count({ where: { action: "sign-in.throttled", subject: "vera@example.com" } })).toBe(1);
    const throttled = await checkCredentials({ email: "vera@example.com", password }, "10.9.9.9");
    expect(throttled).toMatchObject({ outcome: "throttled" });
    expect(throttled.outcome === "throttled" && throttled.retryAfterSeconds).toBeGreaterThan(600);
    expect(await checkCredentials({ email: "vera@example.com", password }, "10.0.0.1")).toMatchObject({ outcome: "welcome" });
  });

  test("one account is throttled for all addresses together", async () => {
    const { user } = await signedIn("viewer", "target@example.com");
    const outcomes = await Promise.all(Array.from({ length: 70 }, (_, index) => checkCredentials({ email: user.email, password: "guess" }, `172.16.0.${index}`)));
    expect(outcomes.filter(({ outcome }) => outcome === "throttled")).toHaveLength(10);
  });

  test("another web process, or the same one after a restart, counts on where the guesses stand", async () => {
    await signedIn("viewer", "shared@example.com");
    const guess = { email: "shared@example.com", password: "guess" };
    for (let attempt = 0; attempt < 10; attempt++) expect(await checkCredentials(guess, "10.8.8.8")).toEqual({ outcome: "wrong" });
    vi.resetModules();
    const other = await import("@/lib/auth/check-credentials");
    expect(other.checkCredentials).not.toBe(checkCredentials);
    expect(await other.checkCredentials({ ...guess, password }, "10.8.8.8")).toMatchObject({ outcome: "throttled" });
    expect(await other.checkCredentials({ ...guess, password }, "10.8.8.9")).toMatchObject({ outcome: "welcome" });
  });

  test("next-auth passes each refusal on as a code that the form knows", async () => {
    const [provider] = nextAuthOptions(() => undefined).providers;
    const authorize = (provider as unknown as { options: { authorize: (credentials: unknown, request: object) => Promise<unknown> } }).options.authorize;
    await expect(authorize({ email: "vera@example.com", password: "wrong" }, { headers: { "x-forwarded-for": "10.0.0.3" } })).rejects.toThrow(/^wrong$/);
    await expect(authorize({ email: "vera@example.com", password }, { headers: { "x-forwarded-for": "10.9.9.9" } })).rejects.toThrow(/^throttled:\d+$/);
  });
});

describe("a session", () => {
  test("opens the account; a forged or foreign cookie does not", async () => {
    const answer = await account(await cookieOf(viewer.id));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ email: "vera@example.com", role: "viewer" });
    const cookie = await cookieOf(viewer.id);
    expect((await account(`${cookie.slice(0, -4)}AAAA`)).status).toBe(401);
    expect((await account("next-auth.session-token=x.y.z")).status).toBe(401);
  });

  test("changing the password ends the other sessions and renews this one", async () => {
    const { user, cookie } = await signedIn("analyst");
    const other = await cookieOf(user.id);
    const body = { currentPassword: password, newPassword: "a new long password" };
    const wrong = await putPassword(browserRequest("/api/v1/account/password", { method: "PUT", cookie, body: { ...body, currentPassword: "wrong" } }));
    expect(await wrong.json()).toMatchObject({ status: 400, invalidParams: [{ name: "currentPassword" }] });
    const answer = await putPassword(browserRequest("/api/v1/account/password", { method: "PUT", cookie, body }));
    expect(answer.status).toBe(200);
    expect((await account(other)).status).toBe(401);
    expect((await account(answer.headers.get("set-cookie")?.split(";")[0] ?? "")).status).toBe(200);
    expect(await checkCredentials({ email: user.email, password }, "10.0.0.4")).toEqual({ outcome: "wrong" });
    expect(await checkCredentials({ email: user.email, password: body.newPassword }, "10.0.0.4")).toMatchObject({ outcome: "welcome" });
  });

  test("signing out everywhere else keeps this browser only", async () => {
    const { user, cookie } = await signedIn("viewer");
    const other = await cookieOf(user.id);
    const answer = await endSessions(browserRequest("/api/v1/account/sessions", { method: "DELETE", cookie }));
    expect((await account(other)).status).toBe(401);
    expect((await account(answer.headers.get("set-cookie")?.split(";")[0] ?? "")).status).toBe(200);
  });

  test("ends when the user is disabled, and stays ended when they are enabled again", async () => {
    const { user, cookie } = await signedIn("analyst", "leaver@example.com");
    expect((await account(cookie)).status).toBe(200);
    await updateUser(admin, user.id, { disabled: true });
    expect((await account(cookie)).status).toBe(401);
    expect(await checkCredentials({ email: user.email, password }, "10.0.0.5")).toEqual({ outcome: "disabled" });
    expect(await checkCredentials({ email: user.email, password: "wrong" }, "10.0.0.5")).toEqual({ outcome: "wrong" });
    await updateUser(admin, user.id, { disabled: false });
    expect((await account(cookie)).status).toBe(401);
  });

  test("takes a changed role at once", async () => {
    const { user, cookie } = await signedIn("viewer", "riser@example.com");
    await updateUser(admin, user.id, { role: "analyst" });
    expect(await (await account(cookie)).json()).toMatchObject({ role: "analyst" });
  });
});
