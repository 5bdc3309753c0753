import { describe, expect, it } from "vitest";
import { randomStream } from "@/lib/kernels/random";
import { contestedItems, countBySegment, liftOf, topLifts } from "@/lib/recommendation/segment-lift";
import { sparseRows } from "@/lib/recommendation/sparse-rows";

const [users, items] = [600, 400];
const segments = Int32Array.from({ length: users }, (_, user) => (user % 4) - 1);

/** Who has what by chance, a tenth of everything; of segment 0 every second user has item 7. */
function history(isPlanted: boolean) {
  const { nextFloat } = randomStream(20);
  const [row, column]: [number[], number[]] = [[], []];
  for (let user = 0; user < users; user++) {
    for (let item = 0; item < items; item++) {
      if (nextFloat() >= (isPlanted && item === 7 && segments[user] === 0 ? 0.5 : 0.1)) continue;
      row.push(user);
      column.push(item);
    }
  }
  return sparseRows(users, items, Int32Array.from(row), Int32Array.from(column), new Float32Array(row.length).fill(1));
}

describe("segments and items", () => {
  it("are counted without those who are in no segment", () => {
    const rows = history(true);
    const counts = countBySegment(rows, segments);
    const hasItem = (user: number, item: number) => rows.column.subarray(rows.start[user], rows.start[user + 1]).includes(item);
    const of = (segment: number) => Array.from({ length: users }, (_, user) => user).filter((user) => segments[user] === segment);
    expect(Array.from(counts.sizes)).toEqual([150, 150, 150]);
    expect(counts.total).toBe(450);
    expect(counts.users[7]).toBe(of(0).filter((user) => hasItem(user, 7)).length);
    expect(counts.overall[7]).toBe([0, 1, 2].flatMap(of).filter((user) => hasItem(user, 7)).length);
  });

  it("disagree on what was planted, and on nothing that is chance", () => {
    expect(contestedItems(countBySegment(history(false), segments), 30)).toEqual([]);
    const counts = countBySegment(history(true), segments);
    expect(contestedItems(counts, 30).map(({ item }) => item)).toEqual([7]);
    expect(topLifts(counts, 1)[0]?.[0]).toEqual(liftOf(counts, 0, 7));
    expect(liftOf(counts, 0, 7).low95).toBeGreaterThan(1);
  });

  it("have nothing to disagree on where there is one segment, or none", () => {
    expect(contestedItems(countBySegment(history(true), new Int32Array(users)), 30)).toEqual([]);
    expect(contestedItems(countBySegment(history(true), new Int32Array(users).fill(-1)), 30)).toEqual([]);
  });
});
