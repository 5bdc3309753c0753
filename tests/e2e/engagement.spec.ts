import type { Page } from "@playwright/test";
import { makeDataset } from "./dataset-steps";
import { expect, expectNoSeriousViolations, test } from "./fixtures";
import { plays } from "./habit-plays";

async function change(page: Page, baseURL: string, id: string, patch: object): Promise<void> {
  const answer = await page.request.patch(`/api/v1/datasets/${id}`, { data: patch, headers: { origin: baseURL } });
  expect(answer.status()).toBe(200);
}

/** Chooses three features of the users in the dialog; answers the id of the dataset that they become. */
async function makeFeatures(page: Page, events: string): Promise<string> {
  await page.goto(`/engagement/${events}`);
  await page.getByRole("button", { name: "Segment these users" }).click();
  const dialog = page.getByRole("dialog", { name: "Features of these users" });
  await expect(dialog.getByRole("checkbox", { name: /^Mean rating .*No column has the role rating/ })).toBeDisabled();
  await dialog.getByRole("button", { name: "None" }).click();
  await expect(dialog.getByRole("button", { name: "Make these features" })).toBeDisabled();
  for (const name of [/^Minutes Sum/, /^Peak hour, as a number/, /^Weekend share/]) await dialog.getByRole("checkbox", { name }).check();
  await expect(dialog.getByText("3 of 20 features: 3 columns")).toBeVisible();
  await expectNoSeriousViolations(page);
  await dialog.getByRole("button", { name: "Make these features" }).click();
  await expect(page).toHaveURL(/\/datasets\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Minutes, Peak hour, as a number, Weekend share")).toBeVisible({ timeout: 30_000 });
  return page.url().split("/").at(-1) ?? "";
}

test("three chosen features become segments, which stand side by side, on a phone in the dark, too", async ({ page, baseURL }) => {
  const events = await makeDataset(page, baseURL ?? "", "Plays", plays());
  const roles = { user_id: "user", played_at: "time", item_id: "item", minutes: "duration" };
  await change(page, baseURL ?? "", events, { kind: "events", columns: Object.entries(roles).map(([name, role]) => ({ name, role })) });
  const people = await makeFeatures(page, events);
  const answer = await page.request.post("/api/v1/segmentations", { data: { datasetId: people, algorithm: "kmeans", features: ["minutes", "peak_hour", "weekend_share"], parameters: { k: 2 } }, headers: { origin: baseURL ?? "" } });
  const { id: run } = (await answer.json()) as { id: string };
  await expect.poll(async () => ((await (await page.request.get(`/api/v1/segmentations/${run}`)).json()) as { status: string }).status, { timeout: 30_000 }).toBe("succeeded");

  await page.goto(`/engagement/${events}?by=week`);
  await page.getByRole("button", { name: "Segment or audience" }).click();
  const segments = page.getByRole("region", { name: "Plays: users" }).getByRole("checkbox");
  await expect(segments).toHaveCount(2);
  await segments.first().check();
  await segments.last().check();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("list", { name: "Compare" }).getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("heading", { level: 2, name: "How much happens?" })).toBeVisible();
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Australia/Adelaide");
  await expect(page.getByText("events by weekday and hour, Australia/Adelaide")).toBeVisible();
  await page.getByRole("radio", { name: "Curve" }).click();
  await expect(page).toHaveURL(/retention=curve/);
  await expectNoSeriousViolations(page);

  // A legend entry shows its group alone.
  await page.getByRole("list", { name: "Legend" }).first().getByRole("button").first().click();
  await expect(page.getByRole("list", { name: "Compare" }).getByRole("listitem")).toHaveCount(1);
  await page.goBack();
  await expect(page.getByRole("list", { name: "Compare" }).getByRole("listitem")).toHaveCount(2);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.getByRole("heading", { level: 2, name: "When?" })).toBeVisible();
  await expectNoSeriousViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("a dataset whose columns make no events says what to do", async ({ page, baseURL }) => {
  const id = await makeDataset(page, baseURL ?? "", "No events", "name,spend\nann,1\nbob,2\n");
  await page.goto(`/engagement/${id}`);
  await expect(page.getByText("Give the role “time” to the column")).toBeVisible();
  await expectNoSeriousViolations(page);
});
