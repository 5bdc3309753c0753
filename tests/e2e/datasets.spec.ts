import { chooseFiles, expectReady, makeDataset, wholesale, wholesalePath } from "./dataset-steps";
import { expect, expectNoSeriousViolations, test } from "./fixtures";

const csv = { mimeType: "text/csv" };

test("a file is previewed before it is sent, read, and its rows can be sorted and filtered", async ({ page }) => {
  await chooseFiles(page, wholesalePath);
  await expect(page.getByRole("heading", { name: "wholesale.csv" })).toBeVisible();
  await expect(page.getByText("comma, header, UTF-8")).toBeVisible();
  await expect(page.getByLabel("Type of Fresh")).toHaveValue("integer");
  await expect(page.getByRole("region", { name: "First rows" }).getByRole("cell", { name: "12669", exact: true })).toBeVisible();
  await expectNoSeriousViolations(page);

  await page.getByLabel("Name", { exact: true }).fill("Wholesale by hand");
  await page.getByRole("button", { name: "Add 440 rows" }).click();
  await expectReady(page);
  await expect(page.getByRole("heading", { level: 1, name: "Wholesale by hand" })).toBeVisible();
  await expect(page.getByLabel("Rows stored and rejected")).toContainText("440 rows stored");
  await expectNoSeriousViolations(page);

  await page.getByRole("tab", { name: "Rows" }).click();
  const rows = page.getByRole("region", { name: /^Rows of/ });
  await rows.getByRole("button", { name: "Fresh" }).click();
  await rows.getByRole("button", { name: "Fresh" }).click();
  await expect(rows.getByRole("row").nth(1)).toContainText("112151");
  await expect(page).toHaveURL(/sort=Fresh&direction=desc/);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByLabel("Column").selectOption("Channel");
  await page.getByLabel("Condition").selectOption("equals");
  await page.getByLabel("Value").fill("2");
  await page.getByRole("button", { name: "Add filter" }).click();
  await expect(page.getByText("142 rows that match")).toBeVisible();
  await expectNoSeriousViolations(page);
  await page.reload();
  await expect(page.getByText("142 rows that match")).toBeVisible();
});

test("a name with emoji, HTML and SQL shows as it is; deleting asks first and says what goes", async ({ page, baseURL }) => {
  const name = `🦊 <b>bold</b> '; DROP TABLE datasets; -- "quoted"`;
  const id = await makeDataset(page, baseURL ?? "", "before", wholesale);
  await page.goto(`/datasets/${id}`);
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Name", { exact: true }).press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.goto(`/datasets?search=${encodeURIComponent("<b>bold")}`);
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete dataset" }).click();
  await expect(page.getByRole("dialog")).toContainText("This deletes 1 version");
  await page.getByRole("button", { name: "Delete dataset" }).click();
  await expect(page).toHaveURL(/\/datasets$/);
  expect((await page.request.get(`/api/v1/datasets/${id}`)).status()).toBe(404);
});

test("what is no table is refused in words, before anything is sent", async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request) => request.url().includes("/api/uploads") && sent.push(request.method()));
  const refusals: [string, Buffer, RegExp][] = [
    ["picture.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), /picture/],
    ["noise.csv", Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 73 + 1) % 256)), /binary file/],
    ["empty.csv", Buffer.alloc(0), /0 bytes/],
    ["report.docx", Buffer.from("some words"), /CSV, TSV/],
    ["one.csv", Buffer.from("a\n1\n2\n"), /Only one column/],
  ];
  await chooseFiles(page, refusals.map(([name, buffer]) => ({ name, buffer, ...csv })));
  for (const [name, , words] of refusals) {
    await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
    await expect(page.locator("main [role=alert], main [role=status]").getByText(words).first()).toBeVisible();
  }
  await expect(page.getByRole("button", { name: /^Add (this|[0-9])/ })).toBeDisabled();
  await expectNoSeriousViolations(page);
  expect(sent).toEqual([]);
});

test("append and replace make versions, and any of them can be made current again", async ({ page, baseURL }) => {
  const id = await makeDataset(page, baseURL ?? "", "Versions", "name,value\nAnna,1\nBob,2\n");
  await chooseFiles(page, { name: "more.csv", buffer: Buffer.from("name,value\nCleo,3\n"), ...csv }, `/datasets/new?into=${id}&mode=append`);
  await page.getByRole("button", { name: "Append 1 row" }).click();
  await expectReady(page);
  await expect(page.getByText("3 rows · 2 columns")).toBeVisible({ timeout: 30_000 });
  await chooseFiles(page, { name: "other.csv", buffer: Buffer.from("name,value\nDora,4\n"), ...csv }, `/datasets/new?into=${id}&mode=replace`);
  await page.getByRole("button", { name: "Replace with 1 row" }).click();
  await expectReady(page);
  await expect(page.getByText("1 row · 2 columns")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("tab", { name: /^Versions/ }).click();
  const versions = page.getByRole("region", { name: "Versions" }).getByRole("row");
  await expect(versions).toHaveCount(4);
  await versions.nth(3).getByRole("button", { name: "Make current" }).click();
  await expect(page.getByText("2 rows · 2 columns")).toBeVisible();
  await expect(versions.nth(3)).toContainText("current");
});

test("another type reads the file again as a new version; another role applies at once", async ({ page, baseURL }) => {
  const id = await makeDataset(page, baseURL ?? "", "Types", "name,value\nAnna,1\nBob,2\nCleo,x\nDora,4\n");
  await page.goto(`/datasets/${id}`);
  await page.waitForLoadState("networkidle");
  await page.getByLabel("Role of name").selectOption("ignore");
  await expect.poll(async () => JSON.stringify(await (await page.request.get(`/api/v1/datasets/${id}`)).json())).toContain('"role":"ignore"');
  await page.getByLabel("Type of value").selectOption("integer");
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByLabel("Rows stored and rejected")).toContainText("1 rejected", { timeout: 30_000 });
  await expect(page.getByLabel("Rows stored and rejected")).toContainText("3 rows stored");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "as CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});

test.describe("on a phone, in the dark", () => {
  test.use({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });

  test("every data screen is accessible and no wider than the screen", async ({ page, baseURL }) => {
    const id = await makeDataset(page, baseURL ?? "", "A-name-without-any-space-that-is-as-long-as-a-name-may-be-".repeat(3), wholesale);
    for (const address of ["/", "/datasets", "/datasets/new", `/datasets/${id}`, `/datasets/${id}?tab=rows`, `/datasets/${id}?tab=versions`, `/datasets/${id}?tab=runs`]) {
      await page.goto(address);
      await page.waitForLoadState("networkidle");
      await expectNoSeriousViolations(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(390);
    }
  });
});
