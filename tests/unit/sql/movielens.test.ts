import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { activeUsers } from "@/lib/engagement/active-users";
import { activity } from "@/lib/engagement/activity";
import { categories } from "@/lib/engagement/categories";
import { peakTimes } from "@/lib/engagement/peak-times";
import { retention } from "@/lib/engagement/retention";
import { summary } from "@/lib/engagement/summary";
import { topItems } from "@/lib/engagement/top-items";
import { eventFixture, type EventFixture } from "./event-fixture";

const data = "../shared/data/ml-latest-small";
const reference = "../shared/reference/engagement_reference.json";

interface Expected {
  events: number;
  users: number;
  items: number;
  mean_rating: number;
  events_per_month_utc: Record<string, number>;
  genres: Record<string, { events: number; users: number; items: number; mean_rating: number }>;
  top_titles: { movieId: number; title: string; events: number; mean_rating: number }[];
  active_users: Record<string, Record<string, number>>;
  retention_monthly_utc: Record<string, { size: number; active: Record<string, number> }>;
  [inZone: `${string} ${string}`]: unknown;
}

/** GroupLens' terms don't let the data lie in this repository: the test runs where it lies beside it. */
describe.skipIf(!existsSync(data) || !existsSync(reference))("engagement on MovieLens small, as pandas counts it", () => {
  let movies: EventFixture;
  const expected = () => (JSON.parse(readFileSync(reference, "utf8")) as { movielens_latest_small: Expected }).movielens_latest_small;

  beforeAll(async () => {
    movies = await eventFixture({ events: `${data}/ratings.csv`, eventRoles: { userId: "user", movieId: "item", rating: "rating", timestamp: "time" }, items: `${data}/movies.csv`, itemRoles: { movieId: "item", title: "label", genres: "category" } });
  }, 60_000);
  afterAll(() => movies.remove());

  it("counts events, users and items", async () => {
    const [row] = await summary(await movies.scope());
    expect(row).toMatchObject({ events: expected().events, users: expected().users, items: expected().items });
    expect(row!.meanRating).toBeCloseTo(expected().mean_rating, 8);
    expect(movies.facts).toMatchObject({ unknownItems: 0, untimed: 0 });
  });

  it("counts events a month", async () => {
    const rows = await activity(await movies.scope({ granularity: "month" }));
    const counted = Object.fromEntries(rows.filter((row) => row.events > 0).map((row) => [row.periodStart.slice(0, 7), row.events]));
    expect(counted).toEqual(expected().events_per_month_utc);
  });

  it.each(["UTC", "Asia/Kolkata", "America/Los_Angeles"])("places events in the hours of the week of %s", async (timezone) => {
    const rows = await peakTimes(await movies.scope({ timezone }));
    const grid = Array.from({ length: 7 }, (_, day) => rows.filter((row) => row.isoWeekday === day + 1).map((row) => row.events));
    expect(grid).toEqual(expected()[`events_by_iso_weekday_and_hour ${timezone}`]);
    const days = await activity(await movies.scope({ timezone, granularity: "day" }));
    expect([days[0]!.periodStart, days.at(-1)!.periodStart]).toEqual([expected()[`first_day ${timezone}`], expected()[`last_day ${timezone}`]]);
  });

  it("counts a film in each of its genres", async () => {
    const rows = await categories(await movies.scope());
    const { genres } = expected();
    expect(rows.map((row) => row.category).sort()).toEqual(Object.keys(genres).sort());
    for (const row of rows) {
      expect(row).toMatchObject({ events: genres[row.category]!.events, users: genres[row.category]!.users, items: genres[row.category]!.items });
      expect(row.meanRating).toBeCloseTo(genres[row.category]!.mean_rating, 8);
    }
  });

  it("ranks titles", async () => {
    const rows = await topItems(await movies.scope(), 20);
    const top = expected().top_titles;
    expect(rows.map((row) => [row.item, row.label, row.events])).toEqual(top.map((row) => [String(row.movieId), row.title, row.events]));
    rows.forEach((row, at) => expect(row.meanRating).toBeCloseTo(top[at]!.mean_rating, 8));
  });

  it("counts active users in 1, 7 and 30 days", async () => {
    const rows = await activeUsers(await movies.scope());
    for (const [date, windows] of Object.entries(expected().active_users)) {
      const row = rows.find((candidate) => candidate.date === date)!;
      expect([row.dau, row.wau, row.mau]).toEqual([windows["1d"], windows["7d"], windows["30d"]]);
    }
  });

  it("follows monthly cohorts", async () => {
    const rows = await retention(await movies.scope({ granularity: "month" }), "nth");
    for (const [cohort, { size, active }] of Object.entries(expected().retention_monthly_utc)) {
      const cells = rows.filter((row) => row.cohort === `${cohort}-01` && row.period <= 12 && row.activeUsers > 0);
      expect(cells[0]!.cohortSize).toBe(size);
      expect(Object.fromEntries(cells.map((row) => [row.period, row.activeUsers]))).toEqual(active);
    }
  });
});
