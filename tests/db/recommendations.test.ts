import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import * as eventsRoute from "@/app/api/v1/datasets/[id]/events/route";
import * as recommendationsRoute from "@/app/api/v1/recommenders/[id]/recommendations/route";
import * as rowsRoute from "@/app/api/v1/recommenders/[id]/rows/route";
import {
  foldInRequestSchema, playlistRequestSchema, playlistSchema, recommendationsQuerySchema, recommendationsSchema, recommenderExportQuerySchema, recommenderSegmentsSchema, recommenderUsersSchema,
  similarSchema, viewerRowsSchema,
} from "@/lib/schemas/recommendation";
import { itemSearchQuerySchema, itemSearchSchema } from "@/lib/schemas/item-search";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import type { CurrentUser } from "@/lib/schemas/user";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import { patchDataset } from "@/lib/services/dataset-changes";
import { searchItems } from "@/lib/services/item-search";
import { exportRecommender } from "@/lib/services/recommender-export";
import { playlistFrom } from "@/lib/services/recommender-playlist";
import { foldIn, recommendationsFor, similarTo } from "@/lib/services/recommender-recommend";
import { describedRows, viewerRows } from "@/lib/services/recommender-rows";
import { recommenderSegments } from "@/lib/services/recommender-segments";
import { recommenderUsers } from "@/lib/services/recommender-users";
import { query } from "@/lib/warehouse/query";
import { patchSegment } from "@/lib/services/segments";
import { startSegmentation } from "@/lib/services/segmentation-start";
import { linkedRatings, trained, viewerCount } from "./recommender-fixture";
import { runWaitingJobs } from "./run-waiting-jobs";
import { browserRequest, signedIn } from "./signed-in";
import { readyDataset } from "./upload-text";

let user: CurrentUser;
let cookie: string;
let datasetId: string;
let itemsId: string;
let id: string;

/** Who belongs to which taste: user u to genre (u − 1) mod 3. */
const profiles = ["userId,comedy,drama,scifi", ...Array.from({ length: viewerCount }, (_, u) => `${u + 1},${[0, 1, 2].map((genre) => (u % 3 === genre ? 9 : 1) + (u % 5) / 10).join(",")}`)].join("\n");

beforeAll(async () => {
  ({ user, cookie } = await signedIn("analyst"));
  ({ datasetId, itemsId } = await linkedRatings(user));
  const profilesId = await readyDataset(user, profiles, { name: "Viewers" });
  await patchDataset(user, profilesId, { kind: "profiles" });
  await patchDataset(user, datasetId, { links: { profiles: profilesId } });
  const segmentation = await startSegmentation(user, segmentationRequestSchema.parse({ datasetId: profilesId, algorithm: "kmeans", features: ["comedy", "drama", "scifi"], parameters: { k: 3 } }));
  await runWaitingJobs();
  ({ id } = await trained(user, { datasetId, algorithm: "ease", parameters: { regularization: 5 }, segmentationId: segmentation.id }));
});

const recommend = async (query: Record<string, unknown>) => recommendationsSchema.parse(await recommendationsFor(id, recommendationsQuerySchema.parse(query)));
const describe3 = (body: Record<string, unknown>) => foldInRequestSchema.parse(body);
const send = (body: unknown) => eventsRoute.POST(browserRequest(`/api/v1/datasets/${datasetId}/events`, { method: "POST", cookie, body }), { params: Promise.resolve({ id: datasetId }) });
const rowsOf = async (key: string) => {
  const answer = await rowsRoute.GET(browserRequest(`/api/v1/recommenders/${id}/rows?user=${encodeURIComponent(key)}&k=6`, { cookie }), { params: Promise.resolve({ id }) });
  const body: unknown = await answer.json();
  return viewerRowsSchema.parse(body);
};
const titles = (rows: { rows: { kind: string; items: { item: string }[] }[] }, kind: string) => rows.rows.find((row) => row.kind === kind)?.items.map(({ item }) => item) ?? [];
const text = (download: { stream: ReadableStream<Uint8Array> }) => new Response(download.stream).text();

