import { readFile } from "node:fs/promises";
import { makeDataset, wholesale } from "./dataset-steps";
import { expect, expectNoSeriousViolations, test } from "./fixtures";

const spending = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];

test("advice on k is asked for, explained and taken", async ({ page, baseURL }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale to advise on", wholesale);
  await page.goto(`/segmentations/new?dataset=${datasetId}`);
  await page.getByRole("button", { name: "Get advice" }).click();
  const take = page.getByRole("button", { name: /^Take k = \d+$/ });
  await expect(take).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/structure.*Hopkins/)).toBeVisible();
  await expectNoSeriousViolations(page);
  const chosen = /k = (\d+)/.exec((await take.textContent()) ?? "")?.[1] ?? "";
  await take.click();
  await expect(page.getByRole("spinbutton", { name: "Segments k, number" })).toHaveValue(chosen);
});

test("a result is trusted, acted on and compared; a segment becomes an audience that can be taken away", async ({ page, baseURL }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale to act on", wholesale);
  const ids: string[] = [];
  for (const k of [3, 5]) {
    const answer = await page.request.post("/api/v1/segmentations", { data: { datasetId, algorithm: "kmeans", features: spending, parameters: { k } }, headers: { origin: baseURL ?? "" } });
    const { id } = (await answer.json()) as { id: string };
    await expect.poll(async () => ((await (await page.request.get(`/api/v1/segmentations/${id}`)).json()) as { status: string }).status, { timeout: 30_000 }).toBe("succeeded");
    ids.push(id);
  }
  await page.goto(`/segmentations/${ids[0]}?tab=trust`);
  await expect(page.getByText(/highly stable|stable|pattern|do not trust/).first()).toBeVisible({ timeout: 60_000 });
  await expectNoSeriousViolations(page);

  await page.getByRole("tab", { name: "Compare" }).click();
  await page.getByRole("combobox", { name: "Other run" }).selectOption({ index: 1 });
  await expect(page.getByText("adjusted Rand index")).toBeVisible();
  await expect(page.getByRole("button", { name: /^\d+ rows from “.+” to “.+”$/ }).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Rows that moved" })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`with=${ids[1]}`));
  await expectNoSeriousViolations(page);

  await page.getByRole("tab", { name: "Act" }).click();
  await page.getByRole("button", { name: "Score", exact: true }).click();
  await expect(page.getByRole("region", { name: "Drift of each feature" })).toBeVisible({ timeout: 30_000 });
  await expectNoSeriousViolations(page);
  await page.getByRole("button", { name: "Save as audience" }).nth(1).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Big retailers");
  await page.getByRole("button", { name: "Save audience" }).click();
  await expect(page.getByText("Audience saved with 44 rows")).toBeVisible();

  await page.goto("/audiences");
  const row = page.getByRole("row", { name: /Big retailers/ }).first();
  await expect(row).toContainText("44");
  await expectNoSeriousViolations(page);
  const [download] = await Promise.all([page.waitForEvent("download"), row.getByRole("link", { name: "CSV" }).click()]);
  expect((await readFile(await download.path(), "utf8")).trim().split(/\r?\n/)).toHaveLength(45);
});
