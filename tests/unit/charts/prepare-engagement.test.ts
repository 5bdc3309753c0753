import { describe, expect, it } from "vitest";
import { cardColumns, moveCard, resolveLayout, stepCard } from "@/lib/charts/dashboard-layout";
import { prepareActivity } from "@/lib/charts/prepare-activity";
import { activeDayCells } from "@/lib/charts/prepare-active-days";
import { prepareDistribution } from "@/lib/charts/prepare-distribution";
import { prepareFigures } from "@/lib/charts/prepare-figures";
import { changeAside, prepareRanked } from "@/lib/charts/prepare-ranked";
import { prepareRetention, retentionCurve, type RetentionRow } from "@/lib/charts/prepare-retention";
import { prepareTrend } from "@/lib/charts/prepare-trend";
import { prepareWhiskers } from "@/lib/charts/prepare-whiskers";
import { wilsonInterval } from "@/lib/charts/wilson-interval";

const group = (key: string) => ({ key, label: key.toUpperCase(), color: `var(--${key})` });

describe("prepareActivity", () => {
  const rows = [
    { periodStart: "2024-01-01", events: 4, users: 2, previousEvents: 3, complete: true },
    { periodStart: "2024-02-01", events: 6, users: 3, previousEvents: 1, complete: true },
    { periodStart: "2024-03-01", events: 1, users: 1, previousEvents: 5, complete: false },
  ];
  it("takes a period that is not over out of the line, and draws the way into it apart", () => {
    const { points, openPeriod, hasPrevious } = prepareActivity([{ key: "a", rows }], "events");
    expect(points.map((point) => point.a)).toEqual([4, 6, null]);
    expect(points.map((point) => point["a.open"])).toEqual([null, 6, 1]);
    expect(points.map((point) => point["a.before"])).toEqual([3, 1, 5]);
    expect([openPeriod, hasPrevious]).toEqual(["2024-03-01", true]);
  });
  it("a period that a group doesn't have is a gap", () => {
    const { points } = prepareActivity([{ key: "a", rows }, { key: "b", rows: rows.slice(0, 1) }], "users");
    expect(points.map((point) => point.b)).toEqual([2, null, null]);
  });
  it("names a peak only where one period stands out", () => {
    expect(prepareActivity([{ key: "a", rows }], "events").peak).toEqual({ at: "2024-02-01", value: 6 });
    expect(prepareActivity([{ key: "a", rows: rows.slice(0, 1) }], "events").peak).toBeUndefined();
    expect(prepareActivity([], "events").points).toEqual([]);
  });
});

describe("prepareRetention", () => {
  const cell = (cohort: string, period: number, activeUsers: number, complete = true): RetentionRow => ({ cohort, cohortSize: 10, period, activeUsers, retentionRatio: activeUsers / 10, complete });
  const rows = [cell("2024-01-01", 0, 10), cell("2024-01-01", 1, 4), cell("2024-01-01", 2, 1, false), cell("2024-02-01", 0, 10), cell("2024-02-01", 1, 9, false)];
  it("marks the cells whose period is not over, and leaves what has not begun empty", () => {
    const model = prepareRetention(rows, "month");
    expect(model.rows.map(({ label, aside }) => [label, aside])).toEqual([["Jan 2024", "10"], ["Feb 2024", "10"]]);
    expect(model.rows.map(({ cells }) => cells.map(({ value, isOpen }) => (value === null ? null : Boolean(isOpen))))).toEqual([[false, false, true], [false, true, null]]);
    expect([model.columns, model.hasOpenCells, model.cohorts]).toEqual([["M0", "M1", "M2"], true, ["2024-01-01", "2024-02-01"]]);
  });
  it("the curve rests on cohorts whose period is over, so that a young cohort doesn't pull it down", () => {
    expect(retentionCurve(rows).map(({ period, users, shareRatio }) => [period, users, shareRatio])).toEqual([[0, 20, 1], [1, 10, 0.4]]);
  });
  it("says how many cohorts it leaves out", () => {
    expect(prepareRetention(rows, "month", 1).capNote).toBe("the latest 1 of 2 cohorts");
    expect(prepareRetention([], "week").rows).toEqual([]);
  });
});

