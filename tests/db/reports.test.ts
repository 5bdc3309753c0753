import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as openShared } from "@/app/shared/[token]/route";
import { GET as downloadReport } from "@/app/api/v1/segmentations/[id]/report/route";
import { POST as makeLink } from "@/app/api/v1/segmentations/[id]/share-links/route";
import { database } from "@/lib/db/client";
import { reportDocument } from "@/lib/report/report-document";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import type { CurrentUser } from "@/lib/schemas/user";
import { getReport } from "@/lib/services/reports";
import { startSegmentation } from "@/lib/services/segmentation-start";
import { createShareLink, listShareLinks, revokeShareLink } from "@/lib/services/share-links";
import { runWaitingJobs } from "./run-waiting-jobs";
import { browserRequest, signedIn } from "./signed-in";
import { readyDataset } from "./upload-text";

const menu = readFileSync("tests/fixtures/examples/menu.csv", "utf8");
const dishes = menu.trim().split(/\r?\n/u).slice(1).map((line) => line.split(",")[0]?.replaceAll('"', "") ?? "");
const wholesale = readFileSync("tests/fixtures/sets/wholesale.csv", "utf8");
let user: CurrentUser;
let cookie: string;
let menuRun: string;
let wholesaleRun: string;

async function run(text: string, name: string, request: object): Promise<string> {
  const datasetId = await readyDataset(user, text, { name, fileName: "private-file-name.csv" });
  const { id } = await startSegmentation(user, segmentationRequestSchema.parse({ datasetId, ...request }));
  await runWaitingJobs();
  return id;
}

beforeAll(async () => {
  ({ user, cookie } = await signedIn("analyst"));
  menuRun = await run(menu, "Menu & <more>", { algorithm: "hierarchical", features: ["price", "prep_time", "calories"], parameters: { k: 3 } });
  wholesaleRun = await run(wholesale, "Wholesale", { algorithm: "kmeans", features: ["Fresh", "Milk", "Grocery"], parameters: { k: 3 } });
});

const open = (token: string) => openShared(browserRequest(`/shared/${token}`, { headers: { "x-forwarded-for": "198.51.100.7" } }), { params: Promise.resolve({ token }) });

describe("a report", () => {
  test("is one file: question, data, method, segments, evidence and caveats, and it asks for nothing from outside", async () => {
    const page = reportDocument(await getReport(wholesaleRun, "team"));
    for (const part of ["Question and answer", "Who are they?", "How do they compare?", "Read with care", "Data", "Method"]) expect(page).toContain(part);
    expect(page).toContain("Which groups of rows are alike in Wholesale, judged by Fresh, Milk, Grocery?");
    expect(page).toContain("95 % interval");
    expect(page).toMatch(/Seed<\/dt><dd>42/u);
    expect(page).not.toMatch(/<(?:script|link rel="stylesheet"|img|iframe)|src=|url\(|@import|https?:/iu);
  });

  test("shows every name as it was written, and runs none of it", async () => {
    const page = reportDocument(await getReport(menuRun, "team"));
    expect(page).toContain("Menu &amp; &lt;more&gt;");
    expect(page).not.toContain("<more>");
  });

  test("can be downloaded by whoever is signed in", async () => {
    const answer = await downloadReport(browserRequest(`/api/v1/segmentations/${wholesaleRun}/report`, { cookie }), { params: Promise.resolve({ id: wholesaleRun }) });
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="Wholesale - .*report\.html"/u);
    expect(await answer.text()).toContain("</html>");
  });
});

describe("a public link", () => {
  test("opens the report without a session, unindexed, and without anything about single rows", async () => {
    const answer = await makeLink(browserRequest(`/api/v1/segmentations/${menuRun}/share-links`, { method: "POST", cookie, body: { days: 7 } }), { params: Promise.resolve({ id: menuRun }) });
    const { url } = (await answer.json()) as { url: string };
    expect(url).toMatch(/^http:\/\/localhost:3000\/shared\/tss_/u);
    const shared = await open(url.split("/").at(-1) ?? "");
    expect(shared.status).toBe(200);
    expect(shared.headers.get("x-robots-tag")).toContain("noindex");
    expect(shared.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await shared.text();
    for (const dish of dishes) expect(page).not.toContain(dish);
    expect(page).not.toContain("private-file-name");
    expect(page).not.toContain(user.name);
    // The Chef's Challenge is alone in its segment: its price and calories are its own.
    const lonely = (await getReport(menuRun, "team")).run.segments.find(({ size }) => size === 1);
    const calories = lonely?.characteristics.calories;
    if (!calories || !("mean" in calories)) throw new Error("The menu should have a segment of one dish.");
    expect(reportDocument(await getReport(menuRun, "team"))).toContain(calories.mean?.toLocaleString("en"));
    expect(page).not.toContain(calories.mean?.toLocaleString("en"));
    expect(page).toContain("Fewer than 5 rows");
  });

  test("keeps only the hash of its token", async () => {
    const { token } = await createShareLink(user, wholesaleRun, 1);
    const rows = await database().shareLink.findMany();
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.every(({ tokenHash }) => /^[0-9a-f]{64}$/u.test(tokenHash))).toBe(true);
  });

  test("that is revoked, expired, cut off or made up gets 404, always the same page", async () => {
    const revoked = await createShareLink(user, wholesaleRun, 1);
    const expired = await createShareLink(user, wholesaleRun, 1);
    expect((await open(revoked.token)).status).toBe(200);
    await revokeShareLink(user, revoked.id);
    await database().shareLink.update({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1) } });
    const pages = new Set<string>();
    for (const token of [revoked.token, expired.token, expired.token.slice(0, -1), `tss_${"A".repeat(43)}`, "../../etc/passwd"]) {
      const answer = await open(token);
      expect(answer.status).toBe(404);
      pages.add(await answer.text());
    }
    expect(pages.size).toBe(1);
    expect((await listShareLinks(wholesaleRun)).map(({ id }) => id)).not.toContain(revoked.id);
    expect((await listShareLinks(wholesaleRun)).map(({ id }) => id)).not.toContain(expired.id);
  });

  test("is not there unless somebody makes it, and goes with its run", async () => {
    expect(await listShareLinks(menuRun)).toHaveLength(1);
    const { token } = await createShareLink(user, menuRun, 1);
    await database().segmentation.delete({ where: { id: menuRun } });
    expect((await open(token)).status).toBe(404);
  });

  test("can't be guessed for long from one address", async () => {
    const guess = () => openShared(browserRequest("/shared/x", { headers: { "x-forwarded-for": "203.0.113.9" } }), { params: Promise.resolve({ token: "tss_guess" }) });
    for (let attempt = 0; attempt < 20; attempt += 1) expect((await guess()).status).toBe(404);
    expect((await guess()).status).toBe(429);
  });
});
