import type { Page } from "@playwright/test";
import { makeDataset } from "./dataset-steps";
import { expect, expectNoSeriousViolations, test } from "./fixtures";
import { people, plays } from "./habit-plays";

const profiles = `user_id,evenings,noons\n${people.map((person, at) => `${person},${at < 3 ? 10 + at : at % 3},${at < 3 ? at : 10 + (at % 3)}`).join("\n")}\n`;

async function change(page: Page, baseURL: string, id: string, patch: object): Promise<void> {
  const answer = await page.request.patch(`/api/v1/datasets/${id}`, { data: patch, headers: { origin: baseURL } });
  expect(answer.status()).toBe(200);
}

/** Profiles of the same people, linked with the events. */
async function linkProfiles(page: Page, baseURL: string, events: string): Promise<string> {
  const id = await makeDataset(page, baseURL, "Viewers", profiles);
  await change(page, baseURL, id, { kind: "profiles", columns: [{ name: "user_id", role: "user" }] });
  await change(page, baseURL, events, { links: { profiles: id } });
  return id;
}

test("segments and audiences stand side by side, on a phone in the dark, too", async ({ page, baseURL }) => {
  const events = await makeDataset(page, baseURL ?? "", "Plays", plays());
  const roles = { user_id: "user", played_at: "time", item_id: "item", minutes: "duration" };
  await change(page, baseURL ?? "", events, { kind: "events", columns: Object.entries(roles).map(([name, role]) => ({ name, role })) });
  const people = await linkProfiles(page, baseURL ?? "", events);
  const answer = await page.request.post("/api/v1/segmentations", { data: { datasetId: people, algorithm: "kmeans", features: ["evenings"], parameters: { k: 2 } }, headers: { origin: baseURL ?? "" } });
  const { id: run } = (await answer.json()) as { id: string };
  await expect.poll(async () => ((await (await page.request.get(`/api/v1/segmentations/${run}`)).json()) as { status: string }).status, { timeout: 30_000 }).toBe("succeeded");

  await page.goto(`/engagement/${events}?by=week&run=${run}`);
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
