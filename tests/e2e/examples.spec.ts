import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, expectNoSeriousViolations, test } from "./fixtures";

// What each example of the gallery must lead to: its answers are those of tests/fixtures/reference/examples_reference.json,
// which the segmentation's own tests compare to the last digit. Here people look at them.

interface StoredSegment {
  name: string;
  size: number;
  recommendations?: { message?: string }[];
}
interface StoredRun {
  status: string;
  segments: StoredSegment[];
}

/** Loads an example and runs what the gallery suggests for it (or another request on it), through the API; opens the result. */
async function openExample(page: Page, baseURL: string | undefined, name: string, change: object = {}, view = ""): Promise<StoredRun & { id: string }> {
  const headers = { origin: baseURL ?? "" };
  const loaded = (await (await page.request.post(`/api/v1/examples/${name}`, { headers })).json()) as { datasetId: string; segmentation: object };
  const statusOf = async (address: string): Promise<string> => ((await (await page.request.get(address)).json()) as { status: string }).status;
  await expect.poll(() => statusOf(`/api/v1/datasets/${loaded.datasetId}`), { timeout: 30_000, intervals: [100, 250] }).toBe("ready");
  const started = await page.request.post("/api/v1/segmentations", { headers, data: { ...loaded.segmentation, ...change } });
  const { id } = (await started.json()) as { id: string };
  await expect.poll(() => statusOf(`/api/v1/segmentations/${id}`), { timeout: 30_000, intervals: [100, 250] }).toBe("succeeded");
  await page.goto(`/segmentations/${id}${view}`);
  return { ...((await (await page.request.get(`/api/v1/segmentations/${id}`)).json()) as StoredRun), id };
}

/** The rows of each segment by name, as the API exports them. */
async function membersOf(page: Page, id: string): Promise<string[][]> {
  const rows = (await (await page.request.get(`/api/v1/segmentations/${id}/export?format=json&level=rows`)).json()) as Record<string, string | number>[];
  const groups = new Map<number, string[]>();
  for (const row of rows) groups.set(Number(row.segment), [...(groups.get(Number(row.segment)) ?? []), String(Object.values(row)[0])]);
  return [...groups].filter(([segment]) => segment >= 0).map(([, names]) => names.toSorted()).toSorted((a, b) => (a[0] ?? "").localeCompare(b[0] ?? ""));
}

/** Renews the picture in docs/screenshots when it is asked for with SCREENSHOTS=1. */
async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.resolve(import.meta.dirname, `../../docs/screenshots/example-${name}.png`), scale: "css" });
}

const cards = (page: Page) => page.getByRole("region", { name: "Segments" }).getByRole("article");
const namesOnMap = (page: Page) => page.locator("svg[data-chart-overlay] text");

test("spices: sweet, hot and precious, with their names on the map", async ({ page, baseURL }) => {
  const { id, segments } = await openExample(page, baseURL, "spices");
  expect(await membersOf(page, id)).toEqual([["Brown Sugar", "Cinnamon", "Vanilla", "White Sugar"], ["Cayenne", "Paprika"], ["Saffron", "Truffle Salt"]]);
  expect(segments.map(({ name }) => name)).toEqual(["Sweet", "Spicy", expect.stringContaining("Premium")]);
  await expect(cards(page)).toHaveCount(3);
  await expect(page.getByText("6.690")).toBeVisible();
  for (const spice of ["Saffron", "Paprika", "Vanilla"]) await expect(namesOnMap(page).filter({ hasText: spice })).toBeVisible();
  await expectNoSeriousViolations(page);
  await picture(page, "spices");
});

test("recipes: a Ward tree with the recipes at its leaves", async ({ page, baseURL }) => {
  await openExample(page, baseURL, "recipes");
  const tree = page.getByRole("img", { name: /^Dendrogram of the last 7 merges/ });
  await expect(tree).toBeVisible();
  await expect(page.getByRole("region").filter({ has: tree })).toContainText(/Coq au Vin|Risotto|Curry|Salad|Pasta/);
  await expectNoSeriousViolations(page);
  await tree.scrollIntoViewIfNeeded();
  await picture(page, "recipes");
});

test("recipe flavours: two components, and the loadings that say what they are", async ({ page, baseURL }) => {
  await openExample(page, baseURL, "recipe-flavours");
  await expect(page.getByText("A faithful summary.")).toBeVisible();
  await expect(page.getByText("82.1 %")).toBeVisible();
  const loadings = page.getByRole("region", { name: "What are the components made of?" });
  await loadings.getByRole("button", { name: "Table" }).click();
  await expect(loadings.getByRole("row", { name: /^umami/ })).toContainText("0.459");
  await expect(loadings.getByRole("row", { name: /^sour/ })).toContainText("0.634");
  await loadings.getByRole("button", { name: "Table" }).click();
  await expectNoSeriousViolations(page);
  await picture(page, "recipe-flavours");
});

