import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { makeDataset, wholesale } from "./dataset-steps";
import { expect, expectNoSeriousViolations, test } from "./fixtures";

const spending = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];
const plain = { missing: "mean", scaling: "standard", encoding: "none" };

/** Starts a run through the API with the page's session and opens it once it is done. */
async function openRun(page: Page, baseURL: string, request: { datasetId: string; algorithm: string; parameters: object }): Promise<string> {
  const answer = await page.request.post("/api/v1/segmentations", { data: { features: spending, preparation: plain, seed: 42, ...request }, headers: { origin: baseURL } });
  expect(answer.status()).toBe(202);
  const { id } = (await answer.json()) as { id: string };
  await page.goto(`/segmentations/${id}`);
  await expect(page.getByRole("tab", { name: "Overview" })).toBeVisible({ timeout: 30_000 });
  return id;
}

test("from a dataset to its segments: choose, preview, run, read, take away", async ({ page, baseURL }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale to segment", wholesale);
  await page.goto(`/segmentations/new?dataset=${datasetId}`);
  await expect(page.getByRole("img", { name: /Preview map of 440 rows in 3 segments/ })).toBeVisible();
  for (const feature of spending) await expect(page.getByRole("checkbox", { name: new RegExp(`^${feature}`) })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: /^Channel/ })).not.toBeChecked();
  await expectNoSeriousViolations(page);

  await page.getByRole("slider", { name: "Segments k" }).press("ArrowRight");
  await expect(page.getByRole("img", { name: /in 4 segments/ })).toBeVisible();
  await page.getByRole("spinbutton", { name: "Segments k, number" }).fill("441");
  await expect(page.getByText("k is a whole number from 1 to 440")).toBeVisible();
  await expect(page.getByRole("button", { name: "Run on all 440 rows" })).toBeDisabled();
  await page.getByRole("spinbutton", { name: "Segments k, number" }).fill("3");
  await page.getByRole("textbox", { name: "Name (optional)" }).fill("Wholesale, by spending");
  await page.getByRole("button", { name: "Run on all 440 rows" }).click();

  await expect(page).toHaveURL(/\/segmentations\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: "Wholesale, by spending" })).toBeVisible();
  await expect(page.getByText("1,604.016")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("0.5424")).toBeVisible();
  await expect(page.getByText("Reasonable structure.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Segments" }).getByRole("article")).toHaveCount(3);
  await expect(page.getByRole("img", { name: /^Map of 440 rows/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Feature means per segment" })).toContainText("Detergents_Paper");
  await expectNoSeriousViolations(page);

  await page.getByRole("button", { name: "Export", exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("group", { name: "Every row with its segment" }).getByRole("menuitem", { name: "CSV" }).click()]);
  const lines = (await readFile(await download.path(), "utf8")).trim().split(/\r?\n/);
  expect(lines).toHaveLength(441);
  expect(lines[0]).toContain("segment");
});

test("every view of a result is in the address and accessible, in both themes and on a phone", async ({ page, baseURL }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale views", wholesale);
  const id = await openRun(page, baseURL ?? "", { datasetId, algorithm: "kmeans", parameters: { k: 3 } });
  await page.getByRole("tab", { name: "Profile" }).click();
  await expect(page).toHaveURL(/tab=profile/);
  await page.getByRole("radio", { name: "Box plots" }).click();
  await expect(page.getByRole("img", { name: "Box plots of Fresh by segment" })).toBeVisible();
  await expectNoSeriousViolations(page);

  await page.goto(`/segmentations/${id}?tab=rows&segment=1&sort=confidence&direction=asc`);
  const rows = page.getByRole("region", { name: "Rows" });
  await expect(rows.getByRole("row")).not.toHaveCount(1);
  await expect(rows.getByRole("columnheader", { name: "Confidence" })).toHaveAttribute("aria-sort", "ascending");
  await expectNoSeriousViolations(page);

  await page.getByRole("tab", { name: "Method" }).click();
  await expect(page.getByRole("region", { name: "Runs on this dataset" })).toContainText("(this run)");
  await page.getByRole("group", { name: "Raw result" }).getByText("quality:").click();
  await expect(page.getByRole("group", { name: "Raw result" })).toContainText("inertia");
  await expectNoSeriousViolations(page);

  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`/segmentations/${id}?tab=map`);
  await page.getByRole("button", { name: "Table" }).click();
  await expect(page.getByRole("region", { name: "Who is near whom?: table" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoSeriousViolations(page);
});

test("a chart leaves as picture, drawing and data", async ({ page, baseURL }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale charts", wholesale);
  await openRun(page, baseURL ?? "", { datasetId, algorithm: "hierarchical", parameters: { k: 4, linkage: "ward" } });
  await expect(page.getByRole("img", { name: /^Dendrogram of the last/ })).toBeVisible();
  const save = async (title: string, entry: string) => {
    await page.getByRole("button", { name: `Export “${title}”` }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: entry }).click()]);
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  };
  const tree = await save("How do the segments merge?", "Drawing (SVG)");
  expect(tree.name).toBe("how-do-the-segments-merge.svg");
  expect(tree.content.toString()).toContain("How do the segments merge?");
  expect(tree.content.toString()).not.toMatch(/var\(|class=/);
  const map = await save("Who is near whom?", "Picture (PNG)");
  expect(map.content.subarray(1, 4).toString()).toBe("PNG");
  const sizes = await save("How large is each segment?", "Data (CSV)");
  expect(sizes.content.toString()).toContain("Segment,Rows,");
});

test("a segment is renamed, described and gets its automatic texts back; the run is renamed and deleted", async ({ page, baseURL }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale names", wholesale);
  const id = await openRun(page, baseURL ?? "", { datasetId, algorithm: "kmeans", parameters: { k: 3 } });
  await page.getByRole("article").nth(1).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/segments\//);
  await expect(page.getByRole("region", { name: "Features of this segment" })).toContainText("Fresh");
  await expectNoSeriousViolations(page);
  const automatic = await page.getByRole("heading", { level: 1 }).innerText();

  const name = `Shops <b>&</b> "cafés" 🧺`;
  await page.getByRole("button", { name: "Rename or describe" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Description" }).fill("Those that buy for the shelf.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.getByText("Those that buy for the shelf.")).toBeVisible();
  await page.getByRole("button", { name: "Rename or describe" }).click();
  await page.getByRole("button", { name: "Restore automatic" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(automatic);

  await page.goto(`/segmentations/${id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("To be deleted");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "To be deleted" })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete run" }).click();
  await expect(page.getByRole("dialog")).toContainText("The dataset stays");
  await page.getByRole("dialog").getByRole("button", { name: "Delete run" }).click();
  await expect(page).toHaveURL(/\/segmentations$/);
  await expect(page.getByRole("heading", { level: 1, name: "Segmentations" })).toBeVisible();
  await expectNoSeriousViolations(page);
  expect((await page.request.get(`/api/v1/segmentations/${id}`)).status()).toBe(404);
});

test("DBSCAN shows noise and core points, PCA its components, and the command menu finds a run", async ({ page, baseURL }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale density", wholesale);
  await openRun(page, baseURL ?? "", { datasetId, algorithm: "dbscan", parameters: { eps: 0.8, minSamples: 5 } });
  await expect(page.getByText("core points", { exact: true })).toBeVisible();
  await expect(page.getByRole("article", { name: "Noise" })).toBeVisible();
  await expectNoSeriousViolations(page);
  await openRun(page, baseURL ?? "", { datasetId, algorithm: "pca", parameters: { components: 3 } });
  await expect(page.getByRole("heading", { name: "How much does each component hold?" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "What are the components made of?" })).toBeVisible();
  await expectNoSeriousViolations(page);

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search or jump to" }).fill("Wholesale density");
  await page.getByRole("option", { name: /Wholesale density.*rows/ }).first().click();
  await expect(page).toHaveURL(/\/datasets\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { level: 1, name: "Wholesale density" })).toBeVisible();
});
