import type { Page } from "@playwright/test";
import { makeDataset, wholesale } from "./dataset-steps";
import { expect, expectNoSeriousViolations, test } from "./fixtures";

const spending = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];
const preparation = { log1p: spending };

async function finishedRun(page: Page, baseURL: string, request: object): Promise<string> {
  const answer = await page.request.post("/api/v1/segmentations", { data: request, headers: { origin: baseURL } });
  const { id } = (await answer.json()) as { id: string };
  await expect.poll(async () => ((await (await page.request.get(`/api/v1/segmentations/${id}`)).json()) as { status: string }).status, { timeout: 30_000 }).toBe("succeeded");
  return id;
}

test("the dendrogram's cut line re-cuts the run: by key, by pointer, by number and by height; the cut is saved", async ({ page, baseURL }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale to cut", wholesale);
  const id = await finishedRun(page, baseURL ?? "", { datasetId, algorithm: "hierarchical", features: spending, preparation, parameters: { k: 4 } });
  await page.goto(`/segmentations/${id}`);
  const line = page.getByRole("slider", { name: "Cut line" });
  const cards = page.getByRole("region", { name: "Segments" }).getByRole("article");
  await expect(cards).toHaveCount(4);
  await line.press("ArrowDown");
  await expect(line).toHaveAttribute("aria-valuenow", "5");
  await expect(cards).toHaveCount(5);
  await expect(page).toHaveURL(/cut=5/);
  await expectNoSeriousViolations(page);

  await line.scrollIntoViewIfNeeded();
  const box = (await line.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y - 60, { steps: 8 });
  await page.mouse.up();
  await expect.poll(async () => Number(await line.getAttribute("aria-valuenow"))).toBeLessThan(4);
  await page.getByRole("spinbutton", { name: "Cut at height" }).fill("0");
  await expect(line).toHaveAttribute("aria-valuenow", "201");
  await page.getByRole("spinbutton", { name: "Segments" }).fill("6");
  await expect(cards).toHaveCount(6);
  await expect(page.getByText("Segments, charts and rows follow")).toBeVisible();
  await page.getByRole("button", { name: "Save this cut" }).click();
  await expect(page.getByText("Saved with 6 segments.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hierarchical (Ward), 6 segments");
  await expect(page).not.toHaveURL(/cut=/);
});

test("a result is trusted: who fits, who doesn't, and how far a known column agrees; outliers have a reason", async ({ page, baseURL }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale to trust", wholesale);
  const id = await finishedRun(page, baseURL ?? "", { datasetId, algorithm: "kmeans", features: spending, preparation, parameters: { k: 4 } });
  await page.goto(`/segmentations/${id}?tab=trust`);
  await expect(page.getByRole("img", { name: /Silhouette of each row in 4 segments/ })).toBeVisible();
  await page.getByRole("combobox", { name: "Known groups" }).selectOption("Channel");
  await expect(page.getByText(/adjusted Rand 0\.\d+, adjusted mutual information/)).toBeVisible();
  await expectNoSeriousViolations(page);

  await page.getByRole("tab", { name: "Profile" }).click();
  await expect(page.getByRole("group", { name: /Features by how well they tell/ })).toBeVisible();
  for (const [view, chart] of [["Parallel", /Medians and quartiles of 4 segments/], ["Radar", /4 segments on 8 spokes/]] as const) {
    await page.getByRole("radio", { name: view }).click();
    await expect(page.getByRole("img", { name: chart })).toBeVisible();
  }
  await expectNoSeriousViolations(page);

  const density = await finishedRun(page, baseURL ?? "", { datasetId, algorithm: "dbscan", features: spending, preparation, parameters: { eps: 1.2, minSamples: 5 } });
  await page.goto(`/segmentations/${density}?tab=rows&list=outliers`);
  await expect(page.getByRole("cell", { name: /is [\d,.]+: (higher|lower) than/ }).first()).toBeVisible();
  await expectNoSeriousViolations(page);
});

test("rows are picked from the map, with the pointer or the keyboard; the map is laid out as UMAP and coloured by a column", async ({ page, baseURL }) => {
  const datasetId = await makeDataset(page, baseURL ?? "", "Wholesale to map", wholesale);
  const id = await finishedRun(page, baseURL ?? "", { datasetId, algorithm: "kmeans", features: spending, preparation, parameters: { k: 4 } });
  await page.goto(`/segmentations/${id}?tab=map`);
  await page.getByRole("button", { name: "Draw around rows" }).click();
  const box = (await page.locator("canvas").boundingBox())!;
  const at = (angle: number) => [box.x + box.width * (0.5 + 0.2 * Math.cos(angle)), box.y + box.height * (0.45 + 0.3 * Math.sin(angle))] as const;
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let step = 1; step <= 24; step += 1) await page.mouse.move(...at((step / 24) * 2 * Math.PI));
  await page.mouse.up();
  const selected = page.getByRole("region", { name: "Selected rows" });
  await expect(selected.getByRole("heading")).toHaveText(/^\d+ rows selected$/);
  await selected.getByRole("button", { name: "Clear" }).click();

  await page.getByRole("group", { name: /^Map:/ }).press("+");
  await page.getByRole("button", { name: "Select what is in view" }).click();
  await expect(selected.getByRole("heading")).toHaveText(/^\d+ rows selected$/);
  await expectNoSeriousViolations(page);
  await selected.getByRole("button", { name: "Save as audience" }).click();
  await page.getByRole("button", { name: "Save audience" }).click();
  await expect(page.getByText(/Audience saved with \d+ rows/)).toBeVisible();

  await page.getByRole("radio", { name: "UMAP" }).click();
  await page.getByRole("button", { name: "Lay out the UMAP" }).click();
  await expect(page.getByText("UMAP: near rows stay near")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("combobox", { name: "Colour by" }).selectOption("Milk");
  await expect(page.getByRole("img", { name: /coloured by Milk/ })).toBeVisible();
  await expectNoSeriousViolations(page);
});

test("on evenly spread rows the advice and the result say plainly that there is no structure", async ({ page, baseURL }) => {
  let state = 1;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const rows = Array.from({ length: 300 }, () => [random(), random(), random()].map((value) => value.toFixed(4)).join(","));
  const datasetId = await makeDataset(page, baseURL ?? "", "Evenly spread", ["x,y,z", ...rows].join("\n"));
  await page.goto(`/segmentations/new?dataset=${datasetId}`);
  await page.getByRole("button", { name: "Get advice" }).click();
  await expect(page.getByText("No structure found", { exact: true })).toBeVisible({ timeout: 60_000 });
  const id = await finishedRun(page, baseURL ?? "", { datasetId, algorithm: "kmeans", features: ["x", "y", "z"], parameters: { k: 4 } });
  await page.goto(`/segmentations/${id}`);
  await expect(page.getByText("No structure found", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expectNoSeriousViolations(page);
});
