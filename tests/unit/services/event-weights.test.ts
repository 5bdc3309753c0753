import { expect, test } from "vitest";
import { interactionOptionsSchema } from "@/lib/schemas/recommender";
import { usualWeight, weighEvents } from "@/lib/services/event-weights";

const type = { kind: "category" as const, name: "event", codes: Int32Array.of(0, 1, 2, -1), levels: ["dislike", "play", "purchase"] };

test("kinds of events weigh what is usual, dislikes are left out, and a chosen weight wins", () => {
  expect(["purchase", "like", "play", "watchlist", "page_view", "dislike", "not-interested", "something else"].map(usualWeight)).toEqual([3, 2, 1, 1, 0.5, 0, 0, 1]);
  const usual = weighEvents(4, type, undefined, interactionOptionsSchema.parse({}), () => false);
  expect([...usual.values]).toEqual([NaN, 1, 3, 1]);
  expect(usual).toMatchObject({ leftOut: 1, notices: ["Weights of events: dislike 0, play 1, purchase 3."] });
  const chosen = weighEvents(4, type, undefined, interactionOptionsSchema.parse({ weights: { play: 0, purchase: 10 } }), () => false);
  expect([...chosen.values]).toEqual([NaN, NaN, 10, 1]);
  const against = weighEvents(4, type, undefined, interactionOptionsSchema.parse({ weights: { dislike: -2 } }), () => false);
  expect([...against.values]).toEqual([-2, 1, 3, 1]);
});

test("half an hour counts once, a missing length as well, and nothing is left out for being long", () => {
  const { values } = weighEvents(4, undefined, Float64Array.of(30, NaN, 0, 600), interactionOptionsSchema.parse({}), () => false);
  expect(values[0]).toBe(1);
  expect(values[1]).toBe(1);
  expect(values[2]).toBeNaN();
  expect(values[3]).toBeGreaterThan(1.5);
  expect(values[3]).toBeLessThan(2);
});