describe("recommendations", () => {
  test("suit the user's taste, leave out what they have, and say why with the title that speaks for it", async () => {
    const { items, basis } = await recommend({ user: "1", k: "3", explain: "1" });
    expect(basis).toBe("trained");
    expect(items[0]).toMatchObject({ genres: ["Comedy"], label: expect.stringMatching(/^Film/u) as string, year: expect.any(Number) as number, people: [expect.stringMatching(/^Director/u)], pictureUrl: expect.stringMatching(/^https/u) as string });
    expect(items[0]?.why?.[0]).toMatchObject({ kind: "watched", text: expect.stringMatching(/^Because of “Film .*rated [45]/u) as string });
    expect(items[0]?.why?.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["genre", "segment", "popular"]));
    const without = await recommend({ user: "1", k: "3", exclude: items[0]?.item });
    expect(without.items.map(({ item }) => item)).not.toContain(items[0]?.item);
    const scifi = await recommend({ user: "1", k: "3", genre: "sci-fi" });
    expect(scifi.items.every(({ genres }) => genres.includes("Sci-Fi"))).toBe(true);
  });

  test("of a user, an item or a genre that nobody knows are refused in words", async () => {
    await expect(recommend({ user: "nobody" })).rejects.toMatchObject({ code: "not_found", userMessage: expect.stringMatching(/does not know a user “nobody”.*fold-in/u) as string });
    await expect(recommend({ user: "1", genre: "Opera" })).rejects.toThrow(/No item has the genre “Opera”/u);
    await expect(similarTo(id, { item: "999", k: 3 })).rejects.toMatchObject({ code: "not_found" });
    await expect(foldIn(id, describe3({ likes: ["999"] }))).rejects.toThrow(/does not know “999”/u);
    await expect(foldIn(id, describe3({ ratings: { 1: 9 } }))).rejects.toThrow(/outside the scale, 1 to 5/u);
  });

  test("for somebody described by titles, ratings, a genre or a segment need no training", async () => {
    const genresOf = async (body: Record<string, unknown>) => (await foldIn(id, describe3({ k: 3, ...body }))).items.map(({ genres }) => genres[0]);
    expect(await genresOf({ likes: ["1", "4", "7"] })).toEqual(["Comedy", "Comedy", "Comedy"]);
    expect(await genresOf({ ratings: { 3: 5, 6: 5, 9: 4 } })).toEqual(["Sci-Fi", "Sci-Fi", "Sci-Fi"]);
    expect(await genresOf({ genres: ["War"] })).toEqual(["Drama", "Drama", "Drama"]);
    expect(new Set(await genresOf({ segment: 1 })).size).toBe(1);
    const { items } = await foldIn(id, describe3({ likes: ["1", "4"], k: 30 }));
    expect(items.map(({ item }) => item)).not.toContain("1");
  });

  test("similar titles are of the same taste", async () => {
    const similar = similarSchema.parse(await similarTo(id, { item: "1", k: 4 }));
    expect(similar.items.map(({ genres }) => genres[0])).toEqual(["Comedy", "Comedy", "Comedy", "Comedy"]);
  });
});

