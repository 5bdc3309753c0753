import { chooseFiles, expectReady, makeDataset, wholesalePath } from "./dataset-steps";
import { expect, expectNoSeriousViolations, test } from "./fixtures";

test.describe("with a connection that drops", () => {
  test.use({ expectedErrors: [/net::ERR_/] });

  test("an upload goes on by itself", async ({ page }) => {
    let dropped = 0;
    await page.route("**/api/uploads/**", async (route) => {
      if (route.request().method() !== "PATCH" || dropped > 0) return route.continue();
      dropped++;
      await route.abort("connectionreset");
    });
    await chooseFiles(page, wholesalePath);
    await page.getByRole("button", { name: "Add 440 rows" }).click();
    await expectReady(page);
    expect(dropped).toBe(1);
    await expect(page.getByLabel("Rows stored and rejected")).toContainText("440 rows stored");
  });

  test("after a reload the same file goes on where it stopped", async ({ page }) => {
    const made: string[] = [];
    page.on("request", (request) => request.method() === "POST" && request.url().endsWith("/api/uploads") && made.push(request.url()));
    page.on("dialog", (dialog) => void dialog.accept());
    await page.route("**/api/uploads/**", (route) => (route.request().method() === "PATCH" ? route.abort("connectionreset") : route.continue()));
    await chooseFiles(page, wholesalePath);
    await page.getByRole("button", { name: "Add 440 rows" }).click();
    await expect(page.getByText("Connection lost, trying again")).toBeVisible();
    await chooseFiles(page, []);
    await page.unroute("**/api/uploads/**"); // not before the reload: a retry could finish the upload
    await expect(page.getByText(/wholesale\.csv was interrupted at/)).toBeVisible();
    await expectNoSeriousViolations(page);
    await page.locator("input[type=file]").first().setInputFiles(wholesalePath);
    await page.getByRole("button", { name: "Add 440 rows" }).click();
    await expectReady(page);
    expect(made).toHaveLength(1);
  });

  test("a cancelled upload leaves nothing behind", async ({ page }) => {
    await page.route("**/api/uploads/**", (route) => (route.request().method() === "PATCH" ? route.abort("connectionreset") : route.continue()));
    await chooseFiles(page, wholesalePath);
    const deleted = page.waitForResponse((response) => response.request().method() === "DELETE" && response.url().includes("/api/uploads/"));
    await page.getByRole("button", { name: "Add 440 rows" }).click();
    await expect(page.getByText("Connection lost, trying again")).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    expect((await deleted).status()).toBe(204);
    await expect(page.getByRole("button", { name: "Add 440 rows" })).toBeEnabled();
    await chooseFiles(page, []);
    await expect(page.getByText("was interrupted")).toHaveCount(0);
  });
});

test("several files become a dataset each", async ({ page }) => {
  const files = ["one", "two"].map((name) => ({ name: `${name}.csv`, mimeType: "text/csv", buffer: Buffer.from(`name,value\n${name},1\nother,2\n`) }));
  await chooseFiles(page, files);
  await page.getByRole("button", { name: "Add 2 files" }).click();
  await expect(page.getByRole("link", { name: "Open" })).toHaveCount(2, { timeout: 45_000 });
});

test("a file that the server refuses says why on its page", async ({ page, baseURL }) => {
  const id = await makeDataset(page, baseURL ?? "", "Refused", "only\none\ncolumn\n");
  await page.goto(`/datasets/${id}`);
  await expect(page.getByRole("alert").filter({ hasText: "could not be read" })).toContainText("only one column");
  await expectNoSeriousViolations(page);
});

test("an example leads to its segmentation, already filled in", async ({ page }) => {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await expectNoSeriousViolations(page);
  await page.getByRole("button", { name: "Load Spices" }).click();
  await expect(page).toHaveURL(/\/segmentations\/new\?dataset=[0-9a-f-]{36}/, { timeout: 30_000 });
});

test("a viewer sees no way to write, and the server refuses it", async ({ page, baseURL, browser }) => {
  const id = await makeDataset(page, baseURL ?? "", "For viewers", "name,value\nAnna,1\nBob,2\n");
  const viewer = { email: `viewer-${id.slice(-8)}@example.com`, password: "looks-and-exports-1" };
  const made = await page.request.post("/api/v1/users", { data: { ...viewer, name: "Vera Viewer", role: "viewer" }, headers: { origin: baseURL ?? "" } });
  expect(made.ok()).toBe(true);
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const other = await context.newPage();
  await other.goto(`/sign-in?next=${encodeURIComponent(`/datasets/${id}`)}`);
  await other.getByLabel("Email").fill(viewer.email);
  await other.getByLabel("Password", { exact: true }).fill(viewer.password);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(other.getByRole("tab", { name: "Overview" })).toBeVisible();
  await expect(other.getByRole("link", { name: "Segment this dataset" })).toHaveCount(0);
  await expect(other.getByRole("button", { name: "Rename" })).toHaveCount(0);
  await expect(other.getByLabel("Type of value")).toHaveCount(0);
  await expectNoSeriousViolations(other);
  const refused = await other.request.delete(`/api/v1/datasets/${id}`, { headers: { origin: baseURL ?? "" } });
  expect(refused.status()).toBe(403);
  await context.close();
});
