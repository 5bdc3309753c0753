import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { chooseFiles, makeDataset } from "./dataset-steps";
import { expect, expectNoSeriousViolations, test } from "./fixtures";
import { people, plays } from "./habit-plays";

const profiles = `user_id,age\n${people.map((person, at) => `${person},${20 + 7 * at}`).join("\n")}\n`;
const titles = "item_id,title,genres\nn1,Night train,Drama|Thriller\nr1,Rivers,Documentary\n";

/** Changes a dataset once its file has been read: its columns are not known before. */
async function change(page: Page, baseURL: string, id: string, patch: object): Promise<void> {
  await expect.poll(async () => ((await (await page.request.get(`/api/v1/datasets/${id}`)).json()) as { status: string }).status, { timeout: 30_000 }).toBe("ready");
  const answer = await page.request.patch(`/api/v1/datasets/${id}`, { data: patch, headers: { origin: baseURL } });
  expect(answer.status()).toBe(200);
}

test("two files become a dashboard: linked, filtered by a click, a cell kept as an audience, the arrangement saved", async ({ page, baseURL }) => {
  const mark = randomUUID().slice(0, 8);
  const csv = { mimeType: "text/csv" };
  await chooseFiles(page, [{ name: `plays-${mark}.csv`, buffer: Buffer.from(plays()), ...csv }, { name: `titles-${mark}.csv`, buffer: Buffer.from(titles), ...csv }]);
  await page.getByRole("button", { name: "Add 2 files" }).click();
  await expect(page.getByRole("link", { name: "Open" })).toHaveCount(2, { timeout: 45_000 });
  const [events = "", catalogue = ""] = await page.getByRole("link", { name: "Open" }).evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("/").at(-1)));
  // Two titles are too few to be told from any other table.
  await change(page, baseURL ?? "", catalogue, { kind: "items", columns: [{ name: "item_id", role: "item" }, { name: "title", role: "label" }, { name: "genres", role: "category" }] });
  const roles = { user_id: "user", played_at: "time", item_id: "item", minutes: "duration" };
  await change(page, baseURL ?? "", events, { kind: "events", columns: Object.entries(roles).map(([name, role]) => ({ name, role })) });
  // An audience is made of rows of profiles.
  const viewers = await makeDataset(page, baseURL ?? "", `viewers-${mark}`, profiles);
  await change(page, baseURL ?? "", viewers, { kind: "profiles", columns: [{ name: "user_id", role: "user" }] });
  await change(page, baseURL ?? "", events, { links: { profiles: viewers } });

  await page.goto(`/datasets/${events}`);
  await page.getByRole("combobox", { name: "What the items are" }).selectOption(catalogue);
  await expect.poll(async () => (await page.request.get(`/api/v1/datasets/${events}`)).text()).toMatch(/"links":\{[^}]*"items":"/);
  await page.getByRole("link", { name: "Look at activity and retention" }).click();

  await expect(page.getByText("66.7 % of item ids found in")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "download" }).first().click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await expect(page.getByText("72", { exact: true }).first()).toBeVisible();

  // A bar filters the page, by pointer and by keyboard; back undoes it.
  const drama = page.getByRole("button", { name: /^Drama: / });
  await drama.click();
  await expect(page).toHaveURL(/category=Drama/);
  await expect(page.getByRole("button", { name: "Remove Drama" })).toBeVisible();
  await expect(page.getByText("36", { exact: true }).first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("button", { name: "Remove Drama" })).toHaveCount(0);
  await drama.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/category=Drama/);
  await page.getByRole("button", { name: "Remove Drama" }).click();

  // The users behind a cell of the week become an audience.
  await page.getByRole("button", { name: /^Fri 20:00: 36 events, 3 users/ }).click();
  const sheet = page.getByRole("dialog", { name: "Active on Fri at 20:00" });
  await expect(sheet.getByRole("list", { name: "Users" }).getByRole("listitem")).toHaveCount(3);
  await expectNoSeriousViolations(page);
  await sheet.getByLabel("Save as audience").fill(`Friday evenings ${mark}`);
  await sheet.getByRole("button", { name: "Save", exact: true }).click();
  await expect(sheet.getByText("Saved with 3 people")).toBeVisible();
  await sheet.getByRole("button", { name: "ann" }).click();
  await expect(page.getByRole("dialog", { name: "User ann" }).getByText("Night train").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  // Arranged by keyboard, saved, and there again after a reload.
  await page.getByRole("button", { name: "Arrange" }).click();
  await page.getByRole("button", { name: /^Move “How much happens\?”/ }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("[data-card]").first()).toHaveAttribute("data-card", "categories");
  await expect(page.getByRole("button", { name: /^Move “How much happens\?”/ })).toBeFocused();
  await page.getByRole("button", { name: "Hide “When?”" }).click();
  await expectNoSeriousViolations(page);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: /^Standard/ }).click();
  await page.getByRole("menuitem", { name: "Save as new…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("My mornings");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/dashboard=/);
  await page.reload();
  await expect(page.getByRole("button", { name: "My mornings" })).toBeVisible();
  await expect(page.locator("[data-card]").first()).toHaveAttribute("data-card", "categories");
  await expect(page.getByRole("heading", { level: 2, name: "When?" })).toHaveCount(0);
});
