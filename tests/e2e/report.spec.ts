import { readFile } from "node:fs/promises";
import { makeDataset, wholesale } from "./dataset-steps";
import { expect, expectNoSeriousViolations, test } from "./fixtures";

const spending = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];

test("a run's report is read, printed, kept and shared; a revoked link shows nothing", async ({ page, baseURL, browser }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale to report on", wholesale);
  const answer = await page.request.post("/api/v1/segmentations", { data: { datasetId, name: "By spending", algorithm: "kmeans", features: spending, parameters: { k: 3 } }, headers: { origin: baseURL ?? "" } });
  const { id } = (await answer.json()) as { id: string };
  await expect.poll(async () => ((await (await page.request.get(`/api/v1/segmentations/${id}`)).json()) as { status: string }).status, { timeout: 30_000 }).toBe("succeeded");

  await page.goto(`/segmentations/${id}/report`);
  await expect(page.getByRole("heading", { level: 1, name: "By spending" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Print or save as PDF" })).toBeVisible();
  await expectNoSeriousViolations(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Print or save as PDF" })).toBeHidden();
  expect((await page.pdf({ format: "A4" })).byteLength).toBeGreaterThan(10_000);
  await page.emulateMedia({ media: "screen" });
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save as HTML" }).click()]);
  const file = await readFile(await download.path(), "utf8");

  // The file opens anywhere, asks for nothing, and is the same page.
  const elsewhere = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const stranger = await elsewhere.newPage();
  const asked: string[] = [];
  stranger.on("request", (request) => asked.push(request.url()));
  await stranger.setContent(file);
  await expect(stranger.getByRole("heading", { name: /^Who are they\?/ })).toBeVisible();
  expect(asked.filter((address) => !address.startsWith("data:"))).toEqual([]);

  await page.goto(`/segmentations/${id}`);
  await page.getByRole("button", { name: "Report" }).click();
  await page.getByRole("menuitem", { name: "Share it" }).click();
  await expect(page.getByText("No public link works at present.")).toBeVisible();
  await page.getByRole("button", { name: "Make a public link" }).click();
  const link = await page.getByRole("textbox", { name: "Your new link" }).inputValue();
  await expectNoSeriousViolations(page);
  expect((await stranger.goto(`${baseURL}${new URL(link).pathname}`))?.status()).toBe(200);
  await expect(stranger.getByText("This public report holds no data about single rows.")).toBeVisible();
  await expectNoSeriousViolations(stranger);
  await page.getByRole("button", { name: /^Revoke the link/ }).click();
  await expect(page.getByText("No public link works at present.")).toBeVisible();
  expect((await stranger.reload())?.status()).toBe(404);
  await expect(stranger.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await elsewhere.close();
});

test("the rule book is tried on a run, changed, and put back; a run again proves itself", async ({ page, baseURL }) => {
  const headers = { origin: baseURL ?? "" };
  await page.request.delete("/api/v1/rule-book", { headers });
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale for rules", wholesale);
  const { id } = (await (await page.request.post("/api/v1/segmentations", { data: { datasetId, algorithm: "kmeans", features: spending, parameters: { k: 3 } }, headers })).json()) as { id: string };
  await expect.poll(async () => ((await (await page.request.get(`/api/v1/segmentations/${id}`)).json()) as { status: string }).status, { timeout: 30_000 }).toBe("succeeded");

  await page.goto(`/rule-book?run=${id}`);
  await expect(page.getByText(/rules speak for a segment of this run/)).toBeVisible();
  await page.getByRole("button", { name: "Add rule" }).click();
  await expect(page.getByText("Give the rule a title")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save changes" })).toBeDisabled();
  await page.getByRole("textbox", { name: "Suggestion" }).fill("Grocery contract");
  await page.getByRole("combobox", { name: "When" }).selectOption({ label: "The column …" });
  await page.getByRole("textbox", { name: "Column" }).fill("grocery");
  await page.getByRole("combobox", { name: "Mean above" }).selectOption({ label: "the upper quartile" });
  await expectNoSeriousViolations(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("changed by your team")).toBeVisible();
  await page.goto(`/segmentations/${id}?tab=act`);
  await expect(page.getByText("Grocery contract").first()).toBeVisible();
  await page.goto("/rule-book");
  await page.getByRole("button", { name: "Reset to original" }).click();
  await page.getByRole("button", { name: "Reset rules" }).click();
  await expect(page.getByText("the original rules")).toBeVisible();

  await page.goto(`/segmentations/${id}?tab=method`);
  await page.getByRole("button", { name: "Run again and compare" }).click();
  await expect(page.getByText("Identical, byte for byte")).toBeVisible({ timeout: 30_000 });
  await expectNoSeriousViolations(page);
});

test("an audience is built from segments and conditions", async ({ page, baseURL }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale for an audience", wholesale);
  await page.goto(`/audiences/new?dataset=${datasetId}`);
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("combobox", { name: "Column" }).selectOption("Fresh");
  await page.getByRole("combobox", { name: "Condition" }).selectOption({ label: "is more than" });
  await page.getByRole("textbox", { name: "Value" }).fill("50000");
  await page.getByRole("button", { name: "Add filter" }).click();
  await expect(page.getByText(/of 440 rows/)).toBeVisible();
  await expectNoSeriousViolations(page);
  await page.getByRole("textbox", { name: "Name" }).fill("Much fresh");
  await page.getByRole("button", { name: "Save audience" }).click();
  await expect(page.getByRole("row", { name: /Much fresh/ }).first()).toContainText("Fresh is more than 50000");
});
