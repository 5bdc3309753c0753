import type { Browser, Page } from "@playwright/test";
import { expect, expectNoSeriousViolations, test } from "./fixtures";

const firstPassword = "first long password";
const unique = () => `${Date.now().toString(36)}${Math.trunc(performance.now() * 1000).toString(36)}`;

/** A browser of somebody who is not signed in yet. */
async function freshPage(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  return context.newPage();
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A line of the people's table; the audit trail below names the same people. */
function personRow(page: Page, email: string) {
  return page.getByRole("region", { name: "People" }).getByRole("row").filter({ hasText: email });
}

/** The administrator adds a person through the dialog. */
async function addPerson(page: Page, { name, email, role }: { name: string; email: string; role: "viewer" | "analyst" | "admin" }): Promise<void> {
  await page.goto("/admin/people");
  await page.getByRole("button", { name: "Add a person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByLabel("Role").selectOption(role);
  await dialog.getByLabel("Password").fill(firstPassword);
  await dialog.getByRole("button", { name: "Add person" }).click();
  await expect(dialog).toBeHidden();
  await expect(personRow(page, email)).toBeVisible();
}

test.describe("a person", () => {
  // The refused sign-ins answer 401, which the browser notes in its console.
  test.use({ expectedErrors: [/401/] });

  test("is added, signs in after a mistake, changes the password, and is disabled again", async ({ page, browser, baseURL }) => {
    const email = `ana-${unique()}@example.com`;
    await addPerson(page, { name: "Ana <b>Lyst</b>", email, role: "analyst" });

    const hers = await freshPage(browser, baseURL);
    await hers.goto("/account");
    await expect(hers).toHaveURL(/\/sign-in\?next=%2Faccount/);
    await signIn(hers, email, "not the password");
    await expect(hers.getByText("The email or the password is not right.")).toBeVisible();
    await signIn(hers, email, firstPassword);
    await expect(hers).toHaveURL(/\/account$/);
    await expect(hers.getByRole("heading", { level: 1 })).toHaveText("Ana <b>Lyst</b>");

    await hers.getByLabel("Present password").fill(firstPassword);
    await hers.getByLabel("New password").fill("short");
    await hers.getByRole("button", { name: "Change password" }).click();
    await expect(hers.getByText("A password has at least 10 characters").first()).toBeVisible();
    await expect(hers.getByLabel("New password")).toBeFocused();
    await hers.getByLabel("New password").fill("second long password");
    await hers.getByRole("button", { name: "Change password" }).click();
    await expect(hers.getByText("Your password is changed.")).toBeVisible();
    await hers.reload();
    await expect(hers.getByRole("heading", { level: 1 })).toBeVisible();

    await hers.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(hers).toHaveURL(/\/sign-in$/);
    await signIn(hers, email, "second long password");
    await expect(hers).not.toHaveURL(/sign-in/);
    await hers.goto("/admin/people");
    await expect(hers.getByText("Your role does not allow this")).toBeVisible();

    await personRow(page, email).getByRole("button", { name: "Actions for Ana <b>Lyst</b>" }).click();
    await page.getByRole("menuitem", { name: "Disable" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await expect(personRow(page, email)).toContainText("disabled");
    await hers.goto("/account");
    await expect(hers).toHaveURL(/sign-in/);
    await hers.context().close();
  });
});

test("a token is created, works once copied, and is refused once revoked", async ({ page, playwright, baseURL }) => {
  const name = `nightly ${unique()}`;
  await page.goto("/account");
  await page.getByRole("button", { name: "Create a token" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
  const token = await page.getByRole("dialog").getByLabel("Token").inputValue();
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText(token.slice(0, 10));

  const program = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { authorization: `Bearer ${token}` }, storageState: { cookies: [], origins: [] } });
  const account = await program.get("/api/v1/account");
  expect(await account.json()).toMatchObject({ role: "admin" });
  const openapi = await program.get("/api/v1/openapi.json");
  expect(await openapi.json()).toMatchObject({ openapi: "3.1.0" });

  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByText(`${name} is revoked.`)).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("region", { name: "API tokens" }).getByRole("row").filter({ hasText: name })).toBeHidden();
  expect((await program.get("/api/v1/account")).status()).toBe(401);
  await program.dispose();
});

test("set-up is closed once there is a user", async ({ browser, baseURL }) => {
  const page = await freshPage(browser, baseURL);
  await page.goto("/setup");
  await expect(page).toHaveURL(/sign-in/);
  const answer = await page.request.post("/api/v1/setup", { data: { name: "Eve", email: "eve@example.com", password: "a long password" } });
  expect(answer.status()).toBe(409);
  await page.context().close();
});

test("pages can't be framed, sniffed or fed with foreign scripts", async ({ request }) => {
  const headers = (await request.get("/sign-in")).headers();
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["content-security-policy"]).not.toContain(" 'unsafe-eval'");
  expect(headers["x-frame-options"]).toBe("DENY");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

test("the API reader opens the operation that a link names", async ({ page }) => {
  await page.goto("/api-docs#postSegmentations");
  await expect(page.getByText('algorithm "kmeans"').first()).toBeVisible();
  await expect(page.getByLabel("Call", { exact: true }).filter({ visible: true }).first()).toContainText("Authorization: Bearer");
});

for (const path of ["/account", "/admin/people", "/admin/jobs", "/api-docs#postSegmentations"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${path} is accessible, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectNoSeriousViolations(page);
    });
  }
}

test("the dialogs are accessible and the page fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/admin/people");
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Add person" }).click();
  await expect(page.getByText("Give a name")).toBeVisible();
  await expectNoSeriousViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
