import type { Page } from "@playwright/test";
import { makeDataset } from "./dataset-steps";
import { expect, expectNoSeriousViolations, test } from "./fixtures";

const people = ["ann", "bob", "cat", "dan", "eve", "fay"];

/** Two habits over twelve weeks: the first three watch drama on Friday evenings, the others documentaries at noon. */
function plays(): string {
  const lines = ["user_id,played_at,title,genre,minutes"];
  for (let week = 0; week < 12; week += 1) {
    people.forEach((person, at) => {
      const isEvening = at < 3;
      const day = new Date(Date.UTC(2024, 0, 5 + 7 * week + (isEvening ? 0 : at - 3), isEvening ? 20 : 12, at * 5));
      lines.push(`${person},${day.toISOString()},${isEvening ? "Night train" : "Rivers"},${isEvening ? "Drama|Thriller" : "Documentary"},${isEvening ? 90 : 30}`);
    });
  }
  return `${lines.join("\n")}\n`;
}

async function change(page: Page, baseURL: string, id: string, patch: object): Promise<void> {
  const answer = await page.request.patch(`/api/v1/datasets/${id}`, { data: patch, headers: { origin: baseURL } });
  expect(answer.status()).toBe(200);
}

test("events have their dashboard at once, for everybody and through segments", async ({ page, baseURL }) => {
  const events = await makeDataset(page, baseURL ?? "", "Plays", plays());
  const roles = { user_id: "user", played_at: "time", title: "item", genre: "category", minutes: "duration" };
  await change(page, baseURL ?? "", events, { kind: "events", columns: Object.entries(roles).map(([name, role]) => ({ name, role })) });
  const profiles = await makeDataset(page, baseURL ?? "", "Viewers", `user_id,evenings,noons\n${people.map((person, at) => `${person},${at < 3 ? 10 + at : at % 3},${at < 3 ? at : 10 + (at % 3)}`).join("\n")}\n`);
  await change(page, baseURL ?? "", profiles, { columns: [{ name: "user_id", role: "user" }] });
  const answer = await page.request.post("/api/v1/segmentations", { data: { datasetId: profiles, algorithm: "kmeans", features: ["evenings"], parameters: { k: 2 } }, headers: { origin: baseURL ?? "" } });
  const { id: run } = (await answer.json()) as { id: string };

  await page.goto(`/engagement/${events}?by=week`);
  await expect(page.getByRole("heading", { level: 1, name: "Plays" })).toBeVisible();
  for (const question of ["How much happens?", "Which categories?", "When?", "Who comes back?", "How many are active?", "Who joins, stays and leaves?", "How long?", "What is asked for most?", "Who is most active?"]) {
    await expect(page.getByRole("heading", { level: 2, name: question })).toBeVisible();
  }
  await expect(page.getByText("72", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("Night train")).toBeVisible();
  await expectNoSeriousViolations(page);

  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Australia/Adelaide");
  await expect(page).toHaveURL(/zone=Australia%2FAdelaide|zone=Australia\/Adelaide/);
  await expect(page.getByText("events by weekday and hour, Australia/Adelaide")).toBeVisible();

  await page.goto(`/engagement/${events}?by=week&run=${run}`);
  await expect(page.getByRole("group", { name: "Compare" }).getByRole("checkbox")).toHaveCount(2);
  await expect(page.getByRole("heading", { level: 2 }).filter({ hasText: /evenings/i })).toHaveCount(2);
  await expectNoSeriousViolations(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.getByRole("heading", { level: 2, name: "When?" })).toBeVisible();
  await expectNoSeriousViolations(page);
});

test("a dataset whose columns make no events says what to do", async ({ page, baseURL }) => {
  const id = await makeDataset(page, baseURL ?? "", "No events", "name,spend\nann,1\nbob,2\n");
  await page.goto(`/engagement/${id}`);
  await expect(page.getByText("Give the role “time” to the column")).toBeVisible();
  await expectNoSeriousViolations(page);
});
