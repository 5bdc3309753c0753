import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { makeDataset } from "./dataset-steps";
import { expect, expectNoSeriousViolations, test } from "./fixtures";

const genres = ["Sci-Fi", "Romance", "Documentary"] as const;
const titles = genres.flatMap((genre, group) => Array.from({ length: 12 }, (_, at) => ({ id: 100 * (group + 1) + at, title: `${genre} story ${at + 1} (${1985 + at})`, genre })));

/** Thirty people, ten fond of each genre: they rate most of its titles high, and some of another genre's low. */
function ratings(): string {
  const lines = ["user,item,rating,time"];
  for (let user = 0; user < 30; user += 1) {
    const own = titles.filter((_, at) => Math.floor(at / 12) === user % 3 && (at + user) % 4 !== 0);
    const other = titles.filter((_, at) => Math.floor(at / 12) === (user + 1) % 3 && (at + user) % 5 === 0);
    [...other, ...own].forEach(({ id }, at) => lines.push(`${user + 1},${id},${at < other.length ? 2 : 4 + ((at + user) % 2)},${new Date(Date.UTC(2024, 0, 1 + at, 18, user)).toISOString()}`));
  }
  return `${lines.join("\n")}\n`;
}

async function patch(page: Page, baseURL: string, id: string, change: object): Promise<void> {
  expect((await page.request.patch(`/api/v1/datasets/${id}`, { data: change, headers: { origin: baseURL } })).status()).toBe(200);
}

/** Events and items, linked. */
async function makeStreamingService(page: Page, baseURL: string): Promise<string> {
  const items = await makeDataset(page, baseURL, "Stories", `item,title,genres,tags,poster\n${titles.map(({ id, title, genre }) => `${id},${title},${genre},${id % 2 === 0 ? "feel-good" : "slow"},${id === 200 ? "/icon.svg" : ""}`).join("\n")}\n`);
  await patch(page, baseURL, items, { kind: "items", columns: [{ name: "item", role: "item" }, { name: "title", role: "label" }, { name: "genres", role: "category" }] });
  const events = await makeDataset(page, baseURL, "Story ratings", ratings());
  await patch(page, baseURL, events, { kind: "events", links: { items }, columns: [{ name: "user", role: "user" }, { name: "item", role: "item" }, { name: "rating", role: "rating" }, { name: "time", role: "time" }] });
  return events;
}