describe("the viewer's page", () => {
  test("has the rows of a home page, each title once but for what is trending, each with why", async () => {
    const page = viewerRowsSchema.parse(await viewerRows(id, { user: "2", k: 5 }));
    expect(page.rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["trending", "for-you", "new"]));
    const own = page.rows.filter(({ kind }) => kind !== "trending").flatMap(({ items }) => items);
    expect(new Set(own.map(({ item }) => item)).size).toBe(own.length);
    expect(own.every(({ why }) => (why?.length ?? 0) > 0)).toBe(true);
    expect(page).toMatchObject({ testUser: false, historyCount: 12, scale: [1, 5], segment: { name: expect.any(String) as string } });
    const described = viewerRowsSchema.parse(await describedRows(id, describe3({ likes: ["1", "4"], k: 5 })));
    expect(described.rows.find(({ kind }) => kind === "because")?.title).toMatch(/^Because you watched Film/u);
  });

  test("changes at once when a film is rated, and that is on disk before the answer", async () => {
    const before = await rowsOf("2");
    const [film = ""] = titles(before, "for-you");
    const answer = await send({ user: "2", item: film, type: "rating", value: 1 });
    expect([answer.status, await answer.json()]).toEqual([201, { accepted: 1, duplicates: 0, unknownItems: [] }]);
    const after = await rowsOf("2");
    expect(after.basis).toBe("live");
    expect(titles(after, "for-you")).not.toContain(film);
    expect(after.history[0]).toMatchObject({ item: film, rating: 1, live: true });
    expect(after.feedback).toEqual([{ item: film, rating: 1 }]);
  });

  test("learns a made-up viewer's taste from what staff try out, and keeps that out of real answers", async () => {
    for (const item of ["3", "6", "9"]) await send({ user: "Zoë (made up)", item, type: "like", testUser: true });
    const page = await rowsOf("Zoë (made up)");
    expect(page).toMatchObject({ testUser: true, basis: "live", historyCount: 3 });
    expect(page.rows.find(({ kind }) => kind === "for-you")?.items.slice(0, 3).map(({ genres }) => genres[0])).toEqual(["Sci-Fi", "Sci-Fi", "Sci-Fi"]);
    const wanted = titles(page, "for-you")[0] ?? "";
    await send({ events: [{ user: "Zoë (made up)", item: wanted, type: "not-interested", testUser: true }, { user: "Zoë (made up)", item: "12", type: "watchlist", testUser: true }] });
    const changed = await rowsOf("Zoë (made up)");
    expect(changed.rows.flatMap(({ items }) => items.map(({ item }) => item))).not.toContain(wanted);
    expect(changed.watchlist.map(({ item }) => item)).toEqual(["12"]);
    // What is tried out with a real user does not reach the real user's answers.
    const real = await recommend({ user: "5", k: "3" });
    await send({ user: "5", item: real.items[0]?.item, type: "dislike", testUser: true });
    expect((await recommend({ user: "5", k: "3" })).items).toEqual(real.items);
    expect((await recommend({ user: "5", k: "3", testEvents: "1" })).items.map(({ item }) => item)).not.toContain(real.items[0]?.item);
    const users = recommenderUsersSchema.parse(await recommenderUsers(id, { q: "zo", limit: 10 }));
    expect(users.items).toEqual([{ user: "Zoë (made up)", events: 5, testUser: true }]);
  });

  test("fifty at once are answered without an error", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => recommendationsRoute.GET(browserRequest(`/api/v1/recommenders/${id}/recommendations?user=${1 + (i % viewerCount)}&explain=1`, { cookie }), { params: Promise.resolve({ id }) })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
  });
});

test("a playlist goes with its start, leaves out what the user has, and widens with diversity", async () => {
  const make = async (body: Record<string, unknown>) => playlistSchema.parse(await playlistFrom(id, playlistRequestSchema.parse({ items: ["1", "4"], length: 6, ...body })));
  const close = await make({ diversity: 0, novelty: 0 });
  const wide = await make({ diversity: 0.9, novelty: 0 });
  expect(close.items).toHaveLength(6);
  expect(close.items.every(({ genres }) => genres[0] === "Comedy")).toBe(true);
  expect(wide.diversity).toBeGreaterThan(close.diversity);
  const own = await make({ user: "1", length: 30 });
  expect(own.items.map(({ item }) => item)).not.toContain("10");
  await expect(make({ items: ["999"] })).rejects.toThrow(/knows none of these items/u);
});

test("segments: what lifts each, what they disagree on", async () => {
  const answer = recommenderSegmentsSchema.parse(await recommenderSegments(id));
  expect(answer.segments).toHaveLength(3);
  const genres = answer.segments.map(({ lifted }) => new Set(lifted.slice(0, 5).map((title) => title.genres[0])));
  expect(genres.map((each) => each.size)).toEqual([1, 1, 1]);
  expect(answer.contested[0]?.bySegment).toHaveLength(3);
  // A title that few have can expect what titles like it get, and says from which that is told.
  const [fresh] = answer.demand;
  expect(fresh?.bySegment).toHaveLength(3);
  expect(fresh?.expected.expectedUsers).toBeGreaterThan(fresh?.expected.low80 ?? Infinity);
  expect(fresh?.expected.expectedUsers).toBeLessThan(fresh?.expected.high80 ?? 0);
  expect(fresh?.like[0]).toMatchObject({ label: expect.stringMatching(/^Film/u) as string });
  expect(answer.demandBasis).toMatchObject({ kind: expect.stringMatching(/^content|features$/u) as string, sentence: expect.stringMatching(/Told from .* known titles/u) as string });
  const other = await trained(user, { datasetId, algorithm: "hybrid", parameters: { factors: 4, epochs: 5 } });
  const unsegmented = recommenderSegmentsSchema.parse(await recommenderSegments(other.id));
  expect(unsegmented).toMatchObject({ segments: [], notices: [expect.stringMatching(/without a segmentation/u)], demandBasis: { kind: "learned-features" } });
  expect(unsegmented.demand.length).toBeGreaterThan(0);
});

