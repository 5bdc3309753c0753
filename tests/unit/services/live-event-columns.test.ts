import { describe, expect, test } from "vitest";
import type { ColumnProfile } from "@/lib/schemas/column";
import { eventCells, keyProblem, liveColumns, ratingScale } from "@/lib/services/live-event-columns";

const column = (name: string, type: ColumnProfile["type"], role: ColumnProfile["role"], more: Partial<ColumnProfile> = {}): ColumnProfile => ({ name, type, role, missingCount: 0, distinctCount: 9, ...more });
const at = new Date("2026-03-01T12:00:00.500Z");

describe("an event becomes a row", () => {
  test("in the dataset's own types and units", () => {
    const columns = [column("viewer", "integer", "user"), column("film", "text", "item"), column("event_type", "text", "category"), column("watched_seconds", "integer", "duration"), column("stars", "decimal", "rating"), column("when", "timestamp", "time"), column("device", "text", "category")];
    const live = liveColumns({ columns, datasetName: "Plays" });
    expect(eventCells(columns, live, { userKey: "7", itemKey: "tt1", type: "play", value: 1.5, at })).toEqual([7, "tt1", "play", 90, null, "2026-03-01T12:00:00.500Z", null]);
    expect(eventCells(columns, live, { userKey: "7", itemKey: "tt1", type: "rating", value: 4.5, at })).toEqual([7, "tt1", "rating", null, 4.5, "2026-03-01T12:00:00.500Z", null]);
  });

  test("with its time as the column writes times: a day, seconds or milliseconds", () => {
    const timeCell = (time: ColumnProfile) => {
      const columns = [column("u", "text", "user"), column("i", "text", "item"), time];
      return eventCells(columns, liveColumns({ columns, datasetName: "x" }), { userKey: "a", itemKey: "b", type: "like", value: null, at })[2];
    };
    expect(timeCell(column("t", "date", "time"))).toBe("2026-03-01");
    expect(timeCell(column("t", "integer", "time", { max: 1_700_000_000 }))).toBe(1_772_366_400);
    expect(timeCell(column("t", "integer", "time", { max: 1_700_000_000_000 }))).toBe(1_772_366_400_500);
  });
});

test("a scale opens to its usual end, and no further than what was seen beyond it", () => {
  expect(ratingScale({ min: 0.5, max: 4.5 })).toEqual([0.5, 5]);
  expect(ratingScale({ min: 2, max: 5 })).toEqual([1, 5]);
  expect(ratingScale({ min: 1, max: 9 })).toEqual([1, 10]);
  expect(ratingScale({ min: -3, max: 250 })).toEqual([-3, 250]);
});

test("a key must be able to stand in its column", () => {
  expect(keyProblem(column("u", "integer", "user"), "Ada")).toMatch(/“u” holds whole numbers, and “Ada” is none/u);
  expect(keyProblem(column("u", "integer", "user"), "12345678901234567890")).toBeDefined();
  expect([keyProblem(column("u", "integer", "user"), "-5"), keyProblem(column("u", "decimal", "user"), "1.5"), keyProblem(column("u", "text", "user"), "Ada")]).toEqual([undefined, undefined, undefined]);
});
