import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventFeatureSchema } from "@/lib/schemas/event-features";
import { topCategories, writeEventFeatures } from "@/lib/warehouse/event-features";
import { query } from "@/lib/warehouse/query";
import { parquetTable } from "@/lib/warehouse/quote-sql";
import { eventFixture, type EventFixture } from "./event-fixture";

const rows = [
  "ann,2024-01-06T10:00:00Z,Drama,10,5", // a Saturday
  "ann,2024-01-06T10:20:00Z,Drama|Comedy,20,3",
  "ann,2024-01-06T11:11:00Z,Drama,30,4", // 31 minutes after the end of the one before
  "bob,2024-02-10T22:00:00Z,Comedy,60,",
  ",2024-02-11T22:00:00Z,Comedy,60,",
];

describe("features from events", () => {
  let events: EventFixture;
  let folder: string;
  let found: Record<string, string | number | null>[];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "tessera-features-"));
    events = await eventFixture({ events: `user,at,genre,minutes,rating\n${rows.join("\n")}\n`, eventRoles: { user: "user", at: "time", genre: "category", minutes: "duration", rating: "rating" } });
    const { index, offsets } = await events.scope();
    const target = path.join(folder, "features.parquet");
    await writeEventFeatures(index, { offsets, sessionGapMinutes: 30, features: eventFeatureSchema.options.filter((feature) => !feature.startsWith("monetary")), categories: await topCategories(index) }, target);
    found = await query(`SELECT * FROM ${parquetTable(target)} ORDER BY user`, [], z.record(z.string(), z.union([z.string(), z.number(), z.null()])));
  });
  afterAll(async () => {
    await events.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it("has one row per known user", () => {
    expect(found.map((row) => row.user)).toEqual(["ann", "bob"]);
  });

  it("counts recency to the day after the last day of known users, sessions by pauses, and days once", () => {
    expect(found[0]).toMatchObject({ recency_days: 36, frequency: 3, active_days: 1, tenure_days: 36, sessions: 2, mean_session_minutes: 35, minutes: 60, mean_minutes: 20, peak_hour: 10, weekend_share: 1, rating_mean: 4, rating_deviation: 1 });
    expect(found[1]).toMatchObject({ recency_days: 1, frequency: 1, sessions: 1, mean_session_minutes: 60, peak_hour: 22, weekend_share: 1, rating_mean: null });
  });

  it("shares out categories, measures their diversity, and spreads seasons over the months of the data", () => {
    expect(found[0]!.share_Drama).toBeCloseTo(0.75, 12);
    expect(found[0]!.share_Comedy).toBeCloseTo(0.25, 12);
    expect(found[0]!.diversity).toBeCloseTo(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)), 8);
    expect(found[1]).toMatchObject({ share_Comedy: 1, share_Drama: 0, diversity: 0 });
    expect(found[0]!.seasonal_variation).toBeCloseTo(1, 12);
  });

  it("has the chosen columns alone, up to the day that is asked for", async () => {
    const { index, offsets } = await events.scope();
    const target = path.join(folder, "january.parquet");
    const asOfDay = Date.parse("2024-01-09") / 86_400_000;
    expect(await writeEventFeatures(index, { offsets, sessionGapMinutes: 30, features: ["recency", "sessions", "category-shares"], categories: ["Drama", "Horror"], asOfDay }, target)).toBe(1);
    const rows = await query(`SELECT * FROM ${parquetTable(target)}`, [], z.record(z.string(), z.unknown()));
    expect(rows).toEqual([{ user: "ann", recency_days: 4, sessions: 2, share_Drama: 0.75, share_Horror: 0 }]);
  });

  it("counts orders and what their lines are worth, without cancellations", async () => {
    const lines = ["ann,2024-01-01,A1,2,5", "ann,2024-01-01,A1,1,0.5", "ann,2024-01-09,A2,3,1", "ann,2024-01-20,C3,-3,1", "bob,2024-01-05,B1,1,7"];
    const shop = await eventFixture({ events: `user,at,invoice,pieces,price\n${lines.join("\n")}\n`, eventRoles: { user: "user", at: "time", invoice: "ignore", pieces: "feature", price: "amount" } });
    const { index, offsets } = await shop.scope();
    const target = path.join(folder, "orders.parquet");
    const purchases = { rowsPath: shop.rowsPath, quantity: "pieces", basket: "invoice", positiveOnly: true };
    await writeEventFeatures(index, { offsets, sessionGapMinutes: 30, features: ["recency", "frequency", "monetary"], categories: [], purchases }, target);
    const rows = await query(`SELECT user, recency_days, frequency, monetary FROM ${parquetTable(target)} ORDER BY user`, [], z.record(z.string(), z.unknown()));
    // Recency counts to the day after the data's last day, which is that of the cancellation.
    expect(rows).toEqual([{ user: "ann", recency_days: 12, frequency: 2, monetary: 13.5 }, { user: "bob", recency_days: 16, frequency: 1, monetary: 7 }]);
    await shop.remove();
  });
});