test("segments are called as they are called now, without another training", async () => {
  const { segmentation, segments: [first] } = await recommenderSegments(id);
  const [row] = await database().segment.findMany({ where: { segmentationId: segmentation?.id, segment: first?.segment }, select: { id: true } });
  await patchSegment(row?.id ?? "", { name: "Evening crowd" });
  const later = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 60_000);
  try {
    expect((await recommenderSegments(id)).segments[0]?.name).toBe("Evening crowd");
  } finally {
    later.mockRestore();
  }
});

test("a hybrid learns from what the profiles and the catalogue know, and shows what each pass gave", async () => {
  const { status, quality } = await trained(user, { datasetId, algorithm: "hybrid", parameters: { factors: 8, epochs: 8 } });
  expect(status).toBe("succeeded");
  expect(quality?.learningCurve).toMatchObject({ measure: "NDCG@10", unit: "epoch", asked: 8, sentence: expect.stringMatching(/epoch/u) as string });
  expect(quality?.learningCurve?.points.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  expect(quality?.learningCurve?.points[7]?.heldOut).toBeCloseTo(quality?.models[0]?.figures.ndcg?.value ?? 0, 10);
  expect(quality?.dataCurve).toMatchObject({ measure: "NDCG@10", points: [0.25, 0.5, 0.75, 1].map((shareRatio) => ({ shareRatio })), sentence: expect.stringMatching(/data/u) as string });
});

describe("take away", () => {
  const download = (what: string, format: string, k = 3) => exportRecommender(id, recommenderExportQuerySchema.parse({ what, format, k }));

  test("the best titles of every user as CSV and JSON, the same ones", async () => {
    const [header, ...lines] = (await text(await download("users", "csv"))).trim().split("\r\n");
    expect(header).toBe("user,segment,rank,item,title,score");
    expect(lines).toHaveLength(viewerCount * 3);
    const rows = JSON.parse(await text(await download("users", "json"))) as { user: string; rank: number; item: string }[];
    expect(rows.map(({ user, rank, item }) => `${user} ${rank} ${item}`)).toEqual(lines.map((line) => line.replace(/^(\d+),(?:"[^"]*"|[^,]*),(\d+),(\d+),.*$/u, "$1 $2 $3")));
    expect(rows.filter((row) => row.user === "7").map(({ item }) => item)).toEqual((await recommend({ user: "7", k: "3" })).items.map(({ item }) => item));
  });

  test("Parquet, per segment and similar titles", async () => {
    const parquet = new Uint8Array(await new Response((await download("users", "parquet")).stream).arrayBuffer());
    const file = path.join(env().DATA_DIR, "tmp", "lists.parquet");
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, parquet);
    const opened = z.object({ rows: z.coerce.number(), users: z.coerce.number(), ranks: z.coerce.number(), scored: z.coerce.number() });
    expect(await query("SELECT count(*) AS rows, count(DISTINCT \"user\") AS users, max(rank) AS ranks, count(score) AS scored FROM read_parquet($file)", { file }, opened)).toEqual([{ rows: viewerCount * 3, users: viewerCount, ranks: 3, scored: viewerCount * 3 }]);
    expect((await text(await download("segments", "csv"))).split("\r\n")[0]).toMatch(/^segment,segment_name,rank,item,title,users,share_ratio/u);
    expect((await text(await download("similar", "csv"))).trim().split("\r\n").length).toBeGreaterThan(60);
  });
});

test("a catalogue is searched by plain words: what is recognised filters, the rest is searched for", async () => {
  const search = async (query: Record<string, unknown>) => itemSearchSchema.parse(await searchItems(itemSearchQuerySchema.parse(query)));
  const line = await search({ dataset: datasetId, q: "sci-fi films from the 80s" });
  expect(line.chips).toEqual([expect.objectContaining({ kind: "genre", value: "Sci-Fi" }), expect.objectContaining({ kind: "decade", value: "1980s" })]);
  expect(line.items.every(({ genres, year = 0 }) => genres.includes("Sci-Fi") && year >= 1980 && year < 1990)).toBe(true);
  expect(line.total).toBe(3);
  expect((await search({ dataset: itemsId, q: "film b1" })).items[0]).toMatchObject({ item: "2", users: expect.any(Number) as number });
  expect((await search({ dataset: itemsId, q: "Director 2", year: "1970-1975" })).items.map(({ item }) => item)).toEqual(["3"]);
  expect((await search({ dataset: itemsId, genre: "War" })).total).toBe(10);
  expect(await search({ dataset: itemsId })).toMatchObject({ total: 30, years: { from: 1970, to: 1999 }, chips: [] });
});