test("dishes: the three odd ones are named, each with why", async ({ page, baseURL }) => {
  const { id } = await openExample(page, baseURL, "dishes", {}, "?tab=rows&list=outliers");
  expect(await membersOf(page, id)).toEqual([["Meat A", "Meat B", "Meat C"], ["Pasta A", "Pasta B", "Pasta C", "Salad A", "Salad B", "Salad C"]]);
  const odd = page.getByRole("region", { name: "Rows without a segment" });
  for (const dish of ["Overcooked Special", "Burnt Experiment", "Mystery Dish"]) await expect(odd.getByRole("row", { name: new RegExp(dish) })).toContainText(/higher|lower/);
  await expectNoSeriousViolations(page);
  await odd.scrollIntoViewIfNeeded();
  await picture(page, "dishes");
});

test("menu: three tiers named from their prices; PCA and outliers of the same dishes", async ({ page, baseURL }) => {
  const { id, segments } = await openExample(page, baseURL, "menu");
  expect(await membersOf(page, id)).toEqual([
    ["Caesar Salad", "Chocolate Cake", "Club Sandwich", "Italian Pasta", "Margherita Pizza", "Mushroom Risotto"],
    ["Chef's Challenge"],
    ["Coq au Vin", "Fish Tacos", "Indian Curry", "Vindaloo Curry"],
  ]);
  expect(segments.map(({ name, size }) => [name, size])).toEqual([[expect.stringMatching(/budget/i), 6], [expect.stringMatching(/mid-priced/i), 4], [expect.stringMatching(/premium/i), 1]]);
  await expect(cards(page).filter({ hasText: /budget/i })).toHaveCount(1);
  await expectNoSeriousViolations(page);
  await picture(page, "menu");
  await openExample(page, baseURL, "menu", { name: "Menu: PCA", algorithm: "pca", parameters: { components: 2 }, preparation: { scaling: "none" } });
  await expect(page.getByText("100.0 %").or(page.getByText("99.9 %")).first()).toBeVisible();
  await openExample(page, baseURL, "menu", { name: "Menu: DBSCAN", algorithm: "dbscan", parameters: { eps: 1.2, minSamples: 2 } }, "?tab=rows&list=outliers");
  const odd = page.getByRole("region", { name: "Rows without a segment" });
  for (const dish of ["Coq au Vin", "Chocolate Cake", "Chef's Challenge"]) await expect(odd).toContainText(dish);
});

test("food-delivery customers: four kinds, another cut at hand, and a message for each", async ({ page, baseURL }) => {
  const { id, segments } = await openExample(page, baseURL, "food-delivery-customers");
  expect(await membersOf(page, id)).toEqual([["Budget Lunch", "Minimal Lunch"], ["Frequent Budget"], ["Frequent Moderate", "Late Night Premium", "Premium Diverse", "Premium Eve"], ["Moderate Lunch", "Regular Eve", "Standard Eve"]]);
  expect(segments.every(({ recommendations }) => recommendations?.[0]?.message)).toBe(true);
  await expect(cards(page)).toHaveCount(4);
  await page.goto(`/segmentations/${id}?cut=3`);
  await expect(cards(page)).toHaveCount(3);
  await page.goto(`/segmentations/${id}?tab=act`);
  for (const { name } of segments) {
    const card = page.getByRole("region", { name, exact: true });
    await expect(card.getByRole("button", { name: /^Copy the message/ }).first()).toBeVisible();
  }
  await expect(page.getByText(/around 20:00/).first()).toBeVisible();
  await expectNoSeriousViolations(page);
  await picture(page, "food-delivery-customers");
});

test("generated customers: the four hidden groups are found again, and the page says how well", async ({ page, baseURL }) => {
  const { segments } = await openExample(page, baseURL, "generated-customers", {}, "?tab=trust");
  expect(segments.map(({ size }) => size).reduce((sum, size) => sum + size, 0)).toBe(1000);
  expect(segments).toHaveLength(4);
  const agreement = page.getByRole("region", { name: "Do they agree with what is known?" });
  await expect(agreement).toBeVisible();
  await expect(agreement.getByText(/0\.9\d/).first()).toBeVisible();
  for (const group of ["regular", "occasional", "at risk"]) await expect(agreement).toContainText(group);
  await expectNoSeriousViolations(page);
  await agreement.scrollIntoViewIfNeeded();
  await picture(page, "generated-customers");
});