describe("prepareRanked", () => {
  const series = [{ ...group("a"), rows: [{ name: "Drama", n: 5 }, { name: "Comedy", n: 4 }] }, { ...group("b"), rows: [{ name: "Comedy", n: 3 }] }];
  const access = { keyOf: (row: { name: string }) => row.name, valueOf: (row: { n: number }) => row.n };
  it("orders sums by their whole, and leaves unknown what a group doesn't have", () => {
    const model = prepareRanked(series, access, { limit: 5, layout: "stacked", format: String });
    expect(model.rows.map(({ key, valueText, parts }) => [key, valueText, parts.map(({ value }) => value)])).toEqual([["Comedy", "7", [4, 3]], ["Drama", "5", [5, null]]]);
    expect(model.largest).toBe(7);
  });
  it("orders values side by side by the largest; whiskers stay inside the drawing", () => {
    const model = prepareRanked(series, { ...access, intervalOf: (row) => ({ low95: row.n - 1, high95: row.n + 2 }) }, { limit: 1, layout: "beside", format: String });
    expect(model.rows.map(({ key }) => key)).toEqual(["Drama"]);
    expect([model.largest, model.total]).toEqual([7, 2]);
  });
  it("a change within chance is grey", () => {
    expect(changeAside(0.143)).toEqual({ text: "+14 %", tone: "good" });
    expect(changeAside(-0.05)?.tone).toBe("warning");
    expect(changeAside(0.5, false)?.tone).toBe("muted");
    expect(changeAside(null)).toBeUndefined();
  });
});

it("prepareTrend: zero where the group was there without the category, a gap where it did nothing; the open period is left out", () => {
  const row = (periodStart: string, category: string, events: number, complete = true) => ({ periodStart, category, events, shareRatio: events / 10, complete });
  const a = [row("2024-01", "Drama", 5), row("2024-01", "Comedy", 5), row("2024-02", "Drama", 3), row("2024-03", "Drama", 1, false)];
  const model = prepareTrend([{ ...group("a"), rows: a }, { ...group("b"), rows: [row("2024-02", "Comedy", 1)] }], "events", 2);
  expect([model.periods, model.openPeriod, model.largest]).toEqual([["2024-01", "2024-02"], "2024-03", 5]);
  expect(model.panels.map(({ key, lines }) => [key, lines.map(({ values }) => values)])).toEqual([["Drama", [[5, 3], [null, 0]]], ["Comedy", [[5, 0], [null, 1]]]]);
});

it("prepareWhiskers: the weightiest rows, largest estimate first; beyond chance is an interval without zero", () => {
  const rows = [{ name: "x", effect: 1, low95: -1, high95: 3, n: 9 }, { name: "y", effect: 2, low95: 1, high95: 3, n: 8 }, { name: "rare", effect: 99, low95: 0, high95: 200, n: 1 }];
  const model = prepareWhiskers([{ ...group("a"), rows }], { keyOf: (row) => row.name, valueOf: (row) => row.effect, weightOf: (row) => row.n }, { limit: 2, format: String });
  expect(model.rows.map(({ key, dots }) => [key, dots[0]?.isBeyondChance])).toEqual([["y", true], ["x", false]]);
  expect([model.range, model.total]).toEqual([[-1, 3], 3]);
});

it("prepareDistribution: shares of each group's own total, on the wider bars of the two", () => {
  const narrow = [{ from: 0, to: 1, count: 1 }, { from: 1, to: 2, count: 1 }, { from: 2, to: 3, count: 2 }];
  const wide = [{ from: 0, to: 2, count: 30 }, { from: 2, to: 9, count: 10 }];
  const points = prepareDistribution([{ key: "a", bars: narrow }, { key: "b", bars: wide }], String);
  expect(points.map(({ label, a, b }) => [label, a, b])).toEqual([["0–2", 0.5, 0.75], ["2+", 0.5, 0.25]]);
  // The short group's last bar takes all beyond 2, wherever that is: the long one's bars there are added up as well.
  const short = [{ from: 0, to: 1, count: 3 }, { from: 1, to: 2, count: 3 }, { from: 2, to: 40, count: 4 }];
  const long = [0, 1, 2, 3, 4].map((from) => ({ from, to: from + 1, count: 2 }));
  expect(prepareDistribution([{ key: "a", bars: short }, { key: "b", bars: long }], String).map(({ label, a, b }) => [label, a, b])).toEqual([["0–1", 0.3, 0.2], ["1–2", 0.3, 0.2], ["2+", 0.4, 0.6]]);
  // A group that ends has nothing beyond.
  expect(prepareDistribution([{ key: "a", bars: short.slice(0, 2) }, { key: "b", bars: long }], String).map(({ label, a }) => [label, a])).toEqual([["0–1", 0.5], ["1–2", 0.5], ["2–3", 0], ["3–4", 0], ["4+", 0]]);
});

