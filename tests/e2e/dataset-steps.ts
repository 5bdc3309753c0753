import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page } from "@playwright/test";

export const wholesalePath = path.resolve(import.meta.dirname, "../fixtures/sets/wholesale.csv");
export const wholesale = readFileSync(wholesalePath);

/** Makes a dataset through the API with the page's session, and waits until it is read. Answers its id. */
export async function makeDataset(page: Page, baseURL: string, name: string, csv: string | Buffer): Promise<string> {
  const answer = await page.request.post(`/api/v1/datasets?name=${encodeURIComponent(name)}&filename=${encodeURIComponent("made.csv")}`, {
    data: csv,
    headers: { "content-type": "text/csv", origin: baseURL },
  });
  expect(answer.status()).toBe(201);
  const { id } = (await answer.json()) as { id: string };
  await expect.poll(async () => ((await (await page.request.get(`/api/v1/datasets/${id}`)).json()) as { status: string }).status, { timeout: 30_000 }).not.toBe("ingesting");
  return id;
}

/** Opens the upload page and chooses files; the page must be alive before a file is given to it. */
export async function chooseFiles(page: Page, files: Parameters<ReturnType<Page["locator"]>["setInputFiles"]>[0], address = "/datasets/new"): Promise<void> {
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  await page.locator("input[type=file]").first().setInputFiles(files);
}

/** The page of a dataset whose file has been read. */
export async function expectReady(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/datasets\/[0-9a-f-]{36}/, { timeout: 30_000 });
  await expect(page.getByRole("tab", { name: "Overview" })).toBeVisible({ timeout: 30_000 });
}
