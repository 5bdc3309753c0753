import { describe, expect, it } from "vitest";
import { buildInteractions } from "@/lib/recommendation/interactions";
import type { ItemFacts } from "@/lib/recommendation/item-facts";
import { itemLikenesses } from "@/lib/recommendation/item-likeness";
import { demandModel, sharesOf } from "@/lib/recommendation/new-item-demand";
import { countBySegment } from "@/lib/recommendation/segment-lift";
import { trainModel } from "@/lib/recommendation/train";

/** Two hundred users: those of segment 0 take about six of ten comedies and one of ten dramas, segment 1 the other way round. */
const users = 200;
const titles = 40;
const segments = Int32Array.from({ length: users }, (_, user) => user % 2);
const genres = Array.from({ length: titles }, (_, item) => [item % 2 === 0 ? "Comedy" : "Drama", ...(item % 5 === 0 ? ["Short"] : [])]);
const takes = (user: number, item: number): boolean => (((user >> 1) * 31 + item * 17) % 100) < (user % 2 === item % 2 ? 60 : 10);
const pairs = Array.from({ length: users * titles }, (_, at) => [Math.floor(at / titles), at % titles] as const).filter(([user, item]) => takes(user, item));
const numeric = (name: string, values: number[]) => ({ kind: "numeric" as const, name, values: Float64Array.from(values) });
const { interactions } = buildInteractions({ user: numeric("user", pairs.map(([user]) => user)), item: numeric("item", pairs.map(([, item]) => item)) }, { duplicates: "sum" });

/** The known titles and three more: a comedy, a drama, and one that is like nothing. */
const facts = (more: string[][]): ItemFacts => ({ titles: Array.from({ length: titles + more.length }, (_, item) => String(item)), genres: [...genres, ...more] });
const catalogue = facts([["Comedy"], ["Drama"], ["Opera"]]);

async function demandOf(algorithm: "hybrid" | "ease") {
  const model = await trainModel(interactions, facts([]), { algorithm, seed: 5, feedback: "implicit", segments, ...(algorithm === "hybrid" && { parameters: { factors: 8, epochs: 20 } }) });
  const counts = countBySegment(model.history, segments);
  const [likeness] = itemLikenesses(model, catalogue);
  const place = (item: number): number => (item < titles ? item : -1);
  const shares = sharesOf(counts, [0, 1], { users, popularity: model.popularity }, place);
  return { kind: likeness!.kind, ...demandModel({ likeness: likeness!.of, isKnown: (item) => item < titles, checked: Int32Array.from({ length: titles }, (_, item) => item), shares }) };
}

describe.each([["ease", "features"], ["hybrid", "learned-features"]] as const)("the demand for a new title, by %s", (algorithm, kind) => {
  it("is told from what each segment does with titles like it, with an interval that was checked", async () => {
    const demand = await demandOf(algorithm);
    expect(demand.kind).toBe(kind);
    const [ofFirst, ofSecond, ofAll] = demand.expect(titles)!.groups;
    expect(ofFirst!.users).toBeGreaterThan(45);
    expect(ofFirst!.users).toBeLessThan(75);
    expect(ofSecond!.users).toBeLessThan(25);
    expect(ofAll!.users).toBeCloseTo(ofFirst!.users + ofSecond!.users, 6);
    for (const { users: expected, low80, high80 } of [ofFirst!, ofSecond!, ofAll!]) {
      expect(low80).toBeLessThanOrEqual(expected);
      expect(high80).toBeGreaterThanOrEqual(expected);
    }
    expect(demand.check).toMatchObject({ items: titles });
    expect(demand.expect(titles)!.like.every(({ item }) => genres[item]!.includes("Comedy"))).toBe(true);
  });

  it("is not made up for a title that is like none that is known", async () => {
    expect((await demandOf(algorithm)).expect(titles + 2)).toBeUndefined();
  });
});

it("has no interval where too few titles are known to check it", () => {
  const { check, expect: expectUsers } = demandModel({ likeness: () => Float64Array.of(1, 1, 1), isKnown: (item) => item < 2, checked: Int32Array.of(0, 1), shares: [{ size: 50, shareOf: () => 0.2 }] });
  expect(check).toBeUndefined();
  expect(expectUsers(2)!.groups).toEqual([{ users: 10, low80: 0, high80: 50 }]);
});
