import { expect, expectNoSeriousViolations, test } from "./fixtures";

test("health is open to everybody and says that all parts are up", async ({ playwright, baseURL }) => {
  const stranger = await playwright.request.newContext({ baseURL });
  const answer = await stranger.get("/api/health");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ status: "ok" });
  await stranger.dispose();
});

test("the administrator's session opens the application", async ({ page }) => {
  await page.goto("/");
  await expect(page).not.toHaveURL(/sign-in/);
  await expectNoSeriousViolations(page);
});

test.describe("signed out", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("a page asks to sign in, and the form is accessible", async ({ page }) => {
    await page.goto("/");
    await expect(page).toHaveURL(/sign-in/);
    await expectNoSeriousViolations(page);
  });

  test("no data without a session or token", async ({ request }) => {
    const answer = await request.get("/api/v1/datasets");
    expect(answer.status()).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "unauthenticated" });
  });
});