test("a recommender is trained, judged, seen as a viewer who rates a film, searched, and taken away", async ({ page, baseURL }) => {
  const events = await makeStreamingService(page, baseURL ?? "");
  await page.goto(`/recommenders/new?dataset=${events}`);
  await page.getByRole("radio", { name: "Linear items (EASE)" }).click();
  await expectNoSeriousViolations(page);
  await page.getByRole("textbox", { name: "Name" }).fill("Stories for everybody");
  await page.getByRole("button", { name: /^Train on [\d,]+ events$/ }).click();

  await test.step("judged beside the baselines", async () => {
    await expect(page.getByRole("heading", { level: 1, name: "Stories for everybody" })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/“most popular”: NDCG@10|does not beat “most popular”/).first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("region", { name: "Figures of every model" }).getByRole("row", { name: /^Most popular/ })).toBeVisible();
    await expectNoSeriousViolations(page);
  });

  await test.step("a rating changes the rows at once", async () => {
    await page.getByRole("button", { name: "See as a viewer" }).click();
    await page.getByRole("searchbox", { name: "Find a user" }).fill("7");
    await expectNoSeriousViolations(page);
    await page.getByRole("button", { name: "See as user 7", exact: true }).click();
    const forYou = page.getByRole("region", { name: /^For you/ });
    const first = forYou.getByRole("listitem").first().getByRole("button");
    await expect(first).toContainText("story");
    const name = /\S+ story \d+/.exec((await first.textContent()) ?? "")?.[0] ?? "no title";
    await expectNoSeriousViolations(page);
    await first.click();
    const sheet = page.getByRole("dialog", { name });
    await expect(sheet.getByRole("heading", { name: "Why this?" })).toBeVisible();
    await expect(sheet.getByRole("list").last().getByRole("button").first()).toBeVisible();
    await expectNoSeriousViolations(page);
    await sheet.getByRole("button", { name: "5 stars" }).click();
    await expect(sheet.getByText("5 of 5")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(forYou.getByText(name, { exact: true })).toHaveCount(0);
    await expect(page.getByRole("region", { name: /^Seen so far/ }).getByText(name, { exact: true }).first()).toBeAttached();
    await page.reload();
    await expect(page.getByRole("region", { name: /^Seen so far/ }).getByText(name, { exact: true }).first()).toBeAttached();
    await expect(forYou.getByText(name, { exact: true })).toHaveCount(0);
  });

  await test.step("arrow keys move within a row", async () => {
    const tiles = page.getByRole("region", { name: /^For you/ }).getByRole("listitem").getByRole("button");
    await tiles.first().focus();
    await page.keyboard.press("ArrowRight");
    await expect(tiles.nth(1)).toBeFocused();
  });

  await test.step("searched in plain words", async () => {
    await page.getByRole("tab", { name: "Search" }).click();
    await page.getByRole("searchbox", { name: "Search in plain words" }).fill("feel-good sci-fi from the 90s");
    const chips = page.getByRole("list", { name: "Recognised in your words" });
    await expect(chips.getByRole("listitem")).toHaveText([/feel-good/, /Sci-Fi/, /1990s/]);
    await expect(page.getByText("3 titles")).toBeVisible();
    await chips.getByRole("button", { name: "Remove the tag feel-good" }).click();
    await expect(page.getByText("7 titles")).toBeVisible();
    await page.getByRole("searchbox", { name: "Search in plain words" }).fill("romance story 1");
    await expect(page.getByRole("button", { name: /^Romance story 1 / }).locator("img")).toHaveJSProperty("complete", true);
    await expectNoSeriousViolations(page);
  });

  await test.step("a playlist, and everybody's list as a file", async () => {
    await page.getByRole("tab", { name: "Playlists" }).click();
    await page.getByRole("searchbox", { name: "Start from" }).fill("Romance story 3");
    await page.getByRole("button", { name: /^Romance story 3 / }).click();
    await expect(page.getByRole("region", { name: "Playlist" }).getByRole("row").nth(3)).toBeVisible();
    await expectNoSeriousViolations(page);
    await page.getByRole("tab", { name: "Segments" }).click();
    await expect(page.getByText("No segments to tell apart")).toBeVisible();
    await expectNoSeriousViolations(page);
    await page.getByRole("tab", { name: "Take away" }).click();
    await expectNoSeriousViolations(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Top titles of every user: CSV" }).click()]);
    const csvLines = (await readFile(await download.path(), "utf8")).trim().split(/\r?\n/);
    expect(csvLines.length).toBeGreaterThan(30 * 5);
    await page.getByRole("radiogroup", { name: "Format" }).getByRole("radio", { name: "JSON" }).click();
    const [jsonDownload] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Top titles of every user: JSON" }).click()]);
    const rows = JSON.parse(await readFile(await jsonDownload.path(), "utf8")) as { user: string; rank: number; title: string; score: number }[];
    expect(rows).toHaveLength(csvLines.length - 1);
    expect(rows[0]).toMatchObject({ user: "1", rank: 1, title: expect.stringMatching(/story \d+ \(\d{4}\)$/u) as unknown, score: expect.any(Number) as unknown });
  });

  await test.step("versions, and the list", async () => {
    await page.getByRole("tab", { name: "Versions" }).click();
    await expect(page.getByRole("row", { name: /^v1 serves/ })).toBeVisible();
    await page.getByRole("button", { name: "New version with changes" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Algorithm" }).selectOption("item-knn");
    await expectNoSeriousViolations(page);
    await dialog.getByRole("button", { name: "Train version" }).click();
    await page.getByRole("button", { name: "Promote version 2" }).click({ timeout: 60_000 });
    await expect(page.getByRole("row", { name: /^v2 serves/ })).toBeVisible();
    await page.getByRole("button", { name: "Roll back to version 1" }).click();
    await expect(page.getByRole("row", { name: /^v1 serves/ })).toBeVisible();
    await expectNoSeriousViolations(page);
    // Compared: both versions stand beside the baselines, whichever is looked at.
    await page.getByRole("tab", { name: "Judge" }).click();
    await page.getByRole("combobox", { name: "Version" }).selectOption("2");
    const figures = page.getByRole("region", { name: "Figures of every model" });
    await expect(figures.getByRole("row", { name: /^Linear items \(EASE\) v1/ })).toBeVisible();
    await expect(figures.getByRole("row", { name: /^Items like yours v2/ })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Would more data help?" })).toBeVisible();
    await page.getByRole("tab", { name: "Versions" }).click();
    await page.getByRole("link", { name: "Recommenders" }).first().click();
    await expect(page.getByRole("row", { name: /Stories for everybody/ }).first()).toContainText("done");
    await expectNoSeriousViolations(page);
  });
});