describe("prepareFigures", () => {
  const has = { user: true, item: false, minutes: false, rating: false };
  const summary = { events: 120, users: 10, items: 0, previousEvents: 100, previousUsers: 0 };
  it("counts change by percent; a share of nothing is not said", () => {
    const figures = prepareFigures({ has, summary, active: { mau: 9, stickinessRatio: 0.25 }, activeBefore: { mau: 9, stickinessRatio: 0.3 }, sessions: { medianMinutes: 41 }, sessionsBefore: { medianMinutes: 38 } });
    expect(figures.map(({ label, text, change }) => [label, text, change?.text, change?.tone])).toEqual([
      ["Events", "120", "+20.0 %", "good"],
      ["Users", "10", undefined, undefined],
      ["Active, 30 days", "9", "0.0 %", "muted"],
      ["Stickiness", "0.25", "−0.05", "warning"],
      ["Median session", "41 min", "+3 min", "good"],
    ]);
  });
  it("what is awaited has no text yet", () => {
    expect(prepareFigures({ has, summary: undefined, active: undefined, activeBefore: undefined, sessions: undefined, sessionsBefore: undefined }).every(({ text }) => text === undefined)).toBe(true);
  });
});

it("wilsonInterval agrees with the published example and never leaves 0 to 1", () => {
  const { low95, high95 } = wilsonInterval(81, 263) ?? { low95: NaN, high95: NaN }; // Newcombe 1998, table I
  expect([low95.toFixed(4), high95.toFixed(4)]).toEqual(["0.2553", "0.3662"]);
  expect(wilsonInterval(0, 20)?.low95).toBe(0);
  expect(wilsonInterval(0, 0)).toBeUndefined();
});

it("activeDayCells: a column a week from Monday on, days without an event between are there with none", () => {
  const model = activeDayCells([{ date: "2024-03-06", events: 2 }, { date: "2024-03-12", events: 5 }], 10);
  expect(model.cells).toHaveLength(9);
  expect(model.cells.filter(({ events }) => events > 0).map(({ week, weekday }) => [week, weekday])).toEqual([[0, 3], [1, 2]]);
  expect([model.weeks, model.isCut, model.firstDay]).toEqual([2, false, "2024-03-04"]);
  expect(activeDayCells([], 10).cells).toEqual([]);
});

describe("the dashboard's layout", () => {
  const card = (chart: string, width: "third" | "half" | "full" = "half", hidden = false) => ({ chart, width, hidden });
  const usual = [card("a"), card("b"), card("c", "third")];
  it("a saved one leaves out what is unknown, and hides what is new", () => {
    expect(resolveLayout(usual, [card("gone"), card("c", "full"), card("a")])).toEqual([card("c", "full"), card("a"), card("b", "half", true)]);
  });
  it("moves to a place, and steps over hidden cards", () => {
    expect(moveCard(usual, "c", 0).map(({ chart }) => chart)).toEqual(["c", "a", "b"]);
    expect(stepCard([card("a"), card("b", "half", true), card("c")], "a", 1).map(({ chart }) => chart)).toEqual(["b", "c", "a"]);
    expect(stepCard(usual, "a", -1)).toEqual(usual);
  });
  it("a row that is not full is filled by its last card, where that is wanted", () => {
    expect(cardColumns([card("a"), card("b", "third"), card("c"), card("d", "third")], true)).toEqual([3, 3, 3, 3]);
    expect(cardColumns([card("a"), card("b", "third"), card("c", "full")], false)).toEqual([3, 2, 6]);
  });
});
